"""Which groups share patients: for each pair the fewest and the most that fit the printed counts."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.group_pairs import Pair, Relation, pairs
from marginalia.display import by_arm, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import Study

_SAYS: dict[Relation, str] = {
    "disjoint": "nobody, as the paper says",
    "within": "one lies within the other",
    "shares": "must share patients",
    "open": "may share patients",
}
_COLOURS: dict[Relation, str] = {
    "disjoint": theme.PALE,
    "within": theme.GREY,
    "shares": theme.AMBER,
    "open": theme.SKY,
}


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    found = pairs(study)
    if not found and by_arm.several(study):
        return shown.sentence(by_arm.NO_OVERLAP)
    if not found:
        return shown.sentence("The paper does not print the sizes of two groups, so their overlap cannot be bounded.")
    order = list(dict.fromkeys(id for pair in found for id in (pair.first, pair.second)))
    order.sort(key=[group.id for group in study.groups].index)
    place = {id: at for at, id in enumerate(order, start=1)}
    records = [
        {
            "row": _row(study, pair.second, place),
            "column": str(place[pair.first]),
            "kind": _SAYS[pair.relation],
            "label": shared(pair),
            "who": f"{study.group(pair.first).label} and {study.group(pair.second).label}",
        }
        for pair in found
    ]
    kinds = [one for one in _SAYS if any(pair.relation == one for pair in found)]
    named = [_row(study, id, place) for id in order]
    x = alt.X(
        "column:N",
        sort=[str(place[id]) for id in order[:-1]],
        title="The group of that number",
        axis=alt.Axis(labelAngle=0, orient="top", domain=False, ticks=False),
    )
    y = alt.Y(
        "row:N",
        sort=named,
        scale=alt.Scale(domain=named),
        title=None,
        axis=alt.Axis(labelLimit=150, labelFontSize=11.5, grid=False, **theme.in_lines(named, 22)),
    )
    base = theme.over(records)
    tooltip = [
        alt.Tooltip("who:N", title="Groups"),
        alt.Tooltip("label:N", title="Patients in both"),
        alt.Tooltip("kind:N", title="They"),
    ]
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=[_SAYS[one] for one in kinds], range=[_COLOURS[one] for one in kinds]),
        legend=alt.Legend(columns=1, symbolType="square"),
    )
    chart = alt.layer(
        base.mark_rect(stroke=theme.PAPER, strokeWidth=3).encode(x=x, y=y, color=colour, tooltip=tooltip),
        base.mark_text(fontSize=11, color=theme.INK).encode(x=x, y=y, text="label:N", tooltip=tooltip),
    )
    must = sum(pair.relation == "shares" for pair in found)
    apart = sum(pair.relation == "disjoint" for pair in found)
    title = (
        f"Of {len(found)} pairs of groups, {values.count(apart)} "
        f"{'is' if apart == 1 else 'are'} said to share nobody, and {values.count(must)} must share patients."
    )
    caption = (
        "In each cell the fewest and the most patients in both groups, from the printed sizes, the number enrolled "
        "and, visit by visit, the counts of responders, others seen and not seen. In brackets the size of the group."
    )
    alternative = "; ".join(f"{record['who']}: {record['label']} in both" for record in records)
    return Figure(theme.themed(chart, height=34 * len(order)), title, caption, alternative + ".", name)


def shared(pair: Pair) -> str:
    """How many patients two groups share: `0`, `4–21`."""
    return str(pair.most) if pair.fewest == pair.most else f"{pair.fewest}–{pair.most}"


def _row(study: Study, group: str, place: dict[str, int]) -> str:
    return f"{place[group]} {study.group(group).label} ({study.group_size(group)})"
