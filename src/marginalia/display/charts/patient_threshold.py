"""The share of responders if the change asked for were smaller or larger than the study's own."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.analysis.patient_changes import AtThreshold, by_threshold, later_visits
from marginalia.display import by_patient, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

#: The multiples of the study's thresholds that are tried, in steps of a twentieth.
_FACTORS = tuple(step / 20 for step in range(5, 61))
NO_RULE = "The study has no responder rule that patients can be held against, or nobody was seen after treatment."


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    month = judged_last(made)
    found = [] if month is None else _found(made, month)
    if month is None or not found:
        return shown.sentence(NO_RULE)
    own = next(one for one in found if one.factor == 1)
    double = next((one for one in found if one.factor == 2), found[-1])
    title = (
        f"At {values.month(month)}, {values.fraction(own.n, own.N)} respond by the study’s thresholds and "
        f"{values.fraction(double.n, double.N)} by thresholds {values.number(double.factor)} times as large."
    )
    level = values.percent(made.settings.confidence)
    named = [
        by_patient.amount(outcome, outcome.important_change)
        for outcome in made.study.outcomes
        if outcome.important_change is not None
    ]
    caption = (
        f"All important changes of the rule are multiplied by the same number; 1 is the study’s own "
        f"({values.listed(named)}). Band: {level} interval. A share that falls steeply near 1 hangs on where the line "
        f"is drawn; a flat one does not.{by_patient.made_up(made)}"
    )
    told = ", ".join(
        f"{values.number(one.factor)} times: {values.fraction(one.n, one.N)}" for one in found if one.factor in _TOLD
    )
    figure = theme.themed(_layers(found), height=240)
    return Figure(figure, title, caption, f"{title} {values.capital(told)}.", name)


_TOLD = (0.5, 1.0, 1.5, 2.0, 3.0)


def judged_last(made: PatientAnalyses) -> float | None:
    """The last visit at which it can be said of anybody whether they respond."""
    for month in reversed(later_visits(made.study)):
        if any(one.N for one in by_threshold(made.study, made.cohort, month, [1.0], settings=made.settings)):
            return month
    return None


def _found(made: PatientAnalyses, month: float) -> list[AtThreshold]:
    return [one for one in by_threshold(made.study, made.cohort, month, _FACTORS, settings=made.settings) if one.N]


def _layers(found: list[AtThreshold]) -> Any:
    base = theme.over(
        [
            {
                "factor": one.factor,
                "share": one.share,
                "low": one.interval.low,
                "high": one.interval.high,
                "count": values.fraction(one.n, one.N),
                "interval": values.interval(one.interval.low, one.interval.high),
            }
            for one in found
            if one.interval is not None
        ]
    )
    x = alt.X(
        "factor:Q",
        title="Change asked for, in multiples of the study’s own",
        scale=alt.Scale(domain=[_FACTORS[0], _FACTORS[-1]], nice=False),
        axis=alt.Axis(values=[0.25, 0.5, 1, 1.5, 2, 2.5, 3], format="~g", labelOverlap=True),
    )
    y = alt.Y("share:Q", title=None, axis=theme.PERCENT_AXIS, scale=theme.PERCENT_SCALE)
    tooltip = [
        alt.Tooltip("factor:Q", title="Multiple"),
        alt.Tooltip("count:N", title="Responders"),
        alt.Tooltip("interval:N", title="Interval"),
    ]
    own = theme.over([{"factor": 1, "text": "the study’s own"}])
    return alt.layer(
        base.mark_area(color=theme.SKY, opacity=0.3, interpolate="step-after").encode(x=x, y="low:Q", y2="high:Q"),
        base.mark_line(color=theme.BLUE, strokeWidth=2.4, interpolate="step-after").encode(x=x, y=y),
        base.mark_point(color=theme.BLUE, size=30, opacity=0).encode(x=x, y=y, tooltip=tooltip),
        own.mark_rule(color=theme.VERMILION, strokeDash=[6, 4], strokeWidth=1.6).encode(x=x),
        *theme.haloed(
            own.mark_text(color=theme.VERMILION, align="left", dx=5, fontWeight=600).encode(
                x=x, y=alt.datum(0.96), text="text:N"
            )
        ),
    )
