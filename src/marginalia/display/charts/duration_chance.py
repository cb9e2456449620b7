"""Continued response in simulated trials beside the paper's, with how much of the differences between people lasts to
move."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import altair as alt

from marginalia.display import conditioning, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.simulation.conditioning import Compared, Moved

_PAPER = "the paper"
_LOOKS = {"chance": (theme.VERMILION, "circle"), "course": (theme.AMBER, "square"), "helped": (theme.GREEN, "triangle")}
#: Shares above this hold the column of numbers.
_EDGE = 1.2


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = conditioning.scenarios(evidence)
    if isinstance(found, str):
        return shown.sentence(found)
    moved = conditioning.positions(evidence)
    records = [*_of_paper(found), *_of_trials(found, moved)]
    visits = [values.short_month(visit.printed.month) for visit in found.scenarios[0].visits]
    labels = {conditioning.label(one, found.plan): _LOOKS[one.kind] for one in found.scenarios}
    names = [_PAPER, *labels]
    looks = [(theme.BLUE, "diamond"), *labels.values()]
    colours, shapes = [colour for colour, _ in looks], [shape for _, shape in looks]
    own = evidence.chosen.lasting_share
    lasting = theme.slider("lasting", "Part of the differences that lasts", start=0, stop=1, step=0.25, value=own)
    base = theme.over(records).transform_filter("datum.from <= lasting && lasting < datum.to")
    key = alt.Legend(columns=1, labelLimit=330)
    place: dict[str, Any] = {
        "y": alt.Y("visit:N", sort=visits, title=None, axis=alt.Axis(grid=False)),
        "yOffset": alt.YOffset("what:N", sort=names, scale=alt.Scale(paddingOuter=0.25)),
    }
    colour = alt.Color("what:N", sort=names, scale=alt.Scale(domain=names, range=colours), legend=key)
    shape = alt.Shape("what:N", sort=names, scale=alt.Scale(domain=names, range=shapes), legend=key)
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], domain=False)
    title = f"Still responders, of the responders of {values.month(found.plan.since)} seen"
    x = alt.X("share:Q", title=title, scale=alt.Scale(domain=[0, _EDGE], nice=False), axis=axis)
    tooltip = [
        alt.Tooltip("visit:N", title="Visit"),
        alt.Tooltip("what:N", title="What"),
        alt.Tooltip("told:N", title="Share"),
    ]
    chart = alt.layer(
        base.transform_calculate(share="datum.low")
        .mark_rule(strokeWidth=2.4, opacity=0.75)
        .encode(x=x, x2="high:Q", color=colour, tooltip=tooltip, **place),
        base.mark_point(size=80, opacity=1).encode(x=x, color=colour, shape=shape, tooltip=tooltip, **place),
        base.mark_text(align="right", fontSize=12.5).encode(x=alt.datum(_EDGE), text="text:N", **place),
    ).add_params(lasting)
    figure = theme.themed(chart, height=len(visits) * (len(names) * 19 + 8))
    return Figure(figure, _title(found), _caption(found, moved), _alternative(found), name)


def _of_paper(found: Compared) -> list[dict[str, Any]]:
    records = []
    for visit in found.scenarios[0].visits:
        one = visit.printed
        count = values.fraction(one.n, one.N)
        records.append(_record(one.month, _PAPER, (one.n / one.N,) * 3, count, count, (-1.0, 2.0)))
    return records


def _of_trials(found: Compared, moved: tuple[Moved, ...]) -> list[dict[str, Any]]:
    """Every position of the slider; each holds for the values that lie nearest to it."""
    edges = [-1.0, *((one.lasting_share + two.lasting_share) / 2 for one, two in pairwise(moved)), 2.0]
    return [
        _record(
            visit.printed.month,
            conditioning.label(scenario, found.plan),
            (round(visit.kept.mean, 4), round(visit.kept.low, 4), round(visit.kept.high, 4)),
            values.percent(visit.kept.mean),
            conditioning.spread(visit.kept),
            between,
        )
        for one, between in zip(moved, pairwise(edges), strict=True)
        for scenario in one.scenarios
        for visit in scenario.visits
    ]


def _record(
    month: float, what: str, at: tuple[float, float, float], text: str, told: str, between: tuple[float, float]
) -> dict[str, Any]:
    share, low, high = at
    place = {"visit": values.short_month(month), "what": what, "share": share, "low": low, "high": high}
    return {**place, "text": text, "told": told, "from": between[0], "to": between[1]}


def _title(found: Compared) -> str:
    scenario = found.scenarios[0]
    parts = [
        f"{values.percent(visit.kept.mean)} at {values.month(visit.printed.month)} "
        f"({values.percent(visit.printed.n / visit.printed.N)} in the paper)"
        for visit in scenario.visits
    ]
    return (
        f"Where nobody is helped and scores only go up and down, on average {values.listed(parts)} of responders are "
        "still responders."
    )


def _caption(found: Compared, moved: tuple[Moved, ...]) -> str:
    own = next(one for one in moved if one.trials == found.trials)
    errors = [visit.kept.mc_error for scenario in found.scenarios for visit in scenario.visits]
    fewer = min(one.trials for one in moved)
    return (
        f"{found.trials} simulated trials of {found.plan.enrolled} patients each: mean and the range of 95% of trials "
        f"(Monte Carlo error of a mean at most {conditioning.error(max(errors))} percentage points). In the picture "
        f"{values.percent(own.lasting_share)} of the true differences between people last and the rest comes and goes; "
        f"the slider goes from none to all of them, with {fewer} trials at its other positions, whose values are also "
        "in the table."
    )


def _alternative(found: Compared) -> str:
    parts = []
    for visit in found.scenarios[0].visits:
        one = visit.printed
        parts.append(f"{values.month(one.month)}, the paper: {values.percent(one.n / one.N)}")
    for scenario in found.scenarios:
        told = [f"{values.month(visit.printed.month)} {conditioning.spread(visit.kept)}" for visit in scenario.visits]
        parts.append(f"{conditioning.label(scenario, found.plan)}: {', '.join(told)}")
    return f"Continued response in simulated trials and in the paper. {'; '.join(parts)}."
