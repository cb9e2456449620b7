"""Everybody enrolled at every visit, if a share of the missing that the reader sets had responded."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.missing import HALF, Tipping, Whole, assumed, tipping
from marginalia.display import by_arm, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

#: The slider's places, in percent, and where it stands in print.
_STEP, _START = 5, 50
#: Shares above this hold the column of what would be needed.
_EDGE = 1.28


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = tipping(evidence.study, evidence.settings)
    if not any(one.whole.counts.missing for one in found):
        return shown.sentence(by_arm.no_missing(evidence.study))
    slider = theme.slider(
        "answer", "Of the missing, percent who responded", start=0, stop=100, step=_STEP, value=_START
    )
    said = [_said(evidence, found, percent) for percent in range(0, 101, _STEP)]
    told = theme.told("answer", said, start=0, step=_STEP)
    chart = theme.themed(_layers(evidence, found).add_params(slider, told), height=54 * len(found) + 24)
    last = found[-1]
    needs = (
        f"at least {values.count(last.majority)} of the {last.whole.counts.missing} missing must have responded"
        if last.majority
        else "nobody missing is needed"
        if last.majority == 0
        else "not even all of the missing would do"
    )
    title = f"For more than half of everybody to have responded at {values.month(last.whole.month)}, {needs}."
    caption = (
        "Pale bars: from none to all of the missing. Diamonds: the printed share of those seen. Squares with lines: "
        f"the share of everybody, with its {values.percent(evidence.settings.confidence)} interval, at the slider’s "
        f"place, here {_START}%. At the right, how many of the missing a majority needs."
    )
    alternative = f"Share of everybody enrolled. {_said(evidence, found, _START)} " + " ".join(
        f"At {values.month(one.whole.month)} the share lies between {_ends(one.whole)}; a majority: {_needed(one)}."
        for one in found
    )
    return Figure(chart, title, caption, alternative, name)


def _said(evidence: Evidence, found: tuple[Tipping, ...], percent: int) -> str:
    told = []
    for one in found:
        at = assumed(one.whole, percent / 100, evidence.settings)
        range_ = "" if at.interval is None else f" ({values.interval(at.interval.low, at.interval.high)})"
        told.append(f"{values.month(one.whole.month)} {values.percent(at.share)}{range_}")
    return f"If {percent}% of the missing had responded, the share of everybody would be: {'; '.join(told)}."


def _ends(whole: Whole) -> str:
    counts = whole.counts
    low, high = counts.responders / counts.size, (counts.responders + counts.missing) / counts.size
    return f"{values.percent(low)} and {values.percent(high)}"


def _needed(one: Tipping) -> str:
    missing = one.whole.counts.missing
    if one.majority is None:
        return f"more than the {missing}"
    return f"{one.majority} of {missing}" if missing else "none"


def _layers(evidence: Evidence, found: tuple[Tipping, ...]) -> Any:
    records = []
    for one in found:
        counts, seen = one.whole.counts, evidence.settings.interval(one.whole.counts.responders, one.whole.counts.seen)
        if seen is None:
            continue
        records.append(
            {
                "visit": values.capital(values.month(one.whole.month)),
                "responders": counts.responders,
                "missing": counts.missing,
                "size": counts.size,
                "weight": counts.weight,
                "seen_low": seen.low,
                "seen_high": seen.high,
                "printed": one.whole.share,
                "least": counts.responders / counts.size,
                "most": (counts.responders + counts.missing) / counts.size,
                "needed": _needed(one),
                "count": values.fraction(counts.responders, counts.seen),
            }
        )
    base = theme.over(records)
    moved = base.transform_calculate(
        share="(datum.responders + datum.missing * answer / 100) / datum.size",
        low="datum.weight * datum.seen_low + (1 - datum.weight) * answer / 100",
        high="datum.weight * datum.seen_high + (1 - datum.weight) * answer / 100",
        label="format((datum.responders + datum.missing * answer / 100) / datum.size, '.0%')",
    )
    x = alt.X(
        "share:Q",
        title="Responders among everybody enrolled",
        scale=alt.Scale(domain=[0, _EDGE], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], domain=False),
    )
    y = alt.Y("visit:N", sort=None, title=None, axis=alt.Axis(grid=False))
    tooltip = [
        alt.Tooltip("visit:N", title="Visit"),
        alt.Tooltip("count:N", title="Responders of those seen"),
        alt.Tooltip("missing:Q", title="Missing"),
        alt.Tooltip("label:N", title="Share of everybody, as set"),
    ]
    half = theme.over([{"share": HALF}])
    return alt.layer(
        base.mark_bar(color=theme.PALE, height=22).encode(x=alt.X("least:Q"), x2="most:Q", y=y),
        half.mark_rule(color=theme.VERMILION, strokeDash=[6, 4], strokeWidth=1.5).encode(x=x),
        moved.mark_rule(color=theme.BLUE, strokeWidth=2.4).encode(x=alt.X("low:Q"), x2="high:Q", y=y),
        moved.mark_point(color=theme.BLUE, shape="square", size=90, opacity=1).encode(x=x, y=y, tooltip=tooltip),
        base.mark_point(color=theme.TEXT, shape="diamond", size=70, filled=False, strokeWidth=1.6, opacity=1).encode(
            x=alt.X("printed:Q"), y=y
        ),
        *theme.haloed(moved.mark_text(color=theme.BLUE, fontWeight=600, dy=-17).encode(x=x, y=y, text="label:N")),
        base.mark_text(align="right").encode(x=alt.datum(_EDGE), y=y, text="needed:N"),
    )
