"""How many printed numbers of each section the patients give back, do not give back, or do not know."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.analysis.recomputed import Answer, Recomputation
from marginalia.display import shown, theme
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.panels._recomputed import NO_PATIENTS, SIGNS
from marginalia.display.shown import Shown

_COLOURS: dict[Answer, str] = {
    "agrees": theme.GREEN,
    "differs": theme.VERMILION,
    "cannot be read": theme.AMBER,
    "cannot be recomputed": theme.GREY,
}
_LIGHT: tuple[Answer, ...] = ("cannot be read", "cannot be recomputed")
#: A bar shorter than this share of the longest one has no room for its count.
_ROOM = 0.045


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    made = evidence.recomputation
    if made is None:
        return shown.sentence(NO_PATIENTS)
    records = _records(made)
    if not records:
        return shown.sentence("The paper prints no number.")
    used = [answer for answer in _COLOURS if any(record["answer"] == answer for record in records)]
    names = [f"{SIGNS[answer]} {answer}" for answer in used]
    sections = list(dict.fromkeys(str(record["section"]) for record in records))
    longest = max(record["to"] for record in records)
    base = theme.over(records)
    y = alt.Y("section:N", sort=sections, title=None)
    x = alt.X(
        "from:Q",
        title="Printed numbers",
        axis=alt.Axis(tickMinStep=1, grid=False),
        scale=alt.Scale(domain=[0, longest], nice=False),
    )
    chart = alt.layer(
        base.mark_bar(stroke=theme.PAPER, strokeWidth=1.5, height=20).encode(
            x=x,
            x2="to:Q",
            y=y,
            color=alt.Color(
                "named:N",
                scale=alt.Scale(domain=names, range=[_COLOURS[answer] for answer in used]),
                legend=alt.Legend(columns=2, symbolType="square", labelLimit=180),
            ),
            tooltip=[
                alt.Tooltip("section:N", title="Section"),
                alt.Tooltip("named:N", title="Outcome"),
                alt.Tooltip("count:Q", title="Numbers"),
            ],
        ),
        *(
            base.transform_filter(alt.datum.light == light)
            .mark_text(fontSize=12, fontWeight=700, color=ink)
            .encode(x="middle:Q", y=y, text="text:N")
            for light, ink in ((True, theme.INK), (False, theme.CHALK))
        ),
    )
    title = (
        f"{made.counts['agrees']} of the {made.compared} printed numbers that the patients can be held against agree."
    )
    caption = (
        "Every printed number, by section. Signs and counts repeat the colours; a sliver of a bar has no room for them."
    )
    alternative = "Printed numbers by section. " + "; ".join(
        f"{section}: " + ", ".join(f"{one['count']} {one['answer']}" for one in records if one["section"] == section)
        for section in sections
    )
    return Figure(theme.themed(chart, height=28 * len(sections)), title, caption, f"{alternative}.", name)


def _records(made: Recomputation) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = []
    sizes = [sum(one.number.section == section.id for one in made.numbers) for section in made.study.sections]
    for section in made.study.sections:
        at = 0
        for answer in _COLOURS:
            count = sum(one.number.section == section.id and one.answer == answer for one in made.numbers)
            if count:
                records.append(
                    {
                        "section": section.title,
                        "answer": answer,
                        "named": f"{SIGNS[answer]} {answer}",
                        "text": f"{SIGNS[answer]} {count}"
                        if count >= _ROOM * 2 * max(sizes)
                        else str(count)
                        if count >= _ROOM * max(sizes)
                        else "",
                        "light": answer in _LIGHT,
                        "count": count,
                        "from": at,
                        "to": at + count,
                        "middle": at + count / 2,
                    }
                )
                at += count
    return records
