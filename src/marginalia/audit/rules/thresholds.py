"""A claimed threshold against every time point that it covers."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.audit.checks import results_of
from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.verdicts import Verdict
from marginalia.study.model import Study


def thresholds(study: Study) -> Iterator[Finding]:
    """Where a claim says that something holds at every visit, it must hold at each.

    Worked example: over 80% followed up at all time points, against 96, 81, 75, 60 and 33%. Claims that make the same
    statement in two places are one finding.
    """
    told: set[str] = set()
    for claim in study.claims:
        for check, result in results_of(study, claim):
            if check.rule == "every" and result.verdict is Verdict.CONTRADICTED and result.sentence not in told:
                told.add(result.sentence)
                numbers = tuple(study.number(id) for id in result.numbers)
                yield finding("thresholds", Severity.MAJOR, numbers, result.sentence, result.computed)
