"""The fewest and the most patients that the printed counts allow, question by question."""

from __future__ import annotations

import textwrap
from typing import Any

import altair as alt

from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.ranges import Asked, asked, assumed, span
from marginalia.display.shown import Shown
from marginalia.study.model import Study

_LOOKS = ((theme.BLUE, "circle"), (theme.VERMILION, "square"), (theme.GREEN, "diamond"))

#: Pixels: of a line of words, from the words to the first interval, from one interval to the next, between questions.
_LINE, _BELOW, _APART, _GAP = 15, 10, 15, 11
#: Letters to a line of words, which fit beside each other on a phone.
_LETTERS = 60
#: A range leaves much open from this part of the patients on: a quarter.
_MUCH = 4


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    questions, made = asked(evidence), evidence.reconstruction
    if made is None or not questions:
        return shown.sentence("There are no ranges to draw.")
    enrolled, study = made.enrolled, evidence.study
    kinds = list(
        dict.fromkeys(values.capital(assumed(study, one)) for question in questions for one in question.ranges)
    )
    words, marks, height = _laid_out(study, questions)
    ends = [
        {**mark, "at": mark[end], "end": end}
        for mark in marks
        for end in (("low", "high") if mark["low"] < mark["high"] else ("high",))
    ]
    x_scale = alt.Scale(domain=[-0.06 * enrolled, 1.06 * enrolled], nice=False)
    x_axis = alt.Axis(values=[0, enrolled / 4, enrolled / 2, 3 * enrolled / 4, enrolled], format="~g", domain=False)
    y = alt.Y("y:Q", title=None, axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    key = alt.Legend(columns=1, labelLimit=320) if len(kinds) > 1 else None
    looks = [_LOOKS[at % len(_LOOKS)] for at in range(len(kinds))]
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[look[0] for look in looks]), legend=key)
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=[look[1] for look in looks]), legend=key)
    tooltip = [
        alt.Tooltip("text:N", title="Patients who"),
        alt.Tooltip("span:N", title="Fewest to most"),
        alt.Tooltip("kind:N", title="Read"),
    ]
    bars, points = theme.over(marks), theme.over(ends)
    low_ends, high_ends = (points.transform_filter(f"datum.end == '{end}'") for end in ("low", "high"))
    start = alt.X("low:Q", title=f"Patients, of {enrolled}", scale=x_scale, axis=x_axis)
    at = alt.X("at:Q", scale=x_scale)
    chart = alt.layer(
        bars.mark_rule(strokeWidth=4, opacity=0.55).encode(x=start, x2="high:Q", y=y, color=colour, tooltip=tooltip),
        points.mark_point(size=62, opacity=1).encode(x=at, y=y, color=colour, shape=shape, tooltip=tooltip),
        low_ends.mark_text(align="right", dx=-8, fontSize=12).encode(x=at, y=y, text="at:Q"),
        high_ends.mark_text(align="left", dx=8, fontSize=12).encode(x=at, y=y, text="at:Q"),
        *theme.haloed(
            theme.over(words)
            .mark_text(align="left", baseline="top", fontSize=12.5, lineBreak="\n", lineHeight=_LINE)
            .encode(x=alt.datum(-0.06 * enrolled), y=y, text="words:N")
        ),
    )
    caption = (
        f"How many of the {enrolled} patients each can be true of: a line joins the fewest and the most that the "
        "printed counts allow. Both ends are reached by some set of patients."
    )
    alternative = "; ".join(
        f"patients who {question.text}: " + ", ".join(f"{span(one)} {assumed(study, one)}" for one in question.ranges)
        for question in questions
    )
    figure = theme.themed(chart, height=height)
    return Figure(figure, _title(questions, enrolled), caption, f"{values.capital(alternative)}.", name)


def _laid_out(study: Study, questions: tuple[Asked, ...]) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """The words and the intervals below them, each with its height in pixels from the top, and the whole height."""
    words: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    y = 4.0
    for question in questions:
        lines = textwrap.wrap(values.capital(question.text), _LETTERS)
        words.append({"words": "\n".join(lines), "y": y})
        y += _LINE * len(lines) + _BELOW
        for one in question.ranges:
            marks.append(
                {
                    "text": question.text,
                    "kind": values.capital(assumed(study, one)),
                    "low": one.low,
                    "high": one.high,
                    "span": span(one),
                    "y": y,
                }
            )
            y += _APART
        y += _GAP - _APART / 2
    return words, marks, y


def _title(questions: tuple[Asked, ...], enrolled: int) -> str:
    widest = max((question.ranges[0] for question in questions), key=lambda one: one.high - one.low)
    if widest.low == widest.high:
        return "The printed counts leave one answer to every question asked of them."
    found = f"{widest.low} to {widest.high} of {enrolled} patients"
    if _MUCH * (widest.high - widest.low) < enrolled:
        return f"The printed counts leave little open: no answer is wider than {found}."
    return f"The printed counts leave much open: {found} {widest.text}."
