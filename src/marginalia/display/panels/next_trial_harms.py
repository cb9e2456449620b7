"""How many treated patients without a harm would rule out that it is as frequent as this."""

from __future__ import annotations

from math import ceil

from marginalia.analysis.trial_design import assumed, design, has_outcome
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.statistics.zero_events import patients_needed

#: Rates that a reader may want ruled out: one patient in so many.
_ONE_IN = (20, 50, 100, 500, 1000)


def show(evidence: Evidence, name: str) -> Table | Shown:
    study, of = evidence.study, assumed(evidence.chosen)
    planned = design(of)
    if not has_outcome(study):
        return shown.sentence(shown.NO_OUTCOME)
    if planned is None:
        return shown.sentence("With these assumptions no trial can be sized.")
    treated = ceil(planned.each * (1 - of.loss))
    rows = []
    for one in _ONE_IN:
        needed = patients_needed(1 / one, confidence=of.confidence)
        cells = (str(needed), str(3 * one), *("yes" if n >= needed else "no" for n in (study.enrolled, treated)))
        rows.append(Row(Entry.plain(f"1 in {one}"), tuple(Entry.plain(cell) for cell in cells)))
    caption = (
        f"Treated patients, all asked and none harmed, that rule out a true rate at {values.percent(of.confidence)} "
        "confidence, exactly and by the rule of three (which is for 95%). The last columns: whether the patients of "
        f"this study would do, had all been asked to the end, and those of the planned trial who are treated and not "
        f"lost ({treated})."
    )
    columns = ("To rule out", "Exactly", "Rule of three", f"The {study.enrolled} here", "The planned trial")
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")
