"""Where instruments ask after the same thing: their answers side by side."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.display import appraisal, shown, theme, values
from marginalia.display.appraisal import COLOURS, LIGHT, MEANINGS, SYMBOLS, Sign
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

#: A theme is drawn where so many instruments ask after it.
LEAST = 2


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    asked = side_by_side(evidence)
    if not asked:
        return shown.sentence("No two of the filled forms ask after the same thing.")
    records: list[dict[str, Any]] = []
    for topic, answers in asked.items():
        for form, sign in answers.items():
            records.append(
                {
                    "theme": values.capital(topic),
                    "form": form,
                    "sign": f"{SYMBOLS[sign]} {MEANINGS[sign]}",
                    "symbol": SYMBOLS[sign],
                    "ink": "quiet" if sign == "na" else "dark" if sign in LIGHT else "light",
                }
            )
    topics = [values.capital(topic) for topic in asked]
    order = [form.instrument.short for form in evidence.forms]
    columns = [short for short in dict.fromkeys(order) if any(record["form"] == short for record in records)]
    used = [sign for sign in MEANINGS if any(record["symbol"] == SYMBOLS[sign] for record in records)]
    base = theme.over(records)
    x = alt.X(
        "form:N",
        sort=columns,
        title=None,
        scale=alt.Scale(padding=0.06),
        axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=110, ticks=False, domain=False),
    )
    y = alt.Y("theme:N", sort=topics, title=None, scale=alt.Scale(padding=0.1), axis=alt.Axis(labelLimit=150))
    tiles = base.mark_rect(cornerRadius=2).encode(
        x=x,
        y=y,
        color=alt.Color(
            "sign:N",
            scale=alt.Scale(
                domain=[f"{SYMBOLS[sign]} {MEANINGS[sign]}" for sign in used], range=[COLOURS[sign] for sign in used]
            ),
            legend=alt.Legend(columns=2, symbolType="square", labelLimit=160, orient="bottom"),
        ),
        tooltip=[
            alt.Tooltip("theme:N", title="Asked after"),
            alt.Tooltip("form:N", title="Instrument"),
            alt.Tooltip("sign:N", title="Answer"),
        ],
    )
    words = [
        base.transform_filter(alt.datum.ink == ink)
        .mark_text(fontSize=13, fontWeight=700, color=colour)
        .encode(x=x, y=y, text="symbol:N")
        for ink, colour in (("quiet", theme.TEXT), ("dark", theme.INK), ("light", theme.CHALK))
    ]
    split = divided(asked)
    several = f"{values.plural(len(asked), 'thing')} that several instruments ask after"
    title = (
        f"On {values.count(len(split))} of {several}, one speaks in favour where another names a concern."
        if split
        else f"On {several}, none speaks in favour where another names a concern."
    )
    return Figure(
        theme.themed(alt.layer(tiles, *words), height=27 * len(topics)),
        title,
        "A square is an answer; an empty place means that the instrument does not ask. Like things are not always "
        "asked alike: a limit of 5% and one of 20% are both questions about the missing.",
        "Answers by what is asked. "
        + "; ".join(
            f"{values.capital(topic)}: " + ", ".join(f"{form} {MEANINGS[sign]}" for form, sign in answers.items())
            for topic, answers in asked.items()
        )
        + ".",
        name,
    )


def side_by_side(evidence: Evidence) -> dict[str, dict[str, Sign]]:
    """For each thing that at least two instruments ask after: each instrument's answer. The first form and the first
    item speak for an instrument that has several."""
    asked: dict[str, dict[str, Sign]] = {}
    for form in evidence.forms:
        for one in form.answers:
            if one.item.theme:
                asked.setdefault(one.item.theme, {}).setdefault(form.instrument.short, appraisal.sign(one.choice))
    return {topic: answers for topic, answers in asked.items() if len(answers) >= LEAST}


def divided(asked: dict[str, dict[str, Sign]]) -> list[str]:
    """The things on which one instrument answers in favour and another with a concern."""
    return [
        topic
        for topic, answers in asked.items()
        if "good" in answers.values() and {"concern", "grave"} & set(answers.values())
    ]
