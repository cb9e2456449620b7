"""The plot of differences between two sets of patients that several charts share: one row a difference, 0 in the
middle, the two fractions at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from marginalia.analysis.group_comparisons import Compared
from marginalia.display import theme, values
from marginalia.display.charts._forest import Kind, told_apart, whiskers

_OPEN, _APART = Kind("open", theme.BLUE), Kind("apart", theme.VERMILION, "square")

#: The column of fractions begins beyond the largest difference there can be.
_EDGE = 1.75


@dataclass(frozen=True, slots=True)
class Difference:
    """One row: its label, the comparison, and a note for the tooltip."""

    row: str
    compared: Compared
    note: str = ""


def points(difference: float) -> str:
    """A difference of two shares in percentage points, with its sign: `+24`."""
    return values.signed(difference * 100, 0)


def against(compared: Compared) -> str:
    """The two fractions: `10/11 v 16/24`."""
    return f"{values.fraction(compared.n1, compared.N1)} v {values.fraction(compared.n2, compared.N2)}"


def p_value(p: float) -> str:
    """A p as journals print it: `p = 0.22`, `p < 0.001`."""
    return "p < 0.001" if p < 0.001 else f"p = {values.rounded(p, 3 if p < 0.1 else 2)}"


def differences(rows: Sequence[Difference], *, title: str, row_height: float = 30) -> alt.TopLevelMixin:
    """The plot: an interval and a point a row; a square where the interval leaves out 0, a circle where it does not."""
    records = [
        {
            "row": one.row,
            "difference": one.compared.difference,
            "low": one.compared.interval.low,
            "high": one.compared.interval.high,
            "counts": against(one.compared),
            "points": f"{points(one.compared.difference)} points",
            "interval": f"{points(one.compared.interval.low)} to {points(one.compared.interval.high)} points",
            "p": p_value(one.compared.p),
            "note": one.note,
            "kind": (_OPEN if 0 in one.compared.interval else _APART).name,
        }
        for one in rows
    ]
    base = theme.over(records)
    y = alt.Y(
        "row:N",
        sort=[one.row for one in rows],
        title=None,
        axis=alt.Axis(labelLimit=180, labelFontSize=12.5, grid=False),
    )
    scale = alt.Scale(domain=[-1, _EDGE], nice=False)
    x = alt.X(
        "difference:Q",
        title=title,
        scale=scale,
        axis=alt.Axis(
            values=[-1, -0.5, 0, 0.5, 1],
            labelExpr="(datum.value > 0 ? '+' : '') + round(datum.value * 100)",
            domain=False,
        ),
    )
    tooltip = [
        alt.Tooltip("row:N", title="Which"),
        alt.Tooltip("counts:N", title="n/N v n/N"),
        alt.Tooltip("points:N", title="Difference"),
        alt.Tooltip("interval:N", title="Interval"),
        alt.Tooltip("p:N", title="Fisher"),
        alt.Tooltip("note:N", title="Note"),
    ]
    zero = theme.over([{"difference": 0}]).mark_rule(strokeDash=[5, 4], strokeWidth=1.4).encode(x=x)
    chart = alt.layer(
        zero,
        *whiskers(base, x, scale, y=y, tooltip=tooltip, **told_apart((_OPEN, _APART), None)),
        base.mark_text(align="right", fontSize=12).encode(x=alt.datum(_EDGE), y=y, text="counts:N"),
    )
    return theme.themed(chart, height=len(rows) * row_height)
