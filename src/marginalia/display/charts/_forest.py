"""The plot of proportions with intervals that several charts share: one row a proportion, n/N at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from marginalia.display import theme, values

#: Shares above this hold the column of n/N.
_EDGE = 1.2


@dataclass(frozen=True, slots=True)
class Mark:
    """One proportion to draw. `row` and `kind` place it: rows stand below each other, the kinds of a row side by
    side. `low` and `high` are `None` where no interval can be given; `note` is the tooltip's last line."""

    row: str
    kind: str
    share: float
    low: float | None
    high: float | None
    count: str
    note: str = ""

    def record(self) -> dict[str, Any]:
        wide = self.low is not None and self.high is not None
        return {
            "row": self.row,
            "kind": self.kind,
            "share": self.share,
            "low": self.low if wide else self.share,
            "high": self.high if wide else self.share,
            "count": self.count,
            "percent": values.percent(self.share),
            "interval": values.interval(self.low, self.high)
            if wide and self.low is not None and self.high is not None
            else "none",
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of proportion looks: its colour and its shape say the same."""

    name: str
    colour: str
    shape: str = "circle"


def forest(
    marks: Sequence[Mark],
    kinds: Sequence[Kind],
    *,
    title: str,
    row_height: float = 20,
    dodge: bool = True,
    legend: bool = True,
    under: Sequence[alt.Chart] = (),
) -> alt.TopLevelMixin:
    """The plot: intervals, points, counts, and whatever layers the caller wants under them.

    With `dodge` the kinds of a row stand side by side, `row_height` pixels each; without, each row has one kind.
    """
    rows = list(dict.fromkeys(mark.row for mark in marks))
    shown = [kind for kind in kinds if any(mark.kind == kind.name for mark in marks)]
    base = theme.over([mark.record() for mark in marks])
    names = [kind.name for kind in shown]
    y: dict[str, Any] = {
        "y": alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(labelLimit=180, labelFontSize=12.5, grid=False))
    }
    apart = dodge and len(shown) > 1
    if apart:
        y["yOffset"] = alt.YOffset("kind:N", sort=names, scale=alt.Scale(paddingOuter=0.25))
    key = alt.Legend(columns=1 if max(map(len, names)) > 14 else 2) if legend and len(shown) > 1 else None
    colour = alt.Color("kind:N", sort=names, scale=alt.Scale(domain=names, range=[k.colour for k in shown]), legend=key)
    shape = alt.Shape("kind:N", sort=names, scale=alt.Scale(domain=names, range=[k.shape for k in shown]), legend=key)
    x = alt.X(
        "share:Q",
        title=title,
        scale=alt.Scale(domain=[0, _EDGE], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], domain=False),
    )
    tooltip = [
        alt.Tooltip("row:N", title="Who"),
        alt.Tooltip("kind:N", title="What"),
        alt.Tooltip("count:N", title="n/N"),
        alt.Tooltip("percent:N", title="Share"),
        alt.Tooltip("interval:N", title="Interval"),
        alt.Tooltip("note:N", title="Note"),
    ]
    layers = [
        base.mark_rule(strokeWidth=2.2, opacity=0.75).encode(x=x, x2="high:Q", color=colour, tooltip=tooltip, **y),
        base.mark_point(size=70, opacity=1).encode(x=x, color=colour, shape=shape, tooltip=tooltip, **y),
        base.mark_text(align="right", fontSize=12.5).encode(x=alt.datum(_EDGE), text="count:N", **y),
    ]
    layers[0] = layers[0].transform_calculate(share="datum.low")
    step = row_height * (len(shown) * 0.9 if apart else 1)
    return theme.themed(alt.layer(*under, *layers), height=len(rows) * step)
