"""What seeing no harm in N patients rules out: the true rate against the chance of seeing none, N to be moved."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.harms import none_harmed
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.statistics.zero_events import chance_of_none, exact_upper, rule_of_three

#: True rates that a reader may have in mind: one patient in so many.
ONE_IN = (10, 20, 50, 100)

#: The highest rate drawn, and the steps of the curve.
_TOP, _STEPS = 0.2, 80

#: Places of the slider below and above the study's own number of patients.
_BELOW, _ABOVE = 40, 150


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = none_harmed(evidence.study)
    if found is None:
        return shown.sentence("The paper does not report that no patient was harmed, so there is no zero to read.")
    patients, confidence = found.patients, evidence.settings.confidence
    three, exact = rule_of_three(patients), exact_upper(patients, confidence=confidence)
    curve = theme.over([{"rate": _TOP * step / _STEPS} for step in range(_STEPS + 1)]).transform_calculate(
        chance="pow(1 - datum.rate, asked)"
    )
    points = (
        theme.over([{"rate": 1 / one, "one": f"1 in {one}"} for one in ONE_IN])
        .transform_calculate(chance="pow(1 - datum.rate, asked)")
        .transform_calculate(label="datum.one + ': ' + format(datum.chance, '.0%')")
    )
    kinds = ["exact bound", "rule of three"]
    limit = (
        theme.over([{"kind": kind} for kind in kinds])
        .transform_calculate(
            rate=f"datum.kind === '{kinds[0]}' ? 1 - pow({1 - confidence:.6g}, 1 / asked) : min(1, 3 / asked)"
        )
        .transform_filter(f"datum.rate <= {_TOP}")
    )
    x = alt.X(
        "rate:Q",
        title="True rate of harm",
        scale=alt.Scale(domain=[0, _TOP], nice=False),
        axis=alt.Axis(format=".0%", tickCount=5, grid=False),
    )
    y = alt.Y("chance:Q", title="Chance of seeing none", axis=theme.PERCENT_AXIS, scale=theme.PERCENT_SCALE)
    step = max(1, patients // 48)
    start = patients - step * min((patients - 1) // step, _BELOW)
    asked = range(start, patients + step * _ABOVE + 1, step)
    chart = alt.layer(
        curve.mark_area(color=theme.PALE, opacity=1).encode(x=x, y=y),
        curve.mark_line(color=theme.BLUE, strokeWidth=2.4).encode(x=x, y=y),
        limit.mark_rule(strokeWidth=1.8).encode(
            x=x,
            color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[theme.VERMILION, theme.PURPLE])),
            strokeDash=alt.StrokeDash("kind:N", scale=alt.Scale(domain=kinds, range=[[1, 0], [5, 3]])),
        ),
        points.mark_point(color=theme.BLUE, size=80, opacity=1).encode(
            x=x, y=y, tooltip=[alt.Tooltip("label:N", title="Chance of seeing none")]
        ),
        *theme.haloed(points.mark_text(align="left", dx=9, dy=-8).encode(x=x, y=y, text="label:N")),
    ).add_params(
        theme.slider("asked", "Patients who were asked", start=start, stop=asked[-1], step=step, value=patients),
        theme.told("asked", [_said(count, confidence) for count in asked], start=start, step=step),
    )
    level = values.percent(confidence)
    title = (
        f"None harmed of {patients} still allows a true rate of up to {values.percent(exact, 1)}: one patient in "
        f"{round(1 / exact)}."
    )
    caption = (
        f"How likely it is that {patients} patients show no harm when the true rate is as given below. The lines are "
        f"the exact one-sided {level} bound, {values.percent(exact, 1)}, and the rule of three, "
        f"{values.percent(three, 1)}. Both suppose that harm was asked for and would have been told."
    )
    told = "; ".join(f"1 in {one}: {values.percent(chance_of_none(patients, 1 / one))}" for one in ONE_IN)
    alternative = (
        f"The chance of seeing no harm in {patients} patients falls with the true rate: {told}. Exact bound "
        f"{values.percent(exact, 1)}, rule of three {values.percent(three, 1)}."
    )
    return Figure(theme.themed(chart, height=280), title, caption, alternative, name)


def _said(patients: int, confidence: float) -> str:
    upper = exact_upper(patients, confidence=confidence)
    return (
        f"None harmed of {patients} allows a true rate of up to {values.percent(upper, 1)}, one in {round(1 / upper)}."
    )
