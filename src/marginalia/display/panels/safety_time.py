"""For how long patients were watched, and the rate of events a patient-year that none leaves room for."""

from __future__ import annotations

from marginalia.analysis.harms import time_by_group
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    study, confidence = evidence.study, evidence.settings.confidence
    found = time_by_group(study)
    if not found:
        return shown.sentence(
            "The paper does not report both that no patient was harmed and how many were seen when, so the time "
            "watched cannot be bounded."
        )
    rows = []
    for one in found:
        entries = (
            str(one.patients),
            values.month(one.until),
            f"{values.number(one.least, 1)} to {values.number(one.most, 1)}",
            values.percent(one.least / one.promised),
            values.number(100 * one.upper(confidence=confidence), 1),
            values.number(100 * one.upper_at_best(confidence=confidence), 1),
        )
        rows.append(Row(Entry.plain(study.group(one.group).label), tuple(Entry.plain(entry) for entry in entries)))
    caption = (
        "Patient-years watched: surely, up to the last visit at which each patient was seen; at most, up to the visit "
        f"after that. The bounds are exact one-sided {values.percent(confidence)} ones for the rate of events in 100 "
        "patient-years, if every event in that time was told and none was."
    )
    columns = (
        "Patients", "Number", "Last count at", "Patient-years", "Surely watched of what full follow-up to then gives",
        "Events in 100 patient-years, up to", "With the most time, up to",
    )  # fmt: skip
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")
