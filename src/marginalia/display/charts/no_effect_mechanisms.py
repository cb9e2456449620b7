"""One mechanism at a time, then together: responders and improvement with nobody helped."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.display import shown, theme, values
from marginalia.display.charts._intervals import Look, panel
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.no_effect import NoEffect, gathered, mean_of, points, share_of
from marginalia.display.shown import Shown

_EXTENT = 146


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = gathered(evidence)
    if isinstance(found, str):
        return shown.sentence(found)
    rows = [step.label for step in found.mechanisms]
    shares: list[dict[str, Any]] = []
    means: list[dict[str, Any]] = []
    told = []
    for step in found.mechanisms:
        share, mean = step.results.share(found.month), found.improvement(step.results, found.month)
        texts = []
        if share is not None:
            shares.append(_record(step.label, share.mean, share.low, share.high, share_of(share)))
            texts.append(f"responders {share_of(share)}")
        if mean is not None:
            means.append(_record(step.label, mean.mean, mean.low, mean.high, mean_of(mean)))
            texts.append(f"improvement {mean_of(mean)} {found.outcome.unit}")
        told.append(f"{step.label}: {', '.join(texts)}")
    looks = [Look("simulated", theme.BLUE, "circle")]
    panels = []
    printed_share, printed = found.printed_share(found.month), found.printed_change(found.month)
    if shares:
        x = alt.X(
            "value:Q", title="Responders among those seen", scale=theme.PERCENT_SCALE, axis=alt.Axis(format=".0%")
        )
        line = [] if printed_share is None else [_line(printed_share)]
        panels.append(panel(shares, looks, x, rows=rows, title="Responders", row_height=26, under=line, extent=_EXTENT))
    if means:
        x = alt.X("value:Q", title=f"Improvement of mean {found.outcome.label}, {found.outcome.unit}")
        line = [] if printed is None else [_line(printed)]
        title = "Improvement of the mean"
        panels.append(panel(means, looks, x, rows=rows, title=title, row_height=26, under=line, extent=_EXTENT))
    when = values.month(found.month)
    signs = []
    if printed_share is not None:
        signs.append(values.percent(printed_share))
    if printed is not None:
        signs.append(points(printed, found.outcome))
    caption = (
        f"At {when}: mean and range of {values.percent(found.draw.level)} of {found.draw.trials} simulated trials with "
        f"{_seen(found)} patients seen. Dashed: what the paper prints ({values.listed(signs)}). Rating error and "
        "spells "
        "move single patients both ways, so that they make responders without moving the mean."
    )
    return Figure(theme.stacked(alt.vconcat(*panels, spacing=20)), _title(found), caption, "; ".join(told) + ".", name)


def _seen(found: NoEffect) -> int:
    return found.plan.seen[found.plan.place(found.month)]


def _record(row: str, value: float, low: float, high: float, text: str) -> dict[str, Any]:
    ends = {"value": round(value, 4), "low": round(low, 4), "high": round(high, 4)}
    return {"row": row, "kind": "simulated", **ends, "shown": text}


def _line(value: float) -> alt.Chart:
    line = theme.over([{"value": value}]).mark_rule(color=theme.VERMILION, strokeDash=[5, 4], strokeWidth=1.6)
    drawn: alt.Chart = line.encode(x="value:Q")
    return drawn


def _title(found: NoEffect) -> str:
    first, last = found.mechanisms[0], found.mechanisms[-1]
    shares = first.results.share(found.month), last.results.share(found.month)
    mean, when = found.improvement(last.results, found.month), values.month(found.month)
    if mean is None:
        return "What each mechanism shows by itself, and all together."
    together = points(mean.mean, found.outcome)
    if shares[0] is None or shares[1] is None:
        return f"All mechanisms together improve the mean by {together} by {when}, with nobody helped."
    return (
        f"Rating error alone makes {values.percent(shares[0].mean)} responders at {when}, all mechanisms together "
        f"{values.percent(shares[1].mean)}, with an improvement of the mean by {together}."
    )
