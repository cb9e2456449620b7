"""This study's mean improvement beside those of other trials and cohorts, in points of 100."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.magnitude import Own, changes_beside, own_changes
from marginalia.display.shown import Shown

_CONTROL, _TREATED = "sham, saline or untreated", "treated"
_KINDS = {"control": _CONTROL, "treated": _TREATED}
_OWN = "this study, no control group"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    own = own_changes(evidence)
    published = [] if own is None else changes_beside(evidence, own.outcome.id)
    if own is None or not published:
        return shown.sentence("No published mean change is at hand to set beside a printed one.")
    records: list[dict[str, Any]] = [
        {"row": f"This study, {label}", "kind": _OWN, "value": value, "note": note} for label, value, note in own.rows
    ]
    for one in published:
        month = "" if one.after.month is None else f", {values.short_month(one.after.month)}"
        mark = " *" if one.after.second_hand else ""
        note = f"{one.after.population}; {one.after.outcome}"
        row = f"{one.label}{month}{mark}"
        records.append({"row": row, "kind": _KINDS[one.side], "value": one.improvement, "note": note})
    for record in records:
        record["value"] = round(record["value"], 2)
        record["text"] = values.number(record["value"], 1)
    names = list(dict.fromkeys(record["kind"] for record in records))
    looks = {
        _OWN: (theme.VERMILION, "diamond"),
        _CONTROL: (theme.BLUE, "circle"),
        _TREATED: (theme.GREEN, "square"),
    }
    rows = [record["row"] for record in records]
    high = max(record["value"] for record in records) * 1.2
    base = theme.over(records)
    x = alt.X(
        "value:Q",
        title="Improvement of mean pain, points of 100",
        scale=alt.Scale(domain=[min(0, *(record["value"] for record in records)), high], nice=False),
        axis=alt.Axis(tickCount=5),
    )
    y = alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(labelLimit=215, labelFontSize=12.5, grid=False))
    domain = [looks[kind] for kind in names]
    chart = alt.layer(
        base.mark_rule(strokeWidth=1.6, opacity=0.5).encode(
            x=x, x2=alt.X2Datum(0), y=y, color=_colour(names, [colour for colour, _ in domain])
        ),
        base.mark_point(size=85, opacity=1).encode(
            x=x,
            y=y,
            color=_colour(names, [colour for colour, _ in domain]),
            shape=alt.Shape(
                "kind:N",
                sort=names,
                scale=alt.Scale(domain=names, range=[shape for _, shape in domain]),
                legend=alt.Legend(columns=1),
            ),
            tooltip=[
                alt.Tooltip("row:N", title="Who"),
                alt.Tooltip("text:N", title="Points of 100"),
                alt.Tooltip("note:N", title="Whom and what"),
            ],
        ),
        base.mark_text(align="left", dx=9, fontSize=12.5).encode(x=x, y=y, text="text:N"),
    )
    caption = (
        "Mean improvements since the start, each scale stretched or shrunk to 100 points. Patients, treatments and "
        "starts differ; nothing here may be subtracted from anything else. * reported at second hand. The number of "
        f"patients behind this study’s means is not printed; {_seen(own)}"
    )
    told = "; ".join(f"{record['row']}, {record['kind']}: {record['text']}" for record in records)
    return Figure(theme.themed(chart, height=25 * len(rows)), _title(own, published), caption, f"{told}.", name)


def _colour(names: list[str], colours: list[str]) -> alt.Color:
    return alt.Color("kind:N", sort=names, scale=alt.Scale(domain=names, range=colours), legend=alt.Legend(columns=1))


def _seen(own: Own) -> str:
    if own.seen is None:
        return "how many were seen at that visit is not either."
    return f"{own.seen} were seen at {values.month(own.month)}."


def _title(own: Own, published: list[Any]) -> str:
    controls = sorted(one.improvement for one in published if one.side == "control")
    here = own.rows[0][1]
    if not controls:
        return f"The mean improved by {values.number(here, 1)} points of 100."
    return (
        f"Without the treatment under test means improved by {values.number(controls[0], 1)} to "
        f"{values.number(controls[-1], 1)} points of 100, in other patients; here by {values.number(here, 1)}."
    )
