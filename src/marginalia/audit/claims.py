"""Judging claims: the checks that a claim asks for, the design that it needs, the findings against its numbers, and the
gravest of it all, with the chain of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from marginalia.audit.bearing import Bearing, bearings
from marginalia.audit.checks import results_of
from marginalia.audit.findings import Finding
from marginalia.audit.verdicts import Verdict, gravest
from marginalia.study.model import Claim, Study
from marginalia.words import listed

__all__ = ["Judgement", "Step", "Verdict", "judge", "scoreboard"]

#: What was asked of a claim: a check that its package names, whether the study was built for it, a rule of the audit;
#: nothing where nothing bears on it.
Asked = Literal["check", "design", "finding", "nothing"]


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the evidence on a claim: what was asked, of which numbers, what came out, and what it means.

    `name` is the check's or the rule's, for the design the features asked for; `numbers` are ids; `needs` the names of
    the assumptions without which it would not stand (`marginalia.audit.assumptions`), which the sentence says too.
    """

    asked: Asked
    name: str
    numbers: tuple[str, ...]
    computed: str
    sentence: str
    verdict: Verdict
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim with its verdict and the chain of evidence, the gravest step first.

    `findings` are all those that touch its numbers, whether they count against it or not; `numbers` the ids of the
    numbers that it rests on or was checked against.
    """

    claim: Claim
    verdict: Verdict
    chain: tuple[Step, ...]
    findings: tuple[Finding, ...]
    numbers: tuple[str, ...]

    @property
    def telling(self) -> tuple[Step, ...]:
        """The steps that make the verdict and all that stands against the claim; what was reproduced is told only where
        nothing does."""
        return tuple(one for one in self.chain if one.verdict is self.verdict or one.verdict is not Verdict.REPRODUCED)

    @property
    def reason(self) -> str:
        """Why, in computed sentences: what decides first, the other objections after it."""
        return " ".join(dict.fromkeys(one.sentence for one in self.telling))


def judge(study: Study, claim: Claim, findings: Iterable[Finding]) -> Judgement:
    """Judge one claim. The gravest verdict wins. Raises `PackageError` where a check does not fit the grammar."""
    findings = tuple(findings)
    own = [
        Step("check", check.rule, one.numbers, one.computed, one.sentence, one.verdict)
        for check, one in results_of(study, claim)
    ]
    own += _design(study, claim)
    steps = [*own, *_against(study, claim, findings, own)] or [_nothing(claim)]
    numbers = _numbers(study, claim, own)
    return Judgement(
        claim=claim,
        verdict=gravest(one.verdict for one in steps),
        chain=tuple(sorted(steps, key=lambda one: -one.verdict.gravity)),
        findings=tuple(one for one in findings if set(one.numbers) & set(numbers)),
        numbers=numbers,
    )


def scoreboard(judgements: Iterable[Judgement]) -> dict[Verdict, int]:
    """How many claims got each verdict, the mildest first, those that nobody got included."""
    counts = dict.fromkeys(Verdict, 0)
    for judgement in judgements:
        counts[judgement.verdict] += 1
    return counts


def with_assumption(finding: Finding) -> str:
    """A finding's sentence, and after it what must be so for the question to arise, where something must."""
    if not finding.assumption:
        return finding.sentence
    return f"{finding.sentence} Assumes that {finding.assumption.replace('; ', ', and that ')}."


def _design(study: Study, claim: Claim) -> Iterator[Step]:
    lacking = [need for need in claim.needs if need not in study.design.features]
    if lacking:
        wanted = listed([study.design.terms.get(need, need.replace("-", " ")) for need in lacking])
        told = f"To show it would take {wanted}, which this {study.design.label} does not have."
        yield Step("design", " ".join(lacking), (), "", told, Verdict.BEYOND_DESIGN)


def _against(study: Study, claim: Claim, findings: Iterable[Finding], own: Iterable[Step]) -> Iterator[Step]:
    """The findings against the claim that none of its own checks has told already."""
    checks = [one for one in own if one.asked == "check"]
    told = [one for one in bearings(study, claim, findings) if not any(_tells(study, check, one) for check in checks)]
    for at, one in enumerate(told):
        found = one.finding
        opening = "" if one.stated or at else "A number that it rests on is in question. "
        sentence = opening + with_assumption(found)
        yield Step("finding", found.rule, found.numbers, found.computed, sentence, one.verdict, found.needs)


def _tells(study: Study, check: Step, bearing: Bearing) -> bool:
    """Whether a check says at least as gravely what a finding does: that one of the claim's numbers does not go with
    that of another place, or that one place does not hold in itself. A claim that fails a check is not told besides
    that a number behind it is in question."""
    if not bearing.stated and check.verdict.gravity >= Verdict.CONTRADICTED.gravity:
        return True
    if check.verdict.gravity < bearing.verdict.gravity:
        return False
    asked, shared = set(bearing.finding.numbers), set(bearing.finding.numbers) & set(check.numbers)
    if len({study.number(id).cell for id in asked}) == 1:
        return asked == shared
    return not shared.isdisjoint(bearing.numbers) and len({study.number(id).cell for id in shared}) > 1


def _nothing(claim: Claim) -> Step:
    told = "Nothing that the paper prints bears on it."
    if claim.needs:
        told = "The design as described has what the claim needs; no printed number bears on it."
    return Step("design" if claim.needs else "nothing", " ".join(claim.needs), (), "", told, Verdict.UNCHECKABLE)


def _numbers(study: Study, claim: Claim, own: Iterable[Step]) -> tuple[str, ...]:
    known = [reference for reference in claim.rests_on if study.has(reference)]
    resting = [number.id for reference in known for number in study.numbers_of(reference)]
    checked = [id for one in own for id in one.numbers]
    return tuple(dict.fromkeys([*resting, *checked]))
