"""What may be believed of the headline share before and after the patients, with a slider for how firm the
expectation was."""

from __future__ import annotations

from math import ceil
from typing import Any

import altair as alt

from marginalia.analysis.missing import HALF
from marginalia.display import by_arm, shown, theme, values
from marginalia.display.beliefs import Beliefs, beliefs, chance
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.statistics.beta_posterior import Belief

#: Where the densities are drawn, and how many places the slider has at most.
_STEP = 0.01
_PLACES = 60


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = beliefs(evidence)
    if found is None:
        return shown.sentence(by_arm.no_responders(evidence.study))
    own = found.own.prior
    start, step, places = _grid(own.patients, found.N)
    slider = theme.slider(
        "worth",
        f"How many patients an expectation of {values.percent(own.share)} is worth",
        start=start,
        stop=start + step * (places - 1),
        step=step,
        value=own.patients,
    )
    told = theme.told("worth", [_said(found, start + step * at) for at in range(places)], start=start, step=step)
    chart = theme.themed(_layers(found, own.share).add_params(slider, told), height=260)
    after = found.own
    title = (
        f"After {found.count} at {found.visit}, a true share above half has a probability of "
        f"{chance(after.above[0])}, given the expectation and that nobody was missing for a reason."
    )
    caption = (
        f"Dashed: what was expected, {values.percent(own.share)} and worth "
        f"{values.number(own.patients)} {'patient' if own.patients == 1 else 'patients'}. Solid: after the patients "
        "who were seen; shaded where more than half respond. The higher the line, the more believable the share."
    )
    alternative = (
        f"Two curves over the true share of responders. Before: centred on {values.percent(own.share)}. After "
        f"{found.count}: centred on {values.percent(after.posterior.share)}, "
        f"{values.interval(after.interval.low, after.interval.high)}. {_said(found, own.patients)}"
    )
    return Figure(chart, title, caption, alternative, name)


def _grid(patients: float, N: int) -> tuple[float, float, int]:
    """Start, step and number of places of the slider, with `patients` among them."""
    top = max(2.0 * N, patients)
    step = float(max(1, ceil(top / _PLACES)))
    start = patients % step or step
    return start, step, int((top - start) / step + 1e-9) + 1


def _said(found: Beliefs, patients: float) -> str:
    prior = Belief(found.own.prior.share, patients)
    after = prior.after(found.n, found.N)
    return (
        f"An expectation of {values.percent(prior.share)} worth {values.number(patients)} becomes "
        f"{values.percent(after.share)}; more than half respond with a probability of {chance(after.above(HALF))}."
    )


def _layers(found: Beliefs, share: float) -> Any:
    """The two densities, worked out in the page so that they follow the slider: logarithms first, so that nothing
    overflows, then divided by their sum."""
    x = alt.X(
        "p:Q",
        title="True share of responders",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], grid=False),
    )
    y = alt.Y("height:Q", title="Belief", axis=alt.Axis(labels=False, ticks=False, grid=False), stack=None)
    data = alt.sequence(_STEP / 2, 1, _STEP, as_="p")
    logs = (
        alt.Chart(data)
        .transform_calculate(
            before=f"({share} * worth - 1) * log(datum.p) + ({1 - share} * worth - 1) * log(1 - datum.p)",
            after=f"({share} * worth + {found.n} - 1) * log(datum.p) + "
            f"({1 - share} * worth + {found.N - found.n} - 1) * log(1 - datum.p)",
        )
        .transform_joinaggregate(most_before="max(before)", most_after="max(after)")
        .transform_calculate(
            raw_before="exp(datum.before - datum.most_before)", raw_after="exp(datum.after - datum.most_after)"
        )
        .transform_joinaggregate(all_before="sum(raw_before)", all_after="sum(raw_after)", peak="max(raw_after)")
    )
    # A vague expectation piles up at the ends: it is cut where it would dwarf what follows from the patients.
    before = logs.transform_calculate(
        height="min(datum.raw_before / datum.all_before, 1.2 * datum.peak / datum.all_after)", which="'before'"
    )
    after = logs.transform_calculate(height="datum.raw_after / datum.all_after", which="'after'")
    above = (
        after.transform_filter(f"datum.p > {HALF}")
        .transform_aggregate(chance="sum(height)")
        .transform_calculate(text="format(datum.chance, '.0%') + ' above half'")
    )
    names = ["before", "after"]
    legend = alt.Legend(
        labelExpr="datum.value == 'before' ? 'expected beforehand' : 'after the patients seen'",
        symbolType="stroke",
        symbolSize=420,
    )
    colour = alt.Color(
        "which:N", scale=alt.Scale(domain=names, range=[theme.QUIET, theme.BLUE]), sort=names, legend=legend
    )
    dash = alt.StrokeDash("which:N", scale=alt.Scale(domain=names, range=[[6, 4], [1, 0]]), sort=names, legend=legend)
    half = theme.over([{"p": HALF}])
    return alt.layer(
        after.transform_filter(f"datum.p > {HALF}").mark_area(color=theme.SKY, opacity=0.3).encode(x=x, y=y),
        half.mark_rule(strokeDash=[3, 3], strokeWidth=1.2).encode(x="p:Q"),
        before.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash),
        after.mark_line(strokeWidth=2.6).encode(x=x, y=y, color=colour, strokeDash=dash),
        *theme.haloed(
            above.mark_text(align="left", fontWeight=600, color=theme.BLUE).encode(
                x=alt.datum(HALF + 0.02), y=alt.value(14), text="text:N"
            )
        ),
    )
