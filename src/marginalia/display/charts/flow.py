"""The flow chart redrawn from counts: the enrolled, and at each visit who was seen and who was not."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.follow_up import Seen, flow
from marginalia.display import shown, theme, values
from marginalia.display.enrolment import enrolled
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_ROW = 1.5


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    visits = flow(evidence.study)
    known = [visit for visit in visits if visit.seen is not None]
    if not known:
        return shown.sentence("The paper does not report how many patients were seen at each visit.")
    boxes: list[dict[str, Any]] = [_box(0, "main", f"Enrolled and treated: {enrolled(evidence.study)}", "everybody")]
    for row, visit in enumerate(visits, start=1):
        if visit.seen is None:
            boxes.append(_box(row, "none", f"{values.capital(values.month(visit.month))}: not reported", "announced"))
            continue
        share = "" if visit.share is None else f" ({values.percent(visit.share)})"
        boxes.append(_box(row, "main", f"{values.capital(values.month(visit.month))}: {visit.seen} seen{share}", ""))
        if visit.not_seen:
            boxes.append(_box(row, "side", f"{visit.not_seen} not seen", ""))
    arrows = [{"x": 0.3, "y": row * _ROW + 1, "y2": (row + 1) * _ROW} for row in range(len(visits))]
    sides = [{"y": box["y"] + 0.5, "x": 0.6, "x2": 0.68} for box in boxes if box["kind"] == "side"]
    x: dict[str, Any] = {"scale": alt.Scale(domain=[0, 1], nice=False), "axis": None}
    y: dict[str, Any] = {"scale": alt.Scale(domain=[len(visits) * _ROW + 1.05, -0.05], nice=False), "axis": None}
    kinds = ["main", "side", "none"]
    box_layer = theme.over(boxes).encode(
        x=alt.X("x:Q", **x), x2="x2:Q", y=alt.Y("y:Q", **y), y2="y2:Q", tooltip=[alt.Tooltip("text:N", title="Box")]
    )
    chart = alt.layer(
        theme.over(arrows).mark_rule(strokeWidth=1.5).encode(x=alt.X("x:Q", **x), y=alt.Y("y:Q", **y), y2="y2:Q"),
        theme.over(arrows)
        .mark_point(shape="triangle-down", color=theme.QUIET, size=60, yOffset=-5, opacity=1)
        .encode(x=alt.X("x:Q", **x), y=alt.Y("y2:Q", **y)),
        theme.over(sides)
        .mark_rule(strokeWidth=1.5, strokeDash=[4, 3])
        .encode(x=alt.X("x:Q", **x), x2="x2:Q", y=alt.Y("y:Q", **y)),
        box_layer.mark_rect(cornerRadius=4, strokeWidth=1.6, fillOpacity=1).encode(
            fill=alt.Fill(
                "kind:N", scale=alt.Scale(domain=kinds, range=[theme.PALE, theme.PAPER, theme.PAPER]), legend=None
            ),
            stroke=alt.Stroke(
                "kind:N", scale=alt.Scale(domain=kinds, range=[theme.BLUE, theme.VERMILION, theme.GREY]), legend=None
            ),
        ),
        theme.over(boxes)
        .mark_text(fontSize=13)
        .encode(x=alt.X("middle:Q", **x), y=alt.Y("centre:Q", **y), text="text:N"),
    )
    return Figure(
        theme.themed(chart, height=46 * (len(visits) + 1)), _title(visits, known), _caption(visits), _alt(boxes), name
    )


def _box(row: int, kind: str, text: str, note: str) -> dict[str, Any]:
    left, right = (0.68, 1.0) if kind == "side" else (0.0, 0.6)
    top = row * _ROW
    return {
        "x": left,
        "x2": right,
        "y": top,
        "y2": top + 1,
        "middle": (left + right) / 2,
        "centre": top + 0.5,
        "kind": kind,
        "text": text,
        "note": note,
    }


def _title(visits: tuple[Seen, ...], known: list[Seen]) -> str:
    last = known[-1]
    silent = [visit.month for visit in visits if visit.seen is None]
    title = f"Of {last.size} enrolled, {last.seen} were seen at {values.month(last.month)}"
    return f"{title}; for {values.months(silent)} the paper gives no count." if silent else f"{title}."


def _caption(visits: tuple[Seen, ...]) -> str:
    return (
        "Redrawn from the printed counts. Whether the patients seen at a later visit are among those seen before, "
        "and why the others were not seen, is not printed."
    )


def _alt(boxes: list[dict[str, Any]]) -> str:
    return "Flow chart. " + "; ".join(str(box["text"]) for box in boxes) + "."
