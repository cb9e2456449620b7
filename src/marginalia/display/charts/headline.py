"""Abstract: the claimed percentages, with their intervals and with the share of the enrolled that they speak for."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.proportions import by_visit
from marginalia.display import by_arm, shown, theme, values
from marginalia.display.enrolment import enrolled
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import RESPONSE


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    cells = [
        cell
        for cell in by_visit(study, RESPONSE, settings=evidence.settings)
        if cell.share is not None and cell.interval is not None and cell.of_enrolled is not None
    ]
    if not cells:
        return shown.sentence(by_arm.no_responders(evidence.study))
    records = [
        {
            "visit": values.short_month(cell.cell.month),
            "share": cell.share,
            "low": cell.interval.low,
            "high": cell.interval.high,
            "seen": cell.of_enrolled,
            "count": values.fraction(cell.n, cell.N),
            "percent": values.percent(cell.share),
            "interval": values.interval(cell.interval.low, cell.interval.high),
            "people": f"{cell.N} of {study.enrolled} ({values.percent(cell.of_enrolled)})",
            "seen_count": f"{cell.N} seen",
        }
        for cell in cells
        if cell.interval and cell.share is not None and cell.of_enrolled is not None
        if cell.n is not None and cell.N is not None
    ]
    base = theme.over(records)
    x = alt.X("visit:N", sort=None, title="Time after treatment", axis=alt.Axis(labelAngle=0))
    y = alt.Y("share:Q", title=None, axis=theme.PERCENT_AXIS, scale=alt.Scale(domain=[0, 1.06], nice=False))
    tooltip = [
        alt.Tooltip("visit:N", title="Visit"),
        alt.Tooltip("count:N", title="Responders of those seen"),
        alt.Tooltip("percent:N", title="Share"),
        alt.Tooltip("interval:N", title="Interval"),
        alt.Tooltip("people:N", title="Seen of all enrolled"),
    ]
    chart = alt.layer(
        base.mark_bar(color=theme.PALE, width=alt.RelativeBandSize(0.72)).encode(
            x=x, y=alt.Y("seen:Q"), tooltip=tooltip
        ),
        base.mark_tick(color=theme.QUIET, thickness=1.5, width=alt.RelativeBandSize(0.72)).encode(x=x, y="seen:Q"),
        base.mark_text(dy=-8, fontSize=11, color=theme.QUIET).encode(x=x, y=alt.datum(0), text="seen_count:N"),
        base.mark_rule(color=theme.BLUE, strokeWidth=2.5).encode(x=x, y="low:Q", y2="high:Q", tooltip=tooltip),
        base.mark_point(color=theme.BLUE, size=110, opacity=1).encode(x=x, y=y, tooltip=tooltip),
        base.mark_text(dy=14, fontSize=11, color=theme.TEXT, baseline="top").encode(x=x, y="low:Q", text="count:N"),
    )
    first, last = cells[0], cells[-1]
    shares = sorted(cell.share for cell in cells if cell.share is not None)
    assert first.of_enrolled is not None and last.of_enrolled is not None and last.interval is not None
    title = (
        f"The percentages stay between {values.percent(shares[0])} and {values.percent(shares[-1])}; "
        f"the people behind them go from {first.N} to {last.N} of {study.enrolled}."
    )
    if len(cells) == 1:
        share = f"{values.percent(shares[0])} is {values.fraction(last.n or 0, last.N or 0)}"
        title = f"At {values.month(last.cell.month)}, {share}; {enrolled(study)} were enrolled."
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"Points: responders among those seen, with {level} intervals and n/N below. "
        f"Bars: those seen as a share of all {study.enrolled} enrolled."
    )
    alternative = "Responders among those seen: " + "; ".join(
        f"{values.month(cell.cell.month)} {record['count']}, {record['percent']}, {level} interval "
        f"{record['interval']}, seen {record['people']}"
        for cell, record in zip(cells, records, strict=True)
    )
    return Figure(theme.themed(chart, height=280), title, caption, alternative + ".", name)
