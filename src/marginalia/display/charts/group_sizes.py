"""How large each group is said to be, by what the groups are formed by, beside everybody enrolled."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.group_overlap import overlap
from marginalia.display import shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import OVERALL

_LOOKS = ((theme.BLUE, "circle"), (theme.GREEN, "square"), (theme.VERMILION, "diamond"), (theme.PURPLE, "triangle-up"))


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    records: list[dict[str, Any]] = [
        {"group": group.label, "kind": f"by {group.kind}", "size": size, "count": str(size)}
        for group in study.groups
        if group.id != OVERALL and (size := study.group_size(group.id)) is not None
    ]
    if not records:
        several = len(study.groups) > 1
        return shown.sentence(
            f"The paper {'does not report how large its groups are' if several else 'forms no groups'}."
        )
    kinds = list(dict.fromkeys(str(record["kind"]) for record in records))
    looks = [_LOOKS[at % len(_LOOKS)] for at in range(len(kinds))]
    key = alt.Legend(columns=2) if len(kinds) > 1 else None
    base = theme.over(records).encode(
        y=alt.Y("group:N", sort=[str(record["group"]) for record in records], title=None),
        tooltip=[
            alt.Tooltip("group:N", title="Group"),
            alt.Tooltip("kind:N", title="Formed"),
            alt.Tooltip("size:Q", title="Patients"),
        ],
    )
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[look[0] for look in looks]), legend=key)
    x = alt.X(
        "size:Q",
        title="Patients",
        scale=alt.Scale(domain=[0, study.enrolled * 1.08], nice=False),
        axis=alt.Axis(values=[0, study.enrolled / 2, study.enrolled], grid=False),
    )
    line = theme.over([{"size": study.enrolled}])
    chart = alt.layer(
        line.mark_rule(color=theme.VERMILION, strokeDash=[5, 4], strokeWidth=1.6).encode(x="size:Q"),
        base.mark_rule(strokeWidth=3, opacity=0.5)
        .encode(x=alt.X("start:Q"), x2="size:Q", color=colour)
        .transform_calculate(start="0"),
        base.mark_point(size=90, opacity=1).encode(
            x=x,
            color=colour,
            shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=[look[1] for look in looks]), legend=key),
        ),
        base.mark_text(align="left", dx=9).encode(x=x, text="count:N"),
    )
    overlaps = "A patient can stand in several groups." if study.subgroups else "No patient is in two arms."
    caption = f"Printed size of each group; the dashed line is everybody enrolled ({study.enrolled}). {overlaps}"
    alternative = "; ".join(f"{record['group']} ({record['kind']}): {record['size']}" for record in records)
    return Figure(theme.themed(chart, height=28 * len(records)), _title(evidence), caption, alternative + ".", name)


def _title(evidence: Evidence) -> str:
    found = overlap(evidence.study)
    if found is None:
        return "How large the paper says each group is."
    sizes = " + ".join(map(str, found.sizes))
    title = f"The treatment groups add up to {sizes} = {found.total}, with {found.enrolled} enrolled"
    if found.at_least_in_two:
        return f"{title}: at least {values.plural(found.at_least_in_two, 'patient')} must be counted twice."
    if found.at_least_in_none:
        return f"{title}: at least {values.plural(found.at_least_in_none, 'patient')} must be in no group."
    return f"{title}."
