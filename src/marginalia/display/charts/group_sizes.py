"""How large each group is said to be, beside everybody enrolled; groups of one kind share a colour and add up, or not."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.group_overlap import overlap
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_COLOURS = (theme.BLUE, theme.VERMILION, theme.GREEN, theme.PURPLE)


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    sized = [(group, size) for group in study.groups if (size := study.group_size(group.id)) is not None]
    if len(sized) < 2:
        return shown.sentence("The paper does not report how large its groups are.")
    records = [
        {"group": group.label, "kind": group.kind, "size": size, "label": f"{size} · {group.kind}"} for group, size in sized
    ]
    kinds = list(dict.fromkeys(str(record["kind"]) for record in records))
    base = alt.Chart(alt.Data(values=records))
    y = alt.Y("group:N", sort=None, title=None, axis=alt.Axis(labelLimit=190))
    x = alt.X("size:Q", title="Patients", scale=alt.Scale(domain=[0, study.enrolled * 1.25], nice=False), axis=alt.Axis(format="d"))
    colour = alt.Color(
        "kind:N",
        sort=kinds,
        scale=alt.Scale(domain=kinds, range=[theme.GREY, *_COLOURS][: len(kinds)]),
        legend=None,
    )
    tooltip = [alt.Tooltip("group:N", title="Group"), alt.Tooltip("kind:N", title="Kind"), alt.Tooltip("size:Q", title="Patients")]
    chart = alt.layer(
        base.mark_bar(height=14).encode(x=x, y=y, color=colour, tooltip=tooltip),
        base.mark_text(align="left", dx=6, fontSize=11.5).encode(x=x, y=y, text="label:N"),
    )
    found = overlap(study)
    total = "" if found is None else (
        f" The treatment groups add up to {found.total}"
        + (f", {found.total - found.enrolled} more than were enrolled." if found.total > found.enrolled else f" of {found.enrolled}.")
    )
    smallest = min(sized, key=lambda pair: pair[1])
    title = f"The groups hold {smallest[1]} to {study.enrolled} patients, and share some of them."
    alternative = "Group sizes: " + "; ".join(f"{group.label} {size}" for group, size in sized) + "." + total
    caption = f"Each bar is a group, labelled with its size and kind.{total}"
    return Figure(theme.themed(chart, height=26 * len(records)), title, caption, values.capital(alternative), name)
