"""Every patient's scores over time, by outcome, with the mean of those seen."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.analysis.patient_changes import Spread, courses, spreads
from marginalia.display import by_patient, shown, theme, values
from marginalia.display.charts import _spaghetti
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import Outcome


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    if not made.outcomes:
        return shown.sentence(by_patient.UNRATED)
    drawn = by_patient.shown_outcomes(made)
    panels = [_panel(made, outcome) for outcome in drawn]
    spread = {outcome.id: spreads(made.study, made.cohort, outcome, settings=made.settings) for outcome in drawn}
    first = drawn[0]
    lines = courses(made.cohort, first)
    lost = sum(one.lost for one in lines)
    title = (
        f"Of {values.plural(len(lines), 'patient')} rated on {first.label}, {values.count(lost) if lost else 'none'} "
        f"{'was' if lost == 1 else 'were'} lost before the last visit"
        f"{_apart(first, spread[first.id])}."
    )
    some = len(_spaghetti.thinned(lines))
    caption = (
        "Each thin line is a patient; dashed with an open circle at its end, one who was not seen at the last visit. "
        f"Heavy: the mean of those seen at each visit, with its interval "
        f"({values.percent(made.settings.confidence)}). At each visit it is the mean of other people."
        f"{'' if some == len(lines) else f' Drawn: {some} of {len(lines)} patients, evenly chosen.'}"
        f"{by_patient.left_out(made)}{by_patient.made_up(made)}"
    )
    alternative = "; ".join(
        f"{outcome.label}: "
        + ", ".join(
            f"{values.month(one.month)} mean {values.number(one.mean, 1)} of {one.n}" for one in spread[outcome.id]
        )
        for outcome in drawn
    )
    return Figure(theme.stacked(alt.vconcat(*panels, spacing=18)), title, caption, f"{title} {alternative}.", name)


def _apart(outcome: Outcome, found: tuple[Spread, ...]) -> str:
    last = found[-1] if found else None
    if last is None or last.quartiles is None or last.month == 0:
        return ""
    low, high = values.number(last.quartiles.low, 1), values.number(last.quartiles.high, 1)
    if low == high:
        return ""
    return (
        f"; at {values.month(last.month)} the middle half of those seen lay between {low} and "
        f"{by_patient.amount(outcome, last.quartiles.high)}"
    )


def _panel(made: PatientAnalyses, outcome: Outcome) -> alt.LayerChart | alt.FacetChart:
    means = spreads(made.study, made.cohort, outcome, settings=made.settings)
    axis = _spaghetti.Axis(by_patient.headed(outcome), outcome.low, outcome.high)
    return _spaghetti.panel(courses(made.cohort, outcome), means, axis, by_patient.visited(made))
