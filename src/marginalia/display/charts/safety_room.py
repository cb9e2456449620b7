"""How far the room for unseen harm widens with fewer patients: visit by visit, and group by group."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.harms import Room, room_by_group, room_by_visit
from marginalia.display import shown, theme, values
from marginalia.display.charts._forest import Kind, told_apart, whiskers
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_ALL = Kind("all patients", theme.VERMILION, "diamond")
_VISIT = Kind("seen at a visit", theme.BLUE)
_GROUP = Kind("a group, all of it", theme.GREEN, "square")


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    visits, groups = room_by_visit(study, evidence.settings), room_by_group(study, evidence.settings)
    if not visits:
        return shown.sentence("The paper does not report that no patient was harmed, so there is no zero to read.")
    records = [
        {
            "row": _row(evidence, room),
            "low": 0,
            "high": room.upper,
            "kind": (_GROUP if room in groups else _ALL if room.month is None else _VISIT).name,
            "label": f"0/{room.patients}: {values.percent(room.upper)}",
        }
        for room in (*visits, *groups)
    ]
    kinds = [kind for kind in (_ALL, _VISIT, _GROUP) if any(record["kind"] == kind.name for record in records)]
    top = max(room.upper for room in (*visits, *groups))
    scale = alt.Scale(domain=[0, top * 1.45], nice=False)
    base = theme.over(records)
    y = alt.Y(
        "row:N",
        sort=[str(record["row"]) for record in records],
        title=None,
        axis=alt.Axis(labelLimit=180, labelFontSize=12.5, grid=False),
    )
    x = alt.X(
        "high:Q",
        title="True rate still allowed",
        scale=scale,
        axis=alt.Axis(format=".0%", tickCount=5),
    )
    tooltip = [alt.Tooltip("row:N", title="Who"), alt.Tooltip("label:N", title="Harmed, bound")]
    chart = alt.layer(
        *whiskers(base, x, scale, y=y, tooltip=tooltip, **told_apart(kinds, alt.Legend(columns=1))),
        base.mark_text(align="left", dx=9).encode(x=x, y=y, text="label:N"),
    )
    first, last = visits[0], visits[-1]
    title = f"None harmed of {first.patients} allows up to {values.percent(first.upper)}"
    if last.month is not None:
        title += (
            f"; for harm that shows only by {values.month(last.month)}, {last.patients} could have told of it: up to "
            f"{values.percent(last.upper)}"
        )
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"Exact one-sided {level} bounds for the true rate of patients harmed, where none is reported. A harm that "
        "comes late can only be told by those who were still seen. In a group the bound is that of its own size."
    )
    alternative = "; ".join(f"{record['row']}: {record['label']}" for record in records)
    return Figure(theme.themed(chart, height=24 * len(records)), f"{title}.", caption, alternative + ".", name)


def _row(evidence: Evidence, room: Room) -> str:
    if room.month is not None:
        return f"Seen at {values.month(room.month)}"
    return evidence.study.group(room.group).label
