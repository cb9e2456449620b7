"""Every patient's improvement since before treatment, by outcome, with the change that counts as important."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.analysis.patient_changes import Changed, changed, courses, spreads
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
    drawn = [one for one in by_patient.shown_outcomes(made) if courses(made.cohort, one, change=True)]
    if not drawn:
        return shown.sentence("No patient was rated both before treatment and after it.")
    panels = [_panel(made, outcome) for outcome in drawn]
    caption = (
        "Each thin line is a patient, upwards for better; dashed with an open circle at its end, one who was not seen "
        "at the last visit. Heavy: the mean of those seen, with its interval "
        f"({values.percent(made.settings.confidence)}). Dashed across: the change that the study counts as important."
        f"{by_patient.left_out(made)}{by_patient.made_up(made)}"
    )
    alternative = "; ".join(
        f"{outcome.label}: "
        + ", ".join(
            f"{values.month(one.month)} mean improvement {values.number(one.mean, 1)} of {one.n}"
            for one in spreads(made.study, made.cohort, outcome, change=True, settings=made.settings)
        )
        for outcome in drawn
    )
    title = _title(made, drawn)
    return Figure(theme.stacked(alt.vconcat(*panels, spacing=18)), title, caption, f"{title} {alternative}.", name)


def _title(made: PatientAnalyses, drawn: list[Outcome]) -> str:
    for outcome in drawn:
        found = [one for one in changed(made.study, made.cohort, outcome, settings=made.settings) if one.n]
        if found:
            return _says(outcome, found[-1])
    lines = courses(made.cohort, drawn[0], change=True)
    return f"How {values.plural(len(lines), 'patient')} changed on {drawn[0].label} since before treatment."


def _says(outcome: Outcome, last: Changed) -> str:
    return (
        f"At {values.month(last.month)}, {last.improved} of {last.n} seen had improved on {outcome.label} by "
        f"{by_patient.amount(outcome, outcome.important_change or 0)} or more, "
        f"{values.count(last.worse) if last.worse else 'none'} had worsened by as much."
    )


def _panel(made: PatientAnalyses, outcome: Outcome) -> alt.LayerChart | alt.FacetChart:
    lines = courses(made.cohort, outcome, change=True)
    means = spreads(made.study, made.cohort, outcome, change=True, settings=made.settings)
    ends = [value for one in lines for _, value in one.points]
    ends += [end for one in means if one.interval for end in (one.interval.low, one.interval.high)]
    ends += [0.0, *([outcome.important_change] if outcome.important_change else [])]
    room = 0.06 * (max(ends) - min(ends) or 1.0)
    level = outcome.important_change
    axis = _spaghetti.Axis(
        by_patient.headed(outcome, "improvement, up is better"),
        min(ends) - room,
        max(ends) + room,
        level,
        "" if level is None else f"important: {by_patient.amount(outcome, level)}",
    )
    return _spaghetti.panel(lines, means, axis, by_patient.visited(made)[1:])
