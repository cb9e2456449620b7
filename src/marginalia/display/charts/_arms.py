"""The plot of arms against the control that several charts share: one row a comparison, better to the right, a column
of text at the right edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from marginalia.display import theme
from marginalia.display.charts._forest import Kind, told_apart, whiskers
from marginalia.statistics.counts import Interval

OPEN, APART = Kind("open", theme.BLUE), Kind("apart", theme.VERMILION, "square")


@dataclass(frozen=True, slots=True)
class Mark:
    """One row: where its sign and its whiskers stand, whether it is set apart, the text at the right edge, and what the
    tooltip says."""

    row: str
    value: float
    interval: Interval | None
    apart: bool
    text: str
    told: str

    def record(self) -> dict[str, Any]:
        ends = Interval(self.value, self.value) if self.interval is None else self.interval
        return {
            "row": self.row,
            "value": self.value,
            "low": ends.low,
            "high": ends.high,
            "kind": (APART if self.apart else OPEN).name,
            "text": self.text,
            "told": self.told,
        }


def beside(
    marks: Sequence[Mark],
    *,
    title: str,
    label: str,
    reach: float = 0.0,
    column: float = 0.45,
    under: Sequence[alt.Chart] = (),
    row_height: float = 34,
) -> alt.TopLevelMixin:
    """The plot. `label` is the Vega expression that writes a place on the axis, which reaches at least `reach` to
    either side of 0 where that is given; `column` is the width of the text at the right as a share of the axis; layers
    `under` the signs use the fields `low` and `high`."""
    records = [mark.record() for mark in marks]
    low = min(0.0, -reach, *(float(one["low"]) for one in records))
    high = max(0.0, reach, *(float(one["high"]) for one in records))
    room = 0.04 * (high - low) or 0.01
    edge = high + room + column * (high - low + 2 * room)
    scale = alt.Scale(domain=[low - room, edge], nice=False)
    axis = alt.Axis(tickCount=6, labelExpr=f"datum.value > {high + room:.9f} ? '' : {label}", domain=False)
    x = alt.X("value:Q", title=title, scale=scale, axis=axis)
    rows = [mark.row for mark in marks]
    y = alt.Y(
        "row:N",
        sort=rows,
        title=None,
        axis=alt.Axis(labelLimit=190, labelFontSize=12.5, grid=False, **theme.in_lines(rows, 26)),
    )
    tooltip = [alt.Tooltip("row:N", title="What"), alt.Tooltip("told:N", title="Arm less control")]
    kinds = [kind for kind in (OPEN, APART) if any(one["kind"] == kind.name for one in records)]
    base = theme.over(records)
    zero = theme.over([{"value": 0}]).mark_rule(strokeDash=[5, 4], strokeWidth=1.4).encode(x=x)
    chart = alt.layer(
        *(layer.encode(x=alt.X("low:Q", scale=scale), x2="high:Q") for layer in under),
        zero,
        *whiskers(base, x, scale, y=y, tooltip=tooltip, **told_apart(kinds, None)),
        base.mark_text(align="right", fontSize=12).encode(x=alt.datum(edge), y=y, text="text:N"),
    )
    return theme.themed(chart, height=len(records) * row_height)
