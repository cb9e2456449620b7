"""Every filled form as a row of lights, one for each item in the instrument's order."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.audit.appraisal import Filled
from marginalia.display import appraisal, shown, theme, values
from marginalia.display.appraisal import COLOURS, LIGHT, MEANINGS, SYMBOLS
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.panels._forms import ABSENT
from marginalia.display.shown import Shown


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    forms = appraisal.of_kind(evidence, *appraisal.LISTS)
    if not forms:
        return shown.sentence(ABSENT)
    records: list[dict[str, Any]] = []
    for form in forms:
        for at, one in enumerate(form.answers, start=1):
            sign = appraisal.sign(one.choice)
            records.append(
                {
                    "form": form.title,
                    "at": at,
                    "item": f"{one.item.number}. {one.item.asks}",
                    "answer": appraisal.AGAIN if one.choice is None else one.choice.label,
                    "sign": f"{SYMBOLS[sign]} {MEANINGS[sign]}",
                    "symbol": SYMBOLS[sign],
                    "ink": "quiet" if sign == "na" else "dark" if sign in LIGHT else "light",
                }
            )
    titles = [form.title for form in forms]
    used = [sign for sign in MEANINGS if any(record["symbol"] == SYMBOLS[sign] for record in records)]
    longest = max(record["at"] for record in records)
    base = theme.over(records)
    x = alt.X(
        "at:O",
        title="Item, in the instrument’s order",
        scale=alt.Scale(domain=list(range(1, longest + 1)), padding=0.08),
        axis=alt.Axis(labelAngle=0, labelOverlap=True, ticks=False, domain=False),
    )
    y = alt.Y("form:N", sort=titles, title=None, scale=alt.Scale(padding=0.12), axis=alt.Axis(labelLimit=120))
    tiles = base.mark_rect(cornerRadius=2).encode(
        x=x,
        y=y,
        color=alt.Color(
            "sign:N",
            scale=alt.Scale(
                domain=[f"{SYMBOLS[sign]} {MEANINGS[sign]}" for sign in used], range=[COLOURS[sign] for sign in used]
            ),
            legend=alt.Legend(columns=2, symbolType="square", labelLimit=160),
        ),
        tooltip=[
            alt.Tooltip("form:N", title="Form"),
            alt.Tooltip("item:N", title="Asked"),
            alt.Tooltip("answer:N", title="Answer"),
        ],
    )
    words = [
        base.transform_filter(alt.datum.ink == ink)
        .mark_text(fontSize=12, fontWeight=700, color=colour)
        .encode(x=x, y=y, text="symbol:N")
        for ink, colour in (("quiet", theme.TEXT), ("dark", theme.INK), ("light", theme.CHALK))
    ]
    return Figure(
        theme.themed(alt.layer(tiles, *words), height=27 * len(forms)),
        _title(forms),
        "One square is one item, in the order of its instrument; the sign in it repeats the colour. What each item "
        "asks, and why it was answered so, stands in the forms.",
        "Signs by form, in the items’ order. "
        + "; ".join(
            f"{title}: " + " ".join(record["symbol"] for record in records if record["form"] == title)
            for title in titles
        )
        + ". Plus means in favour, plus-minus in part, minus a concern, a cross a grave one, a question mark that it "
        "cannot be told, a dot that it has no bearing, an exclamation mark that it is to be judged again.",
        name,
    )


def _title(forms: tuple[Filled, ...]) -> str:
    grave = [
        f"{form.title} ({one.item.asks.rstrip('?').lower()})"
        for form in forms
        for one in form.answers
        if one.choice is not None and one.choice.light == "grave"
    ]
    return f"The gravest answer: {values.listed(grave)}." if grave else "No answer names a grave concern."
