"""The plot of proportions with intervals that several charts share: one row a proportion, n/N at the right. Its parts
serve the plots of other estimates with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from marginalia.display import theme, values
from marginalia.statistics.counts import Interval

#: What is left free above and below the kinds of a row, in steps from one kind to the next.
_AROUND = 0.25

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


#: Visits, from the first.
_VISITS = (
    (theme.GREEN, "circle"),
    (theme.BLUE, "square"),
    (theme.VERMILION, "triangle-up"),
    (theme.PURPLE, "diamond"),
    (theme.QUIET, "triangle-down"),
)


def ends(interval: Interval | None) -> tuple[float | None, float | None]:
    """The two ends of a mark's interval; none where there is no interval."""
    return (None, None) if interval is None else (interval.low, interval.high)


def visits(names: Sequence[str]) -> list[Kind]:
    """A kind for each visit, in order."""
    return [Kind(name, *_VISITS[at % len(_VISITS)]) for at, name in enumerate(names)]


def told_apart(kinds: Sequence[Kind], legend: alt.Legend | None) -> dict[str, Any]:
    """The encoding that tells the kinds of records apart, by the field `kind`."""
    names = [kind.name for kind in kinds]
    colours, shapes = [kind.colour for kind in kinds], [kind.shape for kind in kinds]
    return {
        "color": alt.Color("kind:N", sort=names, scale=alt.Scale(domain=names, range=colours), legend=legend),
        "shape": alt.Shape("kind:N", sort=names, scale=alt.Scale(domain=names, range=shapes), legend=legend),
    }


def whiskers(base: alt.Chart, x: alt.X, scale: alt.Scale, *, size: float = 75, **encoding: Any) -> list[alt.Chart]:
    """A line from `low` to `high` and a sign at `x`, on the scale of `x`."""
    without_shape = {channel: value for channel, value in encoding.items() if channel != "shape"}
    ends = {"x": alt.X("low:Q", scale=scale), "x2": "high:Q"}
    return [
        base.mark_rule(strokeWidth=2.2, opacity=0.75).encode(**ends, **without_shape),
        base.mark_point(size=size, opacity=1).encode(x=x, **encoding),
    ]


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

    With `dodge` the kinds of a row stand side by side and it grows with them; without, each row has one kind. A row of
    one kind has `row_height` pixels.
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
        y["yOffset"] = alt.YOffset("kind:N", sort=names, scale=alt.Scale(paddingOuter=_AROUND))
    key = alt.Legend(columns=1 if max(map(len, names)) > 14 else 2) if legend and len(shown) > 1 else None
    scale = alt.Scale(domain=[0, _EDGE], nice=False)
    x = alt.X(
        "share:Q",
        title=title,
        scale=scale,
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
        *whiskers(base, x, scale, size=70, tooltip=tooltip, **told_apart(shown, key), **y),
        base.mark_text(align="right", fontSize=12.5).encode(x=alt.datum(_EDGE), text="count:N", **y),
    ]
    step = row_height * ((len(shown) + 2 * _AROUND) * 0.9 if apart else 1)
    return theme.themed(alt.layer(*under, *layers), height=len(rows) * step)
