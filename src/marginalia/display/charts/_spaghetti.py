"""One thin line a patient below one heavy line of means: the panel that the charts of scores and of changes share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt

from marginalia.analysis.patient_changes import Course, Spread
from marginalia.display import theme, values

#: More lines than this are a smear, and make a page heavy: every so many patients are left out then.
MOST_LINES = 120
EXTENT = 40

_STAYED, _LOST, _MEAN = "patient seen at the last visit", "patient lost before it", "mean of those seen"


@dataclass(frozen=True, slots=True)
class Axis:
    """A panel's heading, the values its axis runs over, and a level to mark, where there is one, with its words."""

    title: str
    low: float
    high: float
    level: float | None = None
    level_label: str = ""


def thinned(courses: Sequence[Course]) -> list[Course]:
    """At most `MOST_LINES` of the courses, taken evenly."""
    step = max(1, -(-len(courses) // MOST_LINES))
    return list(courses[::step])


def panel(
    courses: Sequence[Course], means: Sequence[Spread], axis: Axis, months: Sequence[float]
) -> alt.LayerChart | alt.FacetChart:
    """The courses of patients, each a line or, seen once, a point; an open circle where a patient was last seen."""
    names = [_STAYED, _LOST, _MEAN]
    records = [
        {"who": _LOST if one.lost else _STAYED, "id": one.patient, "p": [[month, value] for month, value in one.points]}
        for one in thinned(courses)
    ]
    lines = theme.over(records).transform_flatten(["p"]).transform_calculate(month="datum.p[0]", value="datum.p[1]")
    x = alt.X(
        "month:Q",
        title="Months since treatment",
        scale=alt.Scale(domain=[min(months), max(months)], nice=False, padding=8),
        axis=alt.Axis(values=list(months), format="~g", grid=False, labelOverlap=True),
    )
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[axis.low, axis.high], nice=False),
        axis=alt.Axis(tickCount=5, minExtent=EXTENT, maxExtent=EXTENT),
    )
    key = alt.Legend(orient="top", columns=1, symbolType="stroke", symbolStrokeWidth=3)
    colour = alt.Color(
        "who:N", scale=alt.Scale(domain=names, range=[theme.GREY, theme.VERMILION, theme.BLUE]), legend=key
    )
    dash = alt.StrokeDash("who:N", scale=alt.Scale(domain=names, range=[[1, 0], [4, 3], [1, 0]]), legend=key)
    layers: list[Any] = [
        lines.mark_line(strokeWidth=1, opacity=0.6).encode(x=x, y=y, detail="id:N", color=colour, strokeDash=dash),
        theme.over([_end(one) for one in thinned(courses) if one.lost or len(one.points) == 1])
        .mark_point(size=26, filled=False, opacity=0.8, strokeWidth=1.2)
        .encode(x=x, y=y, color=colour),
    ]
    if axis.level is not None:
        level = theme.over([{"value": axis.level, "text": axis.level_label, "month": max(months)}])
        layers.append(level.mark_rule(color=theme.GREEN, strokeDash=[6, 4], strokeWidth=1.6).encode(y=y))
        layers.extend(
            theme.haloed(
                level.mark_text(color=theme.GREEN, align="right", dy=-8, fontSize=12, fontWeight=600).encode(
                    x=x, y=y, text="text:N"
                )
            )
        )
    heavy = theme.over([_mean(one) for one in means])
    tooltip = [
        alt.Tooltip("visit:N", title="Visit"),
        alt.Tooltip("n:Q", title="Seen"),
        alt.Tooltip("shown:N", title="Mean"),
    ]
    layers += [
        heavy.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=3)
        .encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q", color=colour),
        heavy.mark_line(strokeWidth=3).encode(x=x, y=y, color=colour),
        heavy.mark_point(size=70, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip),
    ]
    title = alt.TitleParams(wrap(axis.title, 60), fontSize=12.5, fontWeight=600)
    return alt.layer(*layers).properties(width="container", height=190, title=title)


def _end(course: Course) -> dict[str, Any]:
    month, value = course.points[-1]
    return {"who": _LOST if course.lost else _STAYED, "month": month, "value": value}


def _mean(one: Spread) -> dict[str, Any]:
    ends = {} if one.interval is None else {"low": one.interval.low, "high": one.interval.high}
    interval = (
        ""
        if one.interval is None
        else (f" ({values.number(one.interval.low, 1)} to {values.number(one.interval.high, 1)})")
    )
    return {
        "who": _MEAN,
        "month": one.month,
        "value": one.mean,
        "n": one.n,
        "visit": values.short_month(one.month),
        "shown": f"{values.number(one.mean, 1)}{interval}",
        **ends,
    }
