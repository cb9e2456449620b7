"""How often patients who have not changed are called responders, by how well two ratings of them agree."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.display import rule as rules
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.rule import ALIKE, ALIKE_STEP, Setting
from marginalia.display.shown import Shown
from marginalia.simulation.responder_rule import RATING_SPREAD, RATING_SPREADS, Called, Unchanged, called

_AGREEMENTS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_COLOURS = (theme.VERMILION, theme.BLUE, theme.PURPLE, theme.GREEN, theme.AMBER, theme.RED)
_DASHES = ([1, 0], [7, 4], [2, 3], [10, 3, 2, 3], [4, 2], [1, 1])


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    setting = rules.setting(evidence)
    if setting is None:
        return shown.sentence(rules.NO_RULE)
    labels = rules.names(setting.rule)
    spreads = RATING_SPREADS if setting.rates_change else (RATING_SPREAD,)
    records = [
        {
            "rule": label,
            "agreement": agreement,
            "alike": alike,
            "rating": round(100 * spread),
            "share": round(share, 4),
        }
        for alike in ALIKE
        for spread in spreads
        for agreement in _AGREEMENTS
        for label, share in zip(labels, _called(setting, agreement, alike, spread).at_least, strict=True)
    ]
    chart = _chart(setting, records, labels).add_params(*_sliders(setting))
    return Figure(theme.themed(chart, height=300), _title(setting), _caption(setting), _alternative(setting), name)


def _called(setting: Setting, agreement: float, alike: float, spread: float) -> Called:
    return called(setting.rule, Unchanged(setting.assumed.spread, agreement, alike, spread))


def _chart(setting: Setting, records: list[dict[str, Any]], labels: list[str]) -> alt.LayerChart | alt.FacetChart:
    kept = "abs(datum.alike - alike) < 0.01" + (" && abs(datum.rating - rating) < 0.01" if setting.rates_change else "")
    top = max(float(record["share"]) for record in records) * 1.08
    scale = alt.Scale(domain=[0, top], nice=False)
    colour = alt.Color("rule:N", scale=alt.Scale(domain=labels, range=list(_COLOURS[: len(labels)])), legend=None)
    dash = alt.StrokeDash("rule:N", scale=alt.Scale(domain=labels, range=list(_DASHES[: len(labels)])), legend=None)
    x, x_mark = (
        alt.X(
            field,
            title="Correlation of two ratings of an unchanged patient",
            scale=alt.Scale(domain=[_AGREEMENTS[0], 1], nice=False, clamp=True),
            axis=alt.Axis(values=[0.3, 0.5, 0.7, 0.9], format=".1f", grid=False),
        )
        for field in ("agreement:Q", "at:Q")
    )
    y = alt.Y("share:Q", title="Called responders", scale=scale, axis=alt.Axis(format=".0%", tickCount=5))
    base = alt.Chart().transform_filter(kept)  # its records stand once, above all layers
    lines = base.mark_line(strokeWidth=2.6).encode(x=x, y=y, color=colour, strokeDash=dash)
    points = base.mark_point(size=34, opacity=1).encode(
        x=x,
        y=y,
        color=colour,
        tooltip=[
            alt.Tooltip("rule:N", title="Rule"),
            alt.Tooltip("agreement:Q", title="Correlation of two ratings"),
            alt.Tooltip("share:Q", title="Called responders", format=".1%"),
        ],
    )
    names = base.transform_filter(f"datum.agreement == {_AGREEMENTS[0]}").mark_text(align="left", dx=4, dy=-10)
    marks = [
        {"at": setting.day().agreement, "text": "within a day", "align": "right"},
        {"at": setting.months().agreement, "text": f"{values.month(setting.month)} apart", "align": "left"},
    ]
    rules_ = theme.over(marks).mark_rule(color=theme.QUIET, strokeDash=[3, 3]).encode(x=x_mark)
    said = [
        theme.over([mark])
        .mark_text(align="right" if mark["align"] == "right" else "left", dx=-5 if mark["align"] == "right" else 5)
        .encode(x=x_mark, y=alt.value(8), text="text:N")
        for mark in marks
    ]
    named = theme.haloed(names.encode(x=x, y=y, text="rule:N", color=alt.value(theme.TEXT)))
    values_ = alt.Data(values=records)  # type: ignore[no-untyped-call]
    return alt.layer(rules_, lines, points, *named, *said, data=values_)


def _sliders(setting: Setting) -> list[alt.Parameter]:
    alike = theme.slider(
        "alike",
        "Correlation of the changes on two scales",
        start=ALIKE[0],
        stop=ALIKE[-1],
        step=ALIKE_STEP,
        value=setting.alike,
    )
    if not setting.rates_change:
        said = [_sentence(setting, place, RATING_SPREAD) for place in ALIKE]
        return [alike, theme.told("alike", said, start=ALIKE[0], step=ALIKE_STEP)]
    points = [round(100 * spread) for spread in RATING_SPREADS]
    step = points[1] - points[0]
    rating = theme.slider(
        "rating",
        "Scatter (standard deviation) of the rating of change, in % of its scale",
        start=points[0],
        stop=points[-1],
        step=step,
        value=round(100 * RATING_SPREAD),
    )
    table = [[_sentence(setting, place, spread) for spread in RATING_SPREADS] for place in ALIKE]
    told = theme.told_of_several(table, ("alike", ALIKE[0], ALIKE_STEP), ("rating", points[0], step))
    return [alike, rating, told]


def _shares(setting: Setting, alike: float, spread: float) -> str:
    day = _called(setting, setting.day().agreement, alike, spread).at_least
    months = _called(setting, setting.months().agreement, alike, spread).at_least
    first, last = values.inline(rules.names(setting.rule)[0]), values.inline(rules.names(setting.rule)[-1])
    return (
        f"{first} calls {values.percent(day[0])} of unchanged patients responders when they are asked twice within a "
        f"day and {values.percent(months[0])} when asked {values.month(setting.month)} apart; {last} calls "
        f"{values.percent(day[-1])} and {values.percent(months[-1])}"
    )


def _sentence(setting: Setting, alike: float, spread: float) -> str:
    return values.capital(_shares(setting, alike, spread)) + "."


def _title(setting: Setting) -> str:
    return _sentence(setting, setting.alike, RATING_SPREAD)


def _caption(setting: Setting) -> str:
    rating = (
        f" The rating of change is taken to scatter by {rules.in_percent(RATING_SPREAD)}% of its scale about no change."
        if setting.rates_change
        else ""
    )
    return (
        "A model: normal ratings without any lasting change, exact probabilities. Ratings on a scale scatter between "
        f"patients with a standard deviation of {rules.in_percent(setting.assumed.spread)}% of its length. The "
        f"title holds where the changes on two scales correlate by {values.number(setting.alike, 1)}.{rating}"
    )


def _alternative(setting: Setting) -> str:
    ends = [
        f"with two ratings correlated by {values.number(agreement, 2)}: "
        + ", ".join(
            f"{values.inline(label)} {values.percent(share)}"
            for label, share in zip(
                rules.names(setting.rule),
                _called(setting, agreement, setting.alike, RATING_SPREAD).at_least,
                strict=True,
            )
        )
        for agreement in _AGREEMENTS[::2]
    ]
    return "Share of unchanged patients called responders, " + "; ".join(ends) + "."
