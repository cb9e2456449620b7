"""The share of responders still in response, by months since it was found, where losses fall between visits."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import altair as alt

from marginalia.analysis.loss_of_response import AtTime, Lasting
from marginalia.display import by_patient, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

NOBODY = "Nobody who responded was judged again at a later visit, so that nothing can be said of how long it lasts."
_TURNBULL, _NAIVE = "losses between visits", "losses put at the visit"
#: Times with the number at risk below them, at most.
_MOST_TIMES = 7


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    found = made.lasting
    if found is None:
        return shown.sentence(NOBODY)
    level = values.percent(made.settings.confidence)
    last = found.times[-1]
    title = (
        f"Of {values.plural(len(found.held), 'responder')} judged again, {values.count(found.lost)} "
        f"{'was' if found.lost == 1 else 'were'} later seen without the response; {_share(last)} still have it "
        f"{values.month(last.months)} after it was found."
        if found.lost
        else f"Of {values.plural(len(found.held), 'responder')} judged again, none was later seen without the response."
    )
    caption = (
        "From the visit at which a patient’s response was first found. Blue: the estimate that knows losses only to "
        "lie between two visits; a shaded box is where it falls and the data do not say when. Upright lines: "
        f"{level} intervals, from {found.draws} resamplings of the patients. Dashed: the usual curve, which puts each "
        f"loss at the visit that found it. Below each month, n: patients still followed."
        f"{by_patient.made_up(made)}"
    )
    told = "; ".join(
        f"{values.month(one.months)}: {_share(one)}, interval "
        f"{values.interval(one.interval.low, one.interval.high)}, at risk {one.at_risk}"
        for one in found.times
        if one.months
    )
    return Figure(theme.themed(_layers(found), height=280), title, caption, f"{title} {values.capital(told)}.", name)


def _share(one: AtTime) -> str:
    low, high = values.percent(one.share.low), values.percent(one.share.high)
    return low if low == high else f"{low} to {high}"


def _labelled(found: Lasting) -> list[AtTime]:
    times = list(found.times)
    while len(times) > _MOST_TIMES:
        # The times nearest to each other lose one.
        gaps = [after.months - before.months for before, after in pairwise(times)]
        near = gaps.index(min(gaps))
        del times[near + 1 if near + 1 < len(times) - 1 else near]
    return times


def _layers(found: Lasting) -> Any:
    names = [_TURNBULL, _NAIVE]
    at_risk = {f"{one.months:g}": f"n {one.at_risk}" for one in _labelled(found)}
    axis = alt.Axis(
        values=[one.months for one in _labelled(found)],
        labelExpr=f"[datum.label, {json.dumps(at_risk)}[datum.label]]",
        format="~g",
        grid=False,
    )
    until = max(found.curve.until, found.naive.until)
    x = alt.X(
        "at:Q", title="Months since the response was found", scale=alt.Scale(domain=[0, until], nice=False), axis=axis
    )
    y = alt.Y("share:Q", title=None, axis=theme.PERCENT_AXIS, scale=alt.Scale(domain=[0, 1.02], nice=False))
    key = alt.Legend(orient="top", columns=1, symbolType="stroke", symbolStrokeWidth=3)
    colour = alt.Color("who:N", scale=alt.Scale(domain=names, range=[theme.BLUE, theme.VERMILION]), legend=key)
    dash = alt.StrokeDash("who:N", scale=alt.Scale(domain=names, range=[[1, 0], [5, 4]]), legend=key)
    flat, boxes, left, start = [], [], 1.0, 0.0
    for drop in found.curve.drops:
        flat.append({"at": start, "to": drop.start, "share": left, "who": _TURNBULL})
        boxes.append({"at": drop.start, "to": drop.end, "high": left, "share": left - drop.mass})
        left, start = left - drop.mass, drop.end
    flat.append({"at": start, "to": max(start, until), "share": left, "who": _TURNBULL})
    naive = [{"at": 0.0, "share": 1.0, "who": _NAIVE}]
    for drop in found.naive.drops:
        naive.append({"at": drop.end, "share": naive[-1]["share"] - drop.mass, "who": _NAIVE})  # type: ignore[operator]
    naive.append({"at": found.naive.until, "share": naive[-1]["share"], "who": _NAIVE})
    ends = theme.over(
        [
            {
                "at": one.months,
                "low": one.interval.low,
                "high": one.interval.high,
                "share": one.share.high,
                "shown": f"{_share(one)} ({values.interval(one.interval.low, one.interval.high)})",
                "n": one.at_risk,
            }
            for one in _labelled(found)
            if one.months
        ]
    )
    tooltip = [
        alt.Tooltip("at:Q", title="Months"),
        alt.Tooltip("shown:N", title="Still respond"),
        alt.Tooltip("n:Q", title="At risk"),
    ]
    return alt.layer(
        theme.over(boxes).mark_rect(color=theme.SKY, opacity=0.35).encode(x=x, x2="to:Q", y=y, y2="high:Q"),
        theme.over(naive)
        .mark_line(interpolate="step-after", strokeWidth=1.8)
        .encode(x=x, y=y, color=colour, strokeDash=dash),
        theme.over(flat).mark_rule(strokeWidth=3).encode(x=x, x2="to:Q", y=y, color=colour, strokeDash=dash),
        ends.mark_rule(color=theme.BLUE, strokeWidth=1.4, opacity=0.8).encode(
            x=x, y=alt.Y("low:Q", title=None), y2="high:Q", tooltip=tooltip
        ),
    )
