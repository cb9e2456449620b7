"""GRADE's summary of findings: each outcome with its result, what the numbers leave open, and the certainty."""

from __future__ import annotations

from marginalia.analysis.instruments import certainty
from marginalia.analysis.means import mean_series
from marginalia.analysis.proportions import assess
from marginalia.audit.appraisal import Filled
from marginalia.display import appraisal, cited, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.markup import myst
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.statistics.zero_events import exact_upper
from marginalia.study.model import ADVERSE_EVENTS, Cell


def show(evidence: Evidence, name: str) -> Table | Shown:
    forms = [form for form in appraisal.of_kind(evidence, "certainty") if form.appraisal.result is not None]
    if not forms:
        return shown.sentence("No outcome has been rated for this paper yet.")
    columns = ("Outcome", "Printed", "What the numbers leave open", "Certainty", "Steps")
    treatment = evidence.study.words.get("treatment", "the treatment")
    caption = myst(
        f"Summary of findings: {treatment}. The certainty is that of an effect of the treatment, not of the printed "
        "figure: nobody in a study with one arm went without."
    )
    return Table(name, caption, columns, tuple(_row(form, evidence) for form in forms), "wordy")


def _row(form: Filled, evidence: Evidence) -> Row:
    label = values.capital(form.appraisal.label or form.title)
    lines = cited.cited(evidence.study, [form.appraisal.result or ""])
    return Row(
        Entry.plain(label),
        (
            Entry(lines),
            Entry.plain(_open(form, evidence)),
            Entry.plain(values.capital(appraisal.result(form))),
            Entry.plain(_steps(form)),
        ),
    )


def _steps(form: Filled) -> str:
    """How the certainty came about, in words."""
    if form.again:
        return "To be judged again."
    made = certainty(form.choices)
    down = [
        f"{values.inline(one.item.asks)} {one.choice.letter}"
        for one in form.answers
        if one.choice is not None and (one.choice.score or 0) < 0
    ]
    start = appraisal.LEVELS[made.start - 1]
    return f"Starts at {start}" + (f"; {'; '.join(down)}." if down else ".")


def _open(form: Filled, evidence: Evidence) -> str:
    """What is worked out of the printed result: the interval of a share, the bound of a zero, the change of a mean."""
    study, settings = evidence.study, evidence.settings
    numbers = study.numbers_of(form.appraisal.result or "")
    cell = study.cell(numbers[0].cell)
    if cell.measure == ADVERSE_EVENTS and cell.n == 0:
        size = cell.N or study.enrolled
        bound = values.percent(exact_upper(size, confidence=settings.confidence), 1)
        return f"Of {size}, none: at {values.percent(settings.confidence)} confidence up to {bound}, if all were asked."
    assessed = assess(study, cell, settings)
    if assessed.interval is not None and assessed.N is not None:
        interval = values.interval(assessed.interval.low, assessed.interval.high)
        return f"{interval}; speaks for {assessed.N} of {study.enrolled} enrolled."
    return _change(evidence, cell)


def _change(evidence: Evidence, cell: Cell) -> str:
    """The change of a printed mean since before treatment."""
    outcome = next((one.outcome for one in evidence.study.measures if one.id == cell.measure), None)
    for series in mean_series(evidence.study, outcome, cell.group or "") if outcome else ():
        for point in series.points:
            if point.number.cell == cell.id and point.change is not None:
                change = values.number(point.change)
                return f"An improvement of {change} {series.outcome.unit} since before; no interval can be had."
    return "Nothing can be worked out."
