"""What the methods announce against what the results print, as a table."""

from __future__ import annotations

from marginalia.analysis.promises import MeasureReport, measures_reported, visits_reported
from marginalia.display import markup, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown, sentence
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import Study


def promises(evidence: Evidence, name: str = "promises") -> Table | Shown:
    """Each announced measure with the visits that have a result for it and those that have none."""
    study = evidence.study
    silent = [visit for visit in visits_reported(study) if not visit.reported]
    measures = measures_reported(study)
    if not measures and not silent:
        return sentence("The methods announce nothing that the results leave out.")
    rows = [
        Row(
            Entry.plain(_label(study, report.measure)),
            (*_places(report),),
        )
        for report in measures
    ]
    rows += [
        Row(
            Entry.plain(f"Any result at {values.month(visit.month)}"),
            (Entry.plain("nowhere"), Entry.plain("everything", "missing")),
        )
        for visit in silent
    ]
    caption = markup.myst("What the methods announce, and for which visits the paper prints a result.")
    return Table(name, caption, ("Announced", "Printed at", "Not printed at"), tuple(rows), "promises")


def _label(study: Study, promise: str) -> str:
    labels = {measure.id: measure.label for measure in study.measures}
    labels |= {outcome.id: outcome.label for outcome in study.outcomes}
    return labels.get(promise, promise.replace("-", " "))


def _places(report: MeasureReport) -> tuple[Entry, Entry]:
    """Where a measure is printed and where not; one that is printed of the whole study alone lacks no visit."""
    if report.undated and not report.reported_at:
        return Entry.plain("the whole study"), Entry.plain("none")
    return (
        Entry.plain(_months(report.reported_at)),
        Entry.plain(_months(report.missing), "missing" if report.missing else ""),
    )


def _months(visits: tuple[float, ...]) -> str:
    return values.months(visits) if visits else "none"
