"""A claimed threshold against every time point that it covers."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.audit.checks import results_of
from marginalia.audit.checks.result import Result
from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import places
from marginalia.study.model import Study


def thresholds(study: Study) -> Iterator[Finding]:
    """Where a claim says that something holds at every visit, it must hold at each.

    Worked example: over 80% followed up at all time points, against 96, 81, 75, 60 and 33%. Claims that run into the
    same numbers are one finding, which names every place that states the limit.
    """
    broken: dict[tuple[str, ...], list[Result]] = {}
    for claim in study.claims:
        for check, result in results_of(study, claim):
            if check.rule == "every" and result.verdict is Verdict.CONTRADICTED:
                broken.setdefault(result.numbers[1:], []).append(result)
    for failing, results in broken.items():
        limits = [study.number(result.numbers[0]) for result in results]
        elsewhere = places(study, [limit for limit in limits[1:] if limit.section != limits[0].section])
        yield finding(
            "thresholds",
            Severity.MAJOR,
            (*limits, *(study.number(id) for id in failing)),
            results[0].sentence + (f" The same limit is stated in {elsewhere}." if elsewhere else ""),
            results[0].computed,
            "the limit is meant of everybody in the group",
        )
