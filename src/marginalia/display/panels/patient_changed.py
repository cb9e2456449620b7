"""How many improved by the important change, worsened by as much, or lie between, by outcome and visit."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.analysis.patient_changes import Changed, changed
from marginalia.display import by_patient, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.statistics.counts import Interval

NO_CHANGE = (
    "No outcome has a change that the study counts as important, or nobody was rated before treatment and after."
)


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    rows = tuple(_rows(made))
    if not rows:
        return shown.sentence(NO_CHANGE)
    caption = markup.myst(
        "Improved: by the change that the study counts as important, on this outcome alone. Worse: by as much. "
        f"Shares are of those seen, with their intervals ({values.percent(made.settings.confidence)})."
        f"{by_patient.made_up(made)}"
    )
    return Table(name, caption, ("Visit", "Patients", "Improved", "In between", "Worse"), rows, "ranges")


def _rows(made: PatientAnalyses) -> Iterator[Row]:
    for outcome in made.outcomes:
        found = changed(made.study, made.cohort, outcome, settings=made.settings)
        if found:
            amount = by_patient.amount(outcome, outcome.important_change or 0.0)
            yield Row(Entry.plain(f"{outcome.label}, by {amount}"), heading=True)
        yield from map(_row, found)


def _row(one: Changed) -> Row:
    return Row(
        Entry.plain(values.capital(values.month(one.month))),
        (
            Entry.plain(str(one.n)),
            _share(one.improved, one.n, one.improved_interval),
            _share(one.between, one.n, None),
            _share(one.worse, one.n, one.worse_interval),
        ),
    )


def _share(count: int, n: int, interval: Interval | None) -> Entry:
    lines = [f"{count}, {values.percent(count / n)}"]
    lines += [] if interval is None else [values.interval(interval.low, interval.high)]
    return Entry(tuple(map(markup.myst, lines)))
