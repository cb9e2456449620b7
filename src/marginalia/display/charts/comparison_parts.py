"""How improvement divides: what came without treatment or with a sham, and what the treatment added."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.comparators import OF_ACTIVE, Comparator, of_study, parts_of_improvement
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_OWN = "the treatment’s own part"

#: What an arm of such trials shows is called here, in the order in which the parts are stacked.
_PARTS: dict[str, str] = {
    "change seen with no treatment": "seen with no treatment",
    "placebo effect": "placebo effect",
    "sham": "both together, with a sham",
    "specific treatment effect": _OWN,
}

#: Each part's colour, and the colour of text on it.
_LOOK: dict[str, tuple[str, str]] = {
    "seen with no treatment": (theme.GREY, theme.INK),
    "placebo effect": (theme.SKY, theme.INK),
    "both together, with a sham": (theme.AMBER, theme.INK),
    _OWN: (theme.BLUE, theme.CHALK),
}


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    rows = of_study(evidence.study, evidence.comparators.values())
    three = sorted(parts_of_improvement(rows), key=lambda one: list(_PARTS).index(one.arm))
    shams = [one for one in rows if one.measure == OF_ACTIVE]
    records = _stacked("Three-arm trials", [(_PARTS[one.arm], one.value) for one in three])
    for one in shams:
        records += _stacked("Sham trials", [(_PARTS[one.arm], one.value), (_OWN, 1 - one.value)])
    if not three or not records:
        return shown.sentence("The package cites no trials that divide the improvement into its parts.")
    order = list(dict.fromkeys(record["row"] for record in records))
    base = theme.over(records).encode(y=alt.Y("row:N", sort=order, title=None, axis=alt.Axis(labelLimit=120)))
    x = alt.X("start:Q", title="Share of the improvement", scale=alt.Scale(domain=[0, 1]), axis=theme.PERCENT_AXIS)
    parts = [part for part in _LOOK if any(record["part"] == part for record in records)]
    fill = alt.Color(
        "part:N",
        scale=alt.Scale(domain=parts, range=[_LOOK[part][0] for part in parts]),
        legend=alt.Legend(columns=1),
    )
    bars = base.mark_bar(height=26, stroke=theme.PAPER, strokeWidth=2).encode(
        x=x,
        x2="end:Q",
        color=fill,
        tooltip=[alt.Tooltip("part:N", title="Part"), alt.Tooltip("percent:N", title="Share")],
    )
    texts = [
        base.transform_filter(alt.datum.ink == ink)
        .mark_text(color=ink, fontSize=13, fontWeight=600)
        .encode(x="middle:Q", text="percent:N")
        for ink in (theme.INK, theme.CHALK)
        if any(record["ink"] == ink for record in records)
    ]
    chart = theme.themed(alt.layer(bars, *texts), height=46 * len(order))
    untreated, specific = three[0], three[-1]
    title = (
        f"In three-arm trials {values.percent(untreated.value)} of the short-term improvement came with no treatment "
        f"at all, and {values.percent(specific.value)} was the treatment’s own."
    )
    return Figure(chart, title, _caption(three, shams), _told(records), name)


def _stacked(row: str, parts: list[tuple[str, float]]) -> list[dict[str, Any]]:
    records, start = [], 0.0
    for part, size in parts:
        records.append(
            {
                "row": row,
                "part": part,
                "start": start,
                "end": start + size,
                "middle": start + size / 2,
                "percent": values.percent(size),
                "ink": _LOOK[part][1],
            }
        )
        start += size
    return records


def _caption(three: list[Comparator] | tuple[Comparator, ...], shams: list[Comparator]) -> str:
    """Whom the bars are of, and what they are not."""
    text = (
        f"First bar: {three[0].population}, {three[0].n} patients."
        if three[0].n
        else f"First bar: {three[0].population}."
    )
    if shams:
        text += f" Second bar: {shams[0].population}, the sham arm’s improvement as a share of the treated arm’s."
    return text + (
        " These are averages over other treatments, mostly weeks after them. They do not divide this study’s result, "
        "and the treatment’s own part of it could be larger, smaller or nil."
    )


def _told(records: list[dict[str, Any]]) -> str:
    return "; ".join(f"{record['row']}: {record['part']} {record['percent']}" for record in records) + "."
