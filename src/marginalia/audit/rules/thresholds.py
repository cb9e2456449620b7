"""What the paper says of all its numbers, the largest or most of them, against every number that this covers."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.audit.checks import arguments_of, results_of
from marginalia.audit.checks.every import Promise, every, kept, promise_of
from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import place
from marginalia.study.model import Study
from marginalia.words import capital

RULE = "thresholds"

#: Checks of single statements: one share above another, the highest of all, more than half.
_STATEMENTS = ("compare", "extreme", "most")


def thresholds(study: Study) -> Iterator[Finding]:
    """Where a claim says that something holds at every visit, it must hold at each; where it says more, best or most,
    the numbers must say so too.

    Other contradictions within a paper, item 4.10 of INSPECT-SR (Wilkinson et al. 2025). Worked example: over 80%
    followed up at all time points, against 96, 81, 75, 60 and 33%. Claims that run into the same numbers are one
    finding, which names every place that makes the promise.
    """
    yield from _everywhere(study)
    yield from _statements(study)


def _everywhere(study: Study) -> Iterator[Finding]:
    broken: dict[tuple[object, ...], list[Promise]] = {}
    for claim in study.claims:
        for arguments in arguments_of(study, claim):
            if arguments.check.rule == "every" and every(arguments).verdict is Verdict.CONTRADICTED:
                promise = promise_of(arguments)
                failing = tuple(cell.id for cell in promise.failing)
                broken.setdefault((promise.wanted, failing), []).append(promise)
    for promises in broken.values():
        limits = tuple(promise.limit for promise in promises)
        yield finding(
            RULE,
            Severity.MAJOR,
            (*limits, *promises[0].telling),
            kept(study, promises[0], limits),
            promises[0].computed,
            needs=("limit-of-everybody",),
            against=limits,
            verdict=Verdict.CONTRADICTED,
        )


def _statements(study: Study) -> Iterator[Finding]:
    told: set[tuple[str, ...]] = set()
    for claim in study.claims:
        for _, result in results_of(study, claim, _STATEMENTS):
            if result.verdict is not Verdict.CONTRADICTED or result.numbers in told:
                continue
            told.add(result.numbers)
            numbers = tuple(study.number(id) for id in result.numbers)
            # Not against the counts that break a statement: only against a figure that the claim itself gives.
            said = tuple(number for number in numbers if number.section == claim.section)
            against = said if len(said) < len(numbers) else ()
            yield finding(
                RULE,
                Severity.MODERATE,
                numbers,
                f"{result.sentence} {capital(place(study, claim.section))} says otherwise.",
                result.computed,
                against=against,
                verdict=Verdict.CONTRADICTED if against else None,
            )
