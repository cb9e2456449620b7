"""Published differences against a control, as gains, one panel a scale, beside what is called important."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from marginalia.analysis.comparators import Comparator
from marginalia.display import theme, values

#: What the axis of a scale is called, by the words with which outcomes in the literature folder begin; another scale
#: is called by those words.
_AXES: dict[str, str] = {
    "ODI 0-100": "Gain in disability (ODI), points of 100",
    "pain 10-cm VAS": "Gain in back pain, cm of 10",
    "leg pain 0-100": "Gain in leg pain, points of 100",
}


@dataclass(frozen=True, slots=True)
class Gain:
    """A difference against a control as a gain of the treated, in points of its scale."""

    label: str
    scale: str
    value: float
    low: float | None
    high: float | None
    important: float | None
    note: str

    @property
    def interval(self) -> str:
        if self.low is None or self.high is None:
            return "interval not given"
        return f"{values.signed(self.low, 2)} to {values.signed(self.high, 2)}"

    @property
    def includes_none(self) -> bool:
        return self.low is not None and self.high is not None and self.low <= 0 <= self.high

    @property
    def short_of_important(self) -> bool:
        """Whether the whole interval lies below the smallest important difference."""
        return self.high is not None and self.important is not None and self.high < self.important


def gains(rows: Sequence[Comparator], everything: Sequence[Comparator]) -> list[Gain]:
    """The drawn differences among `rows`, panel by panel. What is important on a scale is what a source says of that
    scale, the row's own or another's in `everything`."""
    important = {one.scale: one.important for one in everything if one.important is not None}
    found = []
    for scale in dict.fromkeys(one.scale for one in rows):
        for one in rows:
            if one.scale == scale:
                value, low, high = one.gain
                label = f"{one.label}{' *' if one.second_hand else ''}"
                found.append(
                    Gain(label, scale, value, low, high, important.get(scale), f"{one.population}; {one.note}")
                )
    return found


def panels(found: Sequence[Gain]) -> alt.TopLevelMixin:
    """The drawing: a dashed line at no difference, a dotted one at the smallest important gain."""
    scales = dict.fromkeys(one.scale for one in found)
    drawn = [_panel([one for one in found if one.scale == scale]) for scale in scales]
    return theme.stacked(alt.vconcat(*drawn, spacing=14))


def told(found: Sequence[Gain]) -> str:
    """Every row in words, for those who do not see it."""
    rows = "; ".join(
        f"{one.label}, {_AXES.get(one.scale, one.scale)}: {values.signed(one.value, 2)}, {one.interval}"
        for one in found
    )
    return f"{rows}."


def _panel(rows: Sequence[Gain]) -> alt.LayerChart | alt.FacetChart:
    records: list[dict[str, Any]] = [
        {
            "row": one.label,
            "value": one.value,
            "low": one.value if one.low is None else one.low,
            "high": one.value if one.high is None else one.high,
            "text": values.signed(one.value, 1),
            "interval": one.interval,
            "note": one.note,
        }
        for one in rows
    ]
    important = rows[0].important
    ends = [0.0, important or 0.0, *(record[end] for record in records for end in ("low", "high"))]
    room = (max(ends) - min(ends)) * 0.08
    left, right = min(ends) - room, max(ends) + room
    edge = right + (right - left) * 0.17
    x = alt.X(
        "value:Q",
        title=_AXES.get(rows[0].scale, rows[0].scale),
        scale=alt.Scale(domain=[left, edge], nice=False),
        axis=alt.Axis(labelExpr="datum.value > 0 ? '+' + datum.label : datum.label", tickCount=5, domain=False),
    )
    y = alt.Y("row:N", sort=None, title=None, axis=alt.Axis(minExtent=175, maxExtent=175, labelLimit=170))
    base = theme.over(records).encode(
        y=y,
        tooltip=[
            alt.Tooltip("row:N", title="Treatment"),
            alt.Tooltip("text:N", title="Gain over control"),
            alt.Tooltip("interval:N", title="95% interval"),
            alt.Tooltip("note:N", title="Note"),
        ],
    )
    layers = [theme.over([{"value": 0}]).mark_rule(color=theme.QUIET, strokeDash=[5, 4], strokeWidth=1.4).encode(x=x)]
    if important is not None:
        line = theme.over([{"value": important}]).mark_rule(color=theme.VERMILION, strokeDash=[2, 3], strokeWidth=2)
        layers.append(line.encode(x=x))
    layers += [
        base.mark_rule(color=theme.BLUE, strokeWidth=2.2).encode(x=alt.X("low:Q"), x2="high:Q"),
        base.mark_point(color=theme.BLUE, size=80, opacity=1).encode(x=x),
        base.mark_text(align="right", fontSize=12.5).encode(x=alt.datum(edge), text="text:N"),
    ]
    return alt.layer(*layers).properties(width="container", height=26 * len(rows))
