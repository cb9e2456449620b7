"""The answers of every filled form, by what they say of the study."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.audit.appraisal import Filled
from marginalia.display import appraisal, shown, theme, values
from marginalia.display.appraisal import COLOURS, LIGHT, MEANINGS, SYMBOLS, Sign
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.panels._forms import ABSENT
from marginalia.display.shown import Shown


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    forms = appraisal.of_kind(evidence, *appraisal.LISTS)
    if not forms:
        return shown.sentence(ABSENT)
    counts = {form.appraisal.id: _counts(form) for form in forms}
    titles = {form.appraisal.id: form.title for form in forms}
    records: list[dict[str, Any]] = []
    for id, counted in counts.items():
        at = 0
        for sign, count in counted.items():
            if count:
                records.append(
                    {
                        "form": titles[id],
                        "answer": _named(sign),
                        "symbol": SYMBOLS[sign] if count == 1 else f"{SYMBOLS[sign]}\u2009{count}",
                        "dark": sign in LIGHT,
                        "quiet": sign == "na",
                        "count": count,
                        "from": at,
                        "to": at + count,
                        "middle": at + count / 2,
                    }
                )
                at += count
    used = [sign for sign in MEANINGS if any(counted[sign] for counted in counts.values())]
    base = theme.over(records)
    y = alt.Y("form:N", sort=list(titles.values()), title=None, axis=alt.Axis(labelLimit=120))
    x = alt.X(
        "from:Q",
        title="Items of the instrument",
        axis=alt.Axis(tickMinStep=1, grid=False),
        scale=alt.Scale(domain=[0, max(record["to"] for record in records)], nice=False),
    )
    bars = base.mark_bar(stroke=theme.PAPER, strokeWidth=1.5, height=20).encode(
        x=x,
        x2="to:Q",
        y=y,
        color=alt.Color(
            "answer:N",
            scale=alt.Scale(domain=[_named(sign) for sign in used], range=[COLOURS[sign] for sign in used]),
            legend=alt.Legend(columns=2, symbolType="square", labelLimit=160),
        ),
        tooltip=[
            alt.Tooltip("form:N", title="Form"),
            alt.Tooltip("answer:N", title="Answers"),
            alt.Tooltip("count:Q", title="Items"),
        ],
    )
    inks = (
        ("datum.quiet", theme.TEXT),
        ("!datum.quiet && datum.dark", theme.INK),
        ("!datum.quiet && !datum.dark", theme.CHALK),
    )
    words = [
        base.transform_filter(test)
        .mark_text(fontSize=12, fontWeight=700, color=ink)
        .encode(x="middle:Q", y=y, text="symbol:N")
        for test, ink in inks
    ]
    return Figure(
        theme.themed(alt.layer(bars, *words), height=28 * len(forms)),
        _title(counts),
        "Every item is one unit; signs and numbers in the bars repeat the colours. The forms below give each reason. "
        "Items of different instruments do not weigh alike, so that bars say where to look and cannot be averaged.",
        "Answers by form. "
        + "; ".join(
            f"{titles[id]}: " + ", ".join(f"{count} {MEANINGS[sign]}" for sign, count in counted.items() if count)
            for id, counted in counts.items()
        )
        + ".",
        name,
    )


def _counts(form: Filled) -> dict[Sign, int]:
    given = [appraisal.sign(one.choice) for one in form.answers]
    return {sign: given.count(sign) for sign in MEANINGS}


def _named(sign: Sign) -> str:
    return f"{SYMBOLS[sign]} {MEANINGS[sign]}"


def _title(counts: dict[str, dict[Sign, int]]) -> str:
    total = sum(sum(counted.values()) for counted in counts.values())
    good = sum(counted["good"] for counted in counts.values())
    bad = sum(counted["concern"] + counted["grave"] for counted in counts.values())
    forms = values.plural(len(counts), "form")
    favour = f"{good} speak{'s' if good == 1 else ''} in the study’s favour"
    return f"Of {total} answers on {forms}, {favour} and {bad} name{'s' if bad == 1 else ''} a concern."
