"""The printed means of every outcome: everybody seen beside responders."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.follow_up import flow
from marginalia.analysis.means import MeanSeries, mean_series
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import OVERALL, Outcome

_ALL, _RESPONDERS = "everybody seen", "responders"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    series = {outcome.id: mean_series(study, outcome.id) for outcome in study.outcomes}
    drawn = [(outcome, series[outcome.id]) for outcome in study.outcomes if series[outcome.id]]
    if not drawn:
        whose = " of all patients together" if evidence.study.arms else ""
        return shown.sentence(f"The paper does not report means{whose}.")
    months = sorted({point.month for _, all in drawn for one in all for point in one.points})
    panels = [_panel(outcome, found, months) for outcome, found in drawn]
    chart = alt.vconcat(*panels, spacing=18)
    texts = [
        f"{outcome.label}, {_who(one)}: "
        + ", ".join(f"{values.month(point.month)} {point.number.printed}" for point in one.points)
        for outcome, found in drawn
        for one in found
    ]
    caption = (
        "Printed means by visit. Squares: everybody seen; diamonds, dashed: responders only. At each visit both are "
        "other people than at the one before, so that a line is not a course of the same patients."
    )
    seen = [f"{visit.seen} at {values.month(visit.month)}" for visit in flow(study, OVERALL) if visit.seen is not None]
    if seen:
        caption += f" Seen: {values.listed(seen)}."
    return Figure(theme.stacked(chart), _title(drawn), caption, "; ".join(texts) + ".", name)


def _who(series: MeanSeries) -> str:
    return _RESPONDERS if series.among else _ALL


def _panel(outcome: Outcome, found: tuple[MeanSeries, ...], months: list[float]) -> alt.LayerChart | alt.FacetChart:
    at_visit: dict[float, list[float]] = {}
    for one in found:
        for point in one.points:
            at_visit.setdefault(point.month, []).extend([] if point.value is None else [point.value])
    records: list[dict[str, Any]] = [
        {
            "visit": values.short_month(point.month),
            "value": point.value,
            "who": _who(one),
            "printed": point.number.printed,
            "above": point.value == max(at_visit[point.month])
            and not (one.among and len(set(at_visit[point.month])) == 1),
        }
        for one in found
        for point in one.points
        if point.value is not None
    ]
    span = outcome.high - outcome.low
    names = [_ALL, _RESPONDERS]
    key = alt.Legend(orient="top")  # one for all panels, which share their scales
    base = theme.over(records).encode(
        x=alt.X(
            "visit:N",
            sort=[values.short_month(month) for month in months],
            title=None,
            axis=alt.Axis(labelAngle=0),
            scale=alt.Scale(type="point", padding=0.4),
        ),
        y=alt.Y(
            "value:Q",
            title=None,
            scale=alt.Scale(domain=[outcome.low - 0.08 * span, outcome.high], nice=False),
            axis=alt.Axis(values=[outcome.low + span * part / 5 for part in range(6)], minExtent=36, maxExtent=36),
        ),
        color=alt.Color("who:N", scale=alt.Scale(domain=names, range=[theme.BLUE, theme.VERMILION]), legend=key),
        tooltip=[
            alt.Tooltip("who:N", title="Who"),
            alt.Tooltip("visit:N", title="Visit"),
            alt.Tooltip("printed:N", title="Printed mean"),
        ],
    )
    better = "lower is better" if outcome.better == "lower" else "higher is better"
    unit = "" if outcome.unit == "points" else f", {outcome.unit}"
    return alt.layer(
        base.mark_line(strokeWidth=2).encode(
            strokeDash=alt.StrokeDash("who:N", scale=alt.Scale(domain=names, range=[[1, 0], [5, 3]]), legend=key)
        ),
        base.mark_point(size=75, opacity=1).encode(
            shape=alt.Shape("who:N", scale=alt.Scale(domain=names, range=["square", "diamond"]), legend=key)
        ),
        *(
            layer
            for side, shift in (("true", -12), ("false", 13))
            for layer in theme.haloed(
                base.transform_filter(f"datum.above == {side}")
                .mark_text(fontSize=11, dy=shift)
                .encode(text="printed:N")
            )
        ),
    ).properties(
        width="container",
        height=150,
        title=alt.TitleParams(f"{outcome.label}{unit} ({better})", fontSize=12.5, fontWeight=600),
    )


def _title(drawn: list[tuple[Outcome, tuple[MeanSeries, ...]]]) -> str:
    for outcome, found in drawn:
        everyone = next((one for one in found if not one.among), None)
        responders = next((one for one in found if one.among), None)
        if everyone is None or responders is None or everyone.baseline is None or responders.baseline is None:
            continue
        last = {point.month: point for point in everyone.points if point.change is not None}
        shared = [point for point in responders.points if point.change is not None and point.month in last]
        if shared:
            point = shared[-1]
            other = last[point.month]
            assert point.change is not None and other.change is not None
            return (
                f"At {values.month(point.month)} the mean of {outcome.label} is {values.number(other.change, 1)} "
                f"{outcome.unit} better among everybody seen, {values.number(point.change, 1)} among responders alone."
            )
    return "The printed means of every outcome, by visit."
