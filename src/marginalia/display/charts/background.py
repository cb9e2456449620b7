"""Introduction: pooled differences between an injection and a sham injection, beside the smallest that matters."""

from __future__ import annotations

import re

import altair as alt

from marginalia.analysis.comparators import Comparator
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

#: The smallest important difference, as the note of a row gives it: `MID 1.5 cm`.
_IMPORTANT = re.compile(r"MID (?P<important>[\d.]+) (?P<unit>\w+)")


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    rows = [
        (row, found)
        for row in evidence.comparators.values()
        if row.measure == "WMD" and row.low is not None and (found := _IMPORTANT.search(row.note))
    ]
    if not rows:
        return shown.sentence("No pooled differences from other studies are recorded.")
    important = float(rows[0][1]["important"])
    unit = rows[0][1]["unit"]
    records = [_record(row, unit) for row, _ in rows]
    base = alt.Chart(alt.Data(values=records))
    y = alt.Y("arm:N", sort=None, title=None, axis=alt.Axis(labelLimit=230))
    reach = max(important, *(abs(row.low or 0) for row, _ in rows), *(row.high or 0 for row, _ in rows)) * 1.05
    x = alt.X("value:Q", title=f"← less pain than sham · {unit} on a 10 {unit} scale · more pain →", scale=alt.Scale(domain=[-reach, reach], nice=False))
    tooltip = [alt.Tooltip("arm:N", title="Injection"), alt.Tooltip("text:N", title="Difference, interval")]
    marks = alt.Chart(alt.Data(values=[{"at": 0, "label": "no difference"}, {"at": -important, "label": "smallest relief that matters"}]))
    chart = alt.layer(
        marks.mark_rule(color=theme.QUIET, strokeDash=[4, 4]).encode(x="at:Q"),
        marks.mark_text(color=theme.QUIET, baseline="bottom", fontSize=11, y=-4).encode(x="at:Q", text="label:N"),
        base.mark_rule(color=theme.BLUE, strokeWidth=2.2).encode(x=alt.X("low:Q"), x2="high:Q", y=y, tooltip=tooltip),
        base.mark_point(color=theme.BLUE, size=80, opacity=1).encode(x=x, y=y, tooltip=tooltip),
    )
    reached = sum(row.value <= -important for row, _ in rows)
    title = (
        f"Against a sham, {values.count(reached)} of {values.count(len(rows))} kinds of injection gave the smallest relief "
        "that matters."
    )
    caption = f"Pooled differences with 95% intervals, as published. Dashed lines: no difference, and the smallest relief that matters, {values.number(important)} {unit}."
    alternative = "Difference in pain from sham: " + "; ".join(f"{record['arm']} {record['text']}" for record in records) + "."
    return Figure(theme.themed(chart, height=34 * len(records)), title, caption, alternative, name)


def _record(row: Comparator, unit: str) -> dict[str, object]:
    low, high = row.low or 0, row.high or 0  # rows without an interval are not drawn
    return {
        "arm": row.arm.removesuffix(" vs sham").capitalize(),
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "text": f"{values.number(row.value)} {unit} ({values.number(low)} to {values.number(high)})",
    }
