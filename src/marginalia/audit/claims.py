"""Judging claims: every check that a claim asks for, the design features that it needs, and the gravest of it all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marginalia.audit.checks import results_of
from marginalia.audit.checks.result import Result
from marginalia.audit.findings import Finding
from marginalia.audit.verdicts import Verdict, gravest
from marginalia.study.model import Claim, Study
from marginalia.words import listed

__all__ = ["Judgement", "Verdict", "judge", "scoreboard"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim with its verdict, the reason in computed sentences, the findings that touch its numbers, and the ids of
    the numbers that it rests on or was checked against."""

    claim: Claim
    verdict: Verdict
    reason: str
    findings: tuple[Finding, ...]
    numbers: tuple[str, ...]


def judge(study: Study, claim: Claim, findings: Iterable[Finding]) -> Judgement:
    """Judge one claim. Raises `PackageError` where a check does not fit the grammar.

    The gravest verdict wins, and its sentences open the reason; the other objections follow. What was reproduced is
    told only where nothing stands against the claim.
    """
    results = [outcome for _, outcome in results_of(study, claim)]
    lacking = [need for need in claim.needs if need not in study.design.features]
    if lacking:
        results.append(Result(Verdict.BEYOND_DESIGN, _lacks(study, lacking)))
    if not results:
        results.append(Result(Verdict.UNCHECKABLE, _nothing(claim)))
    verdict = gravest(one.verdict for one in results)
    ordered = sorted(results, key=lambda one: -one.verdict.gravity)
    told = [one for one in ordered if one.verdict is verdict or one.verdict is not Verdict.REPRODUCED]
    numbers = _numbers(study, claim, results)
    return Judgement(
        claim=claim,
        verdict=verdict,
        reason=" ".join(dict.fromkeys(one.sentence for one in told)),
        findings=tuple(one for one in findings if set(one.numbers) & set(numbers)),
        numbers=numbers,
    )


def scoreboard(judgements: Iterable[Judgement]) -> dict[Verdict, int]:
    """How many claims got each verdict, the mildest first, those that nobody got included."""
    counts = dict.fromkeys(Verdict, 0)
    for judgement in judgements:
        counts[judgement.verdict] += 1
    return counts


def _lacks(study: Study, lacking: list[str]) -> str:
    wanted = listed([study.design.terms.get(need, need.replace("-", " ")) for need in lacking])
    return f"To show it would take {wanted}, which this {study.design.label} does not have."


def _nothing(claim: Claim) -> str:
    if claim.needs:
        return "The design as described has what the claim needs; no printed number bears on it."
    return "Nothing that the paper prints bears on it."


def _numbers(study: Study, claim: Claim, results: list[Result]) -> tuple[str, ...]:
    known = [reference for reference in claim.rests_on if study.has(reference)]
    resting = [number.id for reference in known for number in study.numbers_of(reference)]
    checked = [id for one in results for id in one.numbers]
    return tuple(dict.fromkeys([*resting, *checked]))
