"""What the methods announce, against what the results report."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis.promises import measures_reported, visits_reported
from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.words import noun, patients, places
from marginalia.study.model import FOLLOW_UP, OVERALL, RESPONSE, Number, Study
from marginalia.words import capital, inline
from marginalia.words import month as visit
from marginalia.words import months as visits

RULE = "promises"


def promises(study: Study) -> Iterator[Finding]:
    """An announced visit has some result, an announced rating is reported somewhere, and the share of responders is
    printed wherever patients were seen, if it is printed for several visits.

    Selective reporting, as in item 2.3 of INSPECT-SR (Wilkinson et al. 2025), with the methods in the registry's place.
    Worked example: visits at 18 and 24 months are announced; at 24 nothing is printed, at 18 that 16 patients were seen
    but not how many of them responded.
    """
    yield from _visits(study)
    yield from _responders(study)
    yield from _ratings(study)


def _visits(study: Study) -> Iterator[Finding]:
    for report in visits_reported(study):
        if report.reported or report.month == 0:
            continue
        announced = [number for number in study.numbers if number.month == report.month]
        where = f" ({places(study, announced)})" if announced else ""
        yield finding(
            RULE,
            Severity.MODERATE,
            announced,
            f"A visit at {visit(report.month)} is announced{where}, but no result is printed for it. Was anybody seen?",
            f"no result at {visit(report.month)}",
        )


def _responders(study: Study) -> Iterator[Finding]:
    """Visits with patients and without a share of responders, where others have one: two at least, for a paper may
    count responders at the one visit that matters most."""
    elsewhere = sorted({cell.month for cell in study.cells(measure=RESPONSE, group=OVERALL) if cell.month is not None})
    if len(elsewhere) < 2 or not _known(study, FOLLOW_UP):
        return
    for month in study.visits:
        seen = study.best(FOLLOW_UP, OVERALL, month)
        if month == 0 or month in elsewhere or seen is None or not seen.n:
            continue
        numbers: list[Number] = [number for number in seen.numbers if number.statistic == "n"]
        yield finding(
            RULE,
            Severity.MODERATE,
            numbers,
            f"{capital(noun(study, RESPONSE))}: printed for {visits(elsewhere)}, but not for {visit(month)}, when "
            f"{patients(seen.n)} {'was' if seen.n == 1 else 'were'} seen ({places(study, numbers)}). How many of them "
            "responded?",
            f"{seen.n} seen, no response printed",
        )


def _ratings(study: Study) -> Iterator[Finding]:
    """Announced ratings of which no result is printed, though of others there is. The numbers are what is said of them
    all the same, as a threshold."""
    if not any(report.reported for report in visits_reported(study) if report.month > 0):
        return
    reported = {measure.id for measure in study.measures if _has_results(study, measure.id)}
    for report in measures_reported(study):
        names = {measure.id for measure in study.measures if report.measure in (measure.id, measure.outcome)}
        if report.reported_at or names & reported:
            continue
        said = [number for number in study.numbers if number.measure in names]
        label = next((one.label for one in study.outcomes if one.id == report.measure), noun(study, report.measure))
        yield finding(
            RULE,
            Severity.MODERATE,
            said,
            f"{capital(inline(label))} was to be measured, but no result of it is printed. What did it show?",
            "no result",
        )


def _has_results(study: Study, measure: str) -> bool:
    return study.measure(measure).kind in ("proportion", "mean") and any(study.cells(measure=measure))


def _known(study: Study, measure: str) -> bool:
    return any(one.id == measure for one in study.measures)
