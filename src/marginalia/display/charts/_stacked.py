"""Counts of several kinds, end to end in a bar for each row: what the scoreboard and the recomputed numbers share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from marginalia.display import theme

_LIGHT = (theme.SKY, theme.GREY, theme.AMBER)
#: The height of a row, in pixels.
ROW = 28


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: so many of a kind in a row, and the few characters that stand in it."""

    row: str
    kind: str
    count: int
    text: str


def stacked(
    parts: Sequence[Part], colours: Mapping[str, str], *, rows: str, kinds: str, unit: str
) -> alt.TopLevelMixin:
    """Bars in the order in which rows first occur, and parts within a row in theirs; the legend in that of `colours`,
    the kinds that there are. `rows`, `kinds` and `unit` say what a row is, what a kind is and what is counted. A kind's
    name begins with a sign, so that colour is not needed.
    """
    order = list(dict.fromkeys(part.row for part in parts))
    reached = dict.fromkeys(order, 0)
    records = []
    for part in parts:
        start = reached[part.row]
        reached[part.row] = start + part.count
        records.append(
            {
                "row": part.row,
                "kind": part.kind,
                "text": part.text,
                "light": colours[part.kind] in _LIGHT,
                "count": part.count,
                "from": start,
                "to": start + part.count,
                "middle": start + part.count / 2,
            }
        )
    base = theme.over(records)
    y = alt.Y("row:N", sort=order, title=None)
    x = alt.X(
        "from:Q",
        title=unit,
        axis=alt.Axis(tickMinStep=1, grid=False),
        scale=alt.Scale(domain=[0, max(reached.values())], nice=False),
    )
    used = {part.kind for part in parts}
    legend = {kind: colour for kind, colour in colours.items() if kind in used}
    return theme.themed(
        alt.layer(
            base.mark_bar(stroke=theme.PAPER, strokeWidth=1.5, height=20).encode(
                x=x,
                x2="to:Q",
                y=y,
                color=alt.Color(
                    "kind:N",
                    scale=alt.Scale(domain=list(legend), range=list(legend.values())),
                    legend=alt.Legend(columns=2, symbolType="square", labelLimit=180),
                ),
                tooltip=[
                    alt.Tooltip("row:N", title=rows),
                    alt.Tooltip("kind:N", title=kinds),
                    alt.Tooltip("count:Q", title=unit),
                ],
            ),
            *(
                base.transform_filter(alt.datum.light == light)
                .mark_text(fontSize=12, fontWeight=700, color=ink)
                .encode(x="middle:Q", y=y, text="text:N")
                for light, ink in ((True, theme.INK), (False, theme.CHALK))
            ),
        ),
        height=ROW * len(order),
    )
