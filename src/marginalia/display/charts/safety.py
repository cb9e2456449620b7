"""What seeing no harm in N patients rules out: the true rate against the chance of seeing none."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.harms import harms
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.statistics.zero_events import chance_of_none, exact_upper, rule_of_three

#: True rates that a reader may have in mind: one patient in so many.
_ONE_IN = (10, 20, 50, 100)


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = harms(evidence.study)
    if found is None or found.events:
        return shown.sentence("The paper does not report that no patient was harmed, so there is no zero to read.")
    patients, confidence = found.patients, evidence.settings.confidence
    three, exact = rule_of_three(patients), exact_upper(patients, confidence=confidence)
    top = max(0.15, 2 * three)
    curve = [{"rate": top * step / 120, "chance": chance_of_none(patients, top * step / 120)} for step in range(121)]
    points = [
        {
            "rate": 1 / one,
            "chance": chance_of_none(patients, 1 / one),
            "label": f"1 in {one}: {values.percent(chance_of_none(patients, 1 / one))}",
        }
        for one in _ONE_IN
        if 1 / one <= top
    ]
    bounds = [
        {"rate": exact, "label": f"exact bound {values.percent(exact, 1)}"},
        {"rate": three, "label": f"rule of three {values.percent(three, 1)}"},
    ]
    x = alt.X(
        "rate:Q",
        title="True rate of harm",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(format=".0%", tickCount=5, grid=False),
    )
    y = alt.Y(
        "chance:Q", title=f"Chance of seeing none in {patients}", axis=theme.PERCENT_AXIS, scale=theme.PERCENT_SCALE
    )
    limit = theme.over(bounds)
    chart = alt.layer(
        theme.over(curve).mark_area(color=theme.PALE, opacity=1).encode(x=x, y=y),
        theme.over(curve).mark_line(color=theme.BLUE, strokeWidth=2.4).encode(x=x, y=y),
        limit.mark_rule(strokeWidth=1.6).encode(
            x=x,
            color=alt.Color("label:N", scale=alt.Scale(range=[theme.VERMILION, theme.PURPLE]), sort=None),
            strokeDash=alt.StrokeDash("label:N", scale=alt.Scale(range=[[1, 0], [5, 3]]), sort=None),
        ),
        theme.over(points)
        .mark_point(color=theme.BLUE, size=80, opacity=1)
        .encode(x=x, y=y, tooltip=[alt.Tooltip("label:N", title="Chance of seeing none")]),
        *theme.haloed(theme.over(points).mark_text(align="left", dx=9, dy=-8).encode(x=x, y=y, text="label:N")),
    )
    level = values.percent(confidence)
    title = (
        f"None harmed of {patients} still allows a true rate of up to {values.percent(exact, 1)}: one patient in "
        f"{round(1 / exact)}."
    )
    caption = (
        f"How likely it is that {patients} patients show no harm when the true rate is as given below. The lines are "
        f"the exact one-sided {level} bound and the rule of three. Both suppose that harm was asked for and would have "
        "been told."
    )
    alternative = (
        f"The chance of seeing no harm in {patients} patients falls with the true rate: "
        + "; ".join(str(point["label"]) for point in points)
        + f". Exact bound {values.percent(exact, 1)}, rule of three {values.percent(three, 1)}."
    )
    return Figure(theme.themed(chart, height=280), title, caption, alternative, name)
