"""Means, spreads, medians and quartiles of every outcome at every visit."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.analysis.patient_changes import Spread, spreads
from marginalia.display import by_patient, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    rows = tuple(_rows(made))
    if not rows:
        return shown.sentence(by_patient.UNRATED)
    caption = markup.myst(
        f"Scores at each visit, of the patients seen. The interval ({values.percent(made.settings.confidence)}) is "
        f"that of the mean; half of the patients lie between the quartiles.{by_patient.made_up(made)}"
    )
    return Table(
        name, caption, ("Visit", "Patients", "Mean", "Standard deviation", "Median", "Quartiles"), rows, "ranges"
    )


def _rows(made: PatientAnalyses) -> Iterator[Row]:
    for outcome in made.outcomes:
        found = spreads(made.study, made.cohort, outcome, settings=made.settings)
        if found:
            yield Row(Entry.plain(by_patient.headed(outcome)), heading=True)
        yield from map(_row, found)


def _row(one: Spread) -> Row:
    mean = [values.number(one.mean, 1)] + ([] if one.interval is None else [by_patient.between(one.interval)])
    return Row(
        Entry.plain(values.capital(values.month(one.month))),
        (
            Entry.plain(str(one.n)),
            Entry(tuple(map(markup.myst, mean))),
            Entry.plain("" if one.sd is None else values.number(one.sd, 1)),
            Entry.plain(values.number(one.median, 1)),
            Entry.plain("" if one.quartiles is None else by_patient.between(one.quartiles)),
        ),
    )
