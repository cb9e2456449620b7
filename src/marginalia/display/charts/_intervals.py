"""The plot of simulated ranges that several charts share: one row a case, one line a kind, the printed value a sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from marginalia.display import theme

#: Room at the left for the rows' labels, in every panel of a chart alike.
EXTENT = 118


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind looks: its colour and its shape say the same. `ranged` where it is drawn with its range."""

    name: str
    colour: str
    shape: str
    ranged: bool = True


def panel(
    records: Sequence[dict[str, Any]],
    looks: Sequence[Look],
    x: alt.X,
    *,
    rows: Sequence[str],
    title: str = "",
    row_height: float,
    under: Sequence[alt.Chart] = (),
    narrowed: str = "",
    extent: int = EXTENT,
) -> alt.LayerChart | alt.FacetChart:
    """Ranges and points over `records` of row, kind, value, low, high (numbers) and shown (text for the tooltip).
    `narrowed` is an expression that keeps some of them, for a slider."""
    base = theme.over(records)
    if narrowed:
        base = base.transform_filter(narrowed)
    names = [look.name for look in looks]
    y: dict[str, Any] = {
        "y": alt.Y(
            "row:N",
            sort=list(rows),
            title=None,
            axis=alt.Axis(grid=False, labelLimit=extent - 8, minExtent=extent, maxExtent=extent, labelFontSize=12.5),
        )
    }
    if len(names) > 1:
        y["yOffset"] = alt.YOffset("kind:N", sort=names, scale=alt.Scale(paddingOuter=0.3))
    legend = alt.Legend(columns=1 if max(map(len, names)) > 18 else 2) if len(names) > 1 else None
    colour = alt.Color(
        "kind:N", sort=names, scale=alt.Scale(domain=names, range=[look.colour for look in looks]), legend=legend
    )
    shape = alt.Shape(
        "kind:N", sort=names, scale=alt.Scale(domain=names, range=[look.shape for look in looks]), legend=legend
    )
    tooltip = [alt.Tooltip("row:N", title="Row"), alt.Tooltip("kind:N", title="What"), alt.Tooltip("shown:N")]
    ranged = " || ".join(f"datum.kind == '{look.name}'" for look in looks if look.ranged)
    lines = base.transform_filter(ranged) if ranged else base
    layers = [
        lines.transform_calculate(value="datum.low")
        .mark_rule(strokeWidth=2.4, opacity=0.7)
        .encode(x=x, x2="high:Q", color=colour, tooltip=tooltip, **y),
        base.mark_point(size=80, opacity=1).encode(x=x, color=colour, shape=shape, tooltip=tooltip, **y),
    ]
    return alt.layer(*under, *layers).properties(
        width="container",
        height=len(rows) * row_height,
        **({"title": alt.TitleParams(title, fontSize=12.5, fontWeight=600)} if title else {}),
    )
