"""How far injections moved axial pain against a sham, in the network meta-analysis behind the guideline."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

#: The differences against sham that are drawn, in centimetres of a 10 cm scale, with short labels.
_CHOSEN: dict[str, str] = {
    "nma-epidural-steroid": "Epidural steroid",
    "nma-epidural-la-steroid": "Epidural steroid + anaesthetic",
    "nma-epidural-la": "Epidural anaesthetic",
    "nma-joint-steroid": "Joint steroid",
    "nma-joint-la-steroid": "Joint steroid + anaesthetic",
    "nma-joint-la": "Joint anaesthetic",
}


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    rows = [
        (label, row)
        for id, label in _CHOSEN.items()
        if (row := evidence.comparators.get(id)) is not None and row.low is not None and row.high is not None
    ]
    if not rows:
        return shown.sentence("The book holds no published differences against a sham injection.")
    records: list[dict[str, Any]] = [
        {
            "row": label,
            "value": row.value,
            "low": row.low,
            "high": row.high,
            "text": values.signed(row.value, 2),
            "interval": f"{values.signed(row.low or 0, 2)} to {values.signed(row.high or 0, 2)}",
        }
        for label, row in rows
    ]
    reach = max(max(abs(record["low"]), abs(record["high"])) for record in records) * 1.15
    edge = reach * 1.35
    base = theme.over(records).encode(
        y=alt.Y("row:N", sort=[label for label, _ in rows], title=None, axis=alt.Axis(labelLimit=180)),
        tooltip=[
            alt.Tooltip("row:N", title="Injection"),
            alt.Tooltip("text:N", title="Difference, cm"),
            alt.Tooltip("interval:N", title="95% interval"),
        ],
    )
    x = alt.X(
        "value:Q",
        title="Pain against sham, cm of 10",
        scale=alt.Scale(domain=[-reach, edge], nice=False),
        axis=alt.Axis(values=[-2, -1, 0, 1, 2], format="+d", domain=False),
    )
    zero = theme.over([{"value": 0}])
    chart = alt.layer(
        zero.mark_rule(color=theme.VERMILION, strokeDash=[5, 4], strokeWidth=1.6).encode(x=x),
        base.mark_rule(color=theme.BLUE, strokeWidth=2.2).encode(x=alt.X("low:Q"), x2="high:Q"),
        base.mark_point(color=theme.BLUE, size=80, opacity=1).encode(x=x),
        base.mark_text(align="right", fontSize=11.5).encode(x=alt.datum(edge), text="text:N"),
    )
    crossing = sum(record["low"] <= 0 <= record["high"] for record in records)
    drawn = values.count(len(rows))
    title = (
        f"Every one of the {drawn} intervals includes no difference from sham."
        if crossing == len(rows)
        else f"{values.capital(values.count(crossing))} of {drawn} intervals include no difference from sham."
    )
    caption = (
        "Pooled difference in pain against a sham injection, with the published 95% intervals; the dashed line is no "
        "difference."
    )
    alternative = "; ".join(f"{record['row']}: {record['text']} cm, {record['interval']}" for record in records)
    return Figure(theme.themed(chart, height=28 * len(rows)), title, caption, alternative + ".", name)
