"""Trials in which nobody is helped under four sets of assumptions, beside the printed shares and means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt

from marginalia.display import shown, theme, values
from marginalia.display.charts._intervals import Look, panel
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.no_effect import CHOSEN, DRAWN, LESS, MORE, NoEffect, gathered, mean_of, share_of
from marginalia.display.shown import Shown
from marginalia.simulation.summaries import Spread

_PRINTED = "printed in the paper"

_LOOKS = (
    Look(LESS, theme.SKY, "triangle-left"),
    Look(CHOSEN, theme.BLUE, "circle"),
    Look(DRAWN, theme.GREEN, "square"),
    Look(MORE, theme.PURPLE, "triangle-right"),
    Look(_PRINTED, theme.VERMILION, "diamond", ranged=False),
)

_EXTENT = 76


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = gathered(evidence)
    if isinstance(found, str):
        return shown.sentence(found)
    panels = []
    told: list[str] = []
    if found.plan.rule:
        share = alt.X(
            "value:Q", title="Responders among those seen", scale=theme.PERCENT_SCALE, axis=theme.PERCENT_AXIS
        )
        panels.append(_panel(found, share, "share", found.printed_share, share_of, told))
    outcome = found.outcome
    mean = alt.X(
        "value:Q",
        title=f"Mean of {outcome.label}, {outcome.unit}, of those seen",
        scale=alt.Scale(domain=[outcome.low, outcome.high], nice=False),
    )
    panels.append(_panel(found, mean, "mean", found.printed_mean, mean_of, told))
    level = values.percent(found.draw.level)
    caption = (
        f"Mean and range of {level} of the simulated trials; the paper’s values are diamonds. “{LESS}” and “{MORE}” "
        "put "
        f"every assumption at the end of its range that shows less, or more, improvement: corners that are unlikely to "
        f"hold. “{DRAWN}” draws each assumption from its range."
    )
    return Figure(theme.stacked(alt.vconcat(*panels, spacing=20)), _title(found), caption, "; ".join(told) + ".", name)


def _panel(
    found: NoEffect,
    x: alt.X,
    what: str,
    printed_at: Callable[[float], float | None],
    text: Callable[[Spread], str],
    told: list[str],
) -> alt.LayerChart | alt.FacetChart:
    sources: list[tuple[str, Any]] = list(found.scenarios.items())
    if found.uncertain is not None:
        sources.insert(2, (DRAWN, found.uncertain))
    records: list[dict[str, Any]] = []
    months = [month for month in found.plan.visits if printed_at(month) is not None]
    for month in months:
        row = values.month(month)
        for kind, results in sources:
            spread: Spread | None = getattr(results, what)(month)
            if spread is not None:
                ends = {"value": round(spread.mean, 4), "low": round(spread.low, 4), "high": round(spread.high, 4)}
                records.append({"row": row, "kind": kind, **ends, "shown": text(spread)})
                told.append(f"{row}, {what}, {kind}: {text(spread)}")
        printed = printed_at(month)
        assert printed is not None
        shown_as = values.percent(printed) if what == "share" else values.number(printed, 1)
        records.append({"row": row, "kind": _PRINTED, "value": printed, "shown": shown_as})
        told.append(f"{row}, {what}, {_PRINTED}: {shown_as}")
    looks = [look for look in _LOOKS if any(record["kind"] == look.name for record in records)]
    return panel(
        records,
        looks,
        x,
        rows=[values.month(month) for month in months],
        title="Share of responders" if what == "share" else f"Mean of {found.outcome.label}",
        row_height=62,
        extent=_EXTENT,
    )


def _title(found: NoEffect) -> str:
    less, more = found.scenarios[LESS], found.scenarios[MORE]
    when = values.month(found.month)
    low, high = less.share(found.month), more.share(found.month)
    printed = found.printed_share(found.month)
    if low is not None and high is not None and printed is not None:
        return (
            f"With nobody helped, simulated trials show between {values.percent(low.mean)} and "
            f"{values.percent(high.mean)} "
            f"responders at {when}, as the assumptions go; the paper prints {values.percent(printed)}."
        )
    ends = found.improvement(less, found.month), found.improvement(more, found.month)
    if ends[0] is None or ends[1] is None:
        return "Simulated trials in which nobody is helped, beside the paper."
    return (
        f"With nobody helped, the mean improves by {values.number(ends[0].mean, 1)} to "
        f"{values.number(ends[1].mean, 1)} "
        f"{found.outcome.unit} by {when}, as the assumptions go; in the paper by "
        f"{values.number(found.printed_change(found.month) or 0.0, 1)}."
    )
