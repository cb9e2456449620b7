"""The headline visit: the share of everybody for each number of responders among the missing."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.missing import HALF, Tipping, assumed, tipping
from marginalia.display import by_arm, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = tipping(evidence.study, evidence.settings)
    if not found or not found[-1].whole.counts.missing:
        return shown.sentence(by_arm.no_missing(evidence.study))
    last = found[-1]
    counts = last.whole.counts
    records: list[dict[str, Any]] = []
    for more in range(counts.missing + 1):
        at = assumed(last.whole, more / counts.missing, evidence.settings)
        if at.interval is not None:
            records.append(
                {
                    "more": more,
                    "share": at.share,
                    "low": at.interval.low,
                    "high": at.interval.high,
                    "percent": values.percent(at.share),
                    "interval": values.interval(at.interval.low, at.interval.high),
                    "count": values.fraction(counts.responders + more, counts.size),
                }
            )
    level = values.percent(evidence.settings.confidence)
    printed = values.percent(last.whole.share or 0)
    title = (
        f"At {values.month(last.whole.month)}, {_needs(last.majority, counts.missing)} for more than half of everybody "
        f"and {_needs(last.printed, counts.missing)} for the printed {printed}."
    )
    sure = (
        f"The whole interval lies above half from {values.count(last.sure) if last.sure else 'none'} on."
        if last.sure is not None
        else "The interval does not rise above half altogether."
    )
    caption = (
        f"Each dot is one possibility: {counts.responders} known responders and more among the {counts.missing} "
        f"missing, of {counts.size}. Lines: {level} interval if that possibility were known. {sure}"
    )
    alternative = (
        f"From {values.percent(records[0]['share'])} with none of the missing to "
        f"{values.percent(records[-1]['share'])} with all {counts.missing}. {title} {sure}"
    )
    return Figure(theme.themed(_layers(records, last), height=300), title, caption, alternative, name)


def _needs(number: int | None, missing: int) -> str:
    if number is None:
        return f"not even all {missing} missing would do"
    return f"{values.count(number) if number else 'none'} of the {missing} missing must have responded"


def _layers(records: list[dict[str, Any]], last: Tipping) -> Any:
    missing = last.whole.counts.missing
    base = theme.over(records)
    x = alt.X(
        "more:Q",
        title="Responders among the missing",
        scale=alt.Scale(domain=[-0.5, missing + 0.5], nice=False),
        axis=alt.Axis(grid=False, format="d", tickMinStep=1, tickCount=min(missing + 1, 10)),
    )
    y = alt.Y("share:Q", title=None, axis=theme.PERCENT_AXIS, scale=alt.Scale(domain=[0, 1.02], nice=False))
    tooltip = [
        alt.Tooltip("more:Q", title="Responders among the missing"),
        alt.Tooltip("count:N", title="Responders of everybody"),
        alt.Tooltip("percent:N", title="Share"),
        alt.Tooltip("interval:N", title="Interval"),
    ]
    share = last.whole.share or 0.0
    lines = theme.over([{"share": HALF, "text": "half"}, {"share": share, "text": f"printed {values.percent(share)}"}])
    tips = [(last.majority, "majority"), (last.printed, "printed share")]
    marked = theme.over(
        [{**records[tip], "text": f"{tip}: {label}"} for tip, label in tips if tip is not None and tip < len(records)]
    )
    return alt.layer(
        lines.mark_rule(color=theme.VERMILION, strokeDash=[6, 4], strokeWidth=1.5).encode(y="share:Q"),
        base.mark_rule(color=theme.SKY, strokeWidth=2).encode(x=x, y="low:Q", y2="high:Q", tooltip=tooltip),
        base.mark_point(color=theme.BLUE, size=55, opacity=1).encode(x=x, y=y, tooltip=tooltip),
        marked.mark_point(color=theme.VERMILION, size=150, filled=False, strokeWidth=2, opacity=1).encode(x=x, y=y),
        *theme.haloed(
            lines.mark_text(color=theme.VERMILION, align="left", dy=-8, fontWeight=600).encode(
                x=alt.datum(-0.4), y="share:Q", text="text:N"
            )
        ),
        *theme.haloed(marked.mark_text(dy=22, dx=8, align="left", fontWeight=600).encode(x=x, y=y, text="text:N")),
    )
