"""The best and the worst of many small groups, if every group had the same true share, beside the paper's own."""

from __future__ import annotations

import altair as alt
import numpy as np
from numpy.typing import NDArray

from marginalia.analysis.group_extremes import by_visit
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

#: The middle of the simulated trials that is drawn.
MIDDLE = 0.9

_BY_CHANCE, _HERE = "by chance alone", "in the paper"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = by_visit(evidence.study, trials=evidence.chosen.simulations, seed=evidence.chosen.seed)
    if not found:
        return shown.sentence("The paper prints no two groups at a visit that could be drawn from its patients.")
    records = [
        _record(f"{which}, {values.short_month(one.month)}", ends, own)
        for one in found
        for which, ends, own in (("Best", one.best, one.observed[1]), ("Worst", one.worst, one.observed[0]))
    ]
    order = [str(record["row"]) for record in records]
    base = theme.over(records)
    y = alt.Y("row:N", sort=order, title=None, axis=alt.Axis(labelLimit=120, grid=False))
    scale = alt.Scale(domain=[0, 1.02], nice=False)
    axis = alt.Axis(format=".0%", values=[0, 0.2, 0.4, 0.6, 0.8, 1])
    kinds = [_BY_CHANCE, _HERE]
    colours = [theme.GREY, theme.VERMILION]
    fill = alt.Color("kind:N", sort=kinds, scale=alt.Scale(domain=kinds, range=colours))
    shape = alt.Shape("kind:N", sort=kinds, scale=alt.Scale(domain=kinds, range=["square", "diamond"]))
    tooltip = [
        alt.Tooltip("row:N", title="Group"),
        alt.Tooltip("own:Q", title="In the paper", format=".0%"),
        alt.Tooltip("median:Q", title="Middle by chance", format=".0%"),
        alt.Tooltip("range:N", title=f"{values.percent(MIDDLE)} by chance"),
    ]
    chance = base.transform_calculate(kind=f"'{_BY_CHANCE}'")
    here = base.transform_calculate(kind=f"'{_HERE}'")
    chart = alt.layer(
        base.mark_bar(height=12, color=theme.PALE, stroke=theme.GREY).encode(
            x=alt.X("low:Q", title="Responders in the group", scale=scale, axis=axis), x2="high:Q", y=y, tooltip=tooltip
        ),
        chance.mark_point(size=55, opacity=1).encode(x="median:Q", y=y, color=fill, shape=shape, tooltip=tooltip),
        here.mark_point(size=110, opacity=1).encode(x="own:Q", y=y, color=fill, shape=shape, tooltip=tooltip),
    )
    last = found[-1]
    title = (
        f"If all {len(last.groups)} groups shared one true rate, the best would reach the paper’s "
        f"{values.percent(last.observed[1])} at {values.month(last.month)} in {values.percent(last.as_good.share)} of "
        "trials by chance."
    )
    caption = (
        f"{values.capital(values.percent(MIDDLE))} of {last.best.size} simulated trials lie within each bar, with the "
        "middle one as a square; diamonds are the paper’s own best and worst group. In each trial groups of the "
        "printed sizes are drawn at random from the patients seen, and responders without regard to groups. How the "
        "real groups overlap is not printed; the more they do, the closer they lie together."
    )
    alternative = "; ".join(
        f"{record['row']}: {values.percent(float(record['own']))} in the paper, {record['range']} by chance"
        for record in records
    )
    return Figure(theme.themed(chart, height=30 * len(records)), title, caption, alternative + ".", name)


def _record(row: str, ends: NDArray[np.float64], own: float) -> dict[str, str | float]:
    tail = (1 - MIDDLE) / 2
    low, median, high = (float(one) for one in np.quantile(ends, [tail, 0.5, 1 - tail], method="nearest"))
    return {
        "row": row, "low": low, "median": median, "high": high, "own": own, "range": values.interval(low, high),
    }  # fmt: skip
