"""The verdicts on the claims, by chapter."""

from __future__ import annotations

from typing import Any

import altair as alt

from marginalia.audit import Verdict
from marginalia.display import badges, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_COLOURS: dict[Verdict, str] = {
    Verdict("reproduced"): theme.GREEN,
    Verdict("rounding"): theme.SKY,
    Verdict("uncheckable"): theme.GREY,
    Verdict("not-supported"): theme.AMBER,
    Verdict("beyond-design"): theme.PURPLE,
    Verdict("contradicted"): theme.VERMILION,
    Verdict("impossible"): theme.RED,
}

_LIGHT = (theme.SKY, theme.GREY, theme.AMBER)


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    judgements = tuple(evidence.judgements.values())
    if not judgements:
        return shown.sentence("No claims are recorded for this paper.")
    chapters = list(dict.fromkeys(judged.claim.chapter for judged in judgements))
    records: list[dict[str, Any]] = []
    for chapter in chapters:
        at = 0
        for verdict in Verdict:
            count = sum(judged.claim.chapter == chapter and judged.verdict is verdict for judged in judgements)
            if count:
                records.append(
                    {
                        "chapter": _title(chapter),
                        "verdict": f"{badges.SYMBOLS[verdict]} {verdict.label}",
                        "symbol": badges.SYMBOLS[verdict] if count == 1 else f"{badges.SYMBOLS[verdict]}\u2009{count}",
                        "light": _COLOURS[verdict] in _LIGHT,
                        "count": count,
                        "from": at,
                        "to": at + count,
                        "middle": at + count / 2,
                    }
                )
                at += count
    used = [verdict for verdict in Verdict if any(judged.verdict is verdict for judged in judgements)]
    names = [f"{badges.SYMBOLS[verdict]} {verdict.label}" for verdict in used]
    y = alt.Y("chapter:N", sort=[_title(chapter) for chapter in chapters], title=None)
    base = theme.over(records)
    longest = max(record["to"] for record in records)
    x = alt.X(
        "from:Q",
        title="Claims",
        axis=alt.Axis(tickMinStep=1, grid=False),
        scale=alt.Scale(domain=[0, longest], nice=False),
    )
    chart = alt.layer(
        base.mark_bar(stroke=theme.PAPER, strokeWidth=1.5, height=20).encode(
            x=x,
            x2="to:Q",
            y=y,
            color=alt.Color(
                "verdict:N",
                scale=alt.Scale(domain=names, range=[_COLOURS[verdict] for verdict in used]),
                legend=alt.Legend(columns=2, symbolType="square", labelLimit=160),
            ),
            tooltip=[
                alt.Tooltip("chapter:N", title="Chapter"),
                alt.Tooltip("verdict:N", title="Verdict"),
                alt.Tooltip("count:Q", title="Claims"),
            ],
        ),
        *(
            base.transform_filter(alt.datum.light == light)
            .mark_text(fontSize=12, fontWeight=700, color=ink)
            .encode(x="middle:Q", y=y, text="symbol:N")
            for light, ink in ((True, theme.INK), (False, theme.CHALK))
        ),
    )
    total = len(judgements)
    good = sum(judged.verdict is Verdict.REPRODUCED for judged in judgements)
    title = f"Of {total} claims, {good} are reproduced from the paper’s own numbers."
    caption = (
        "Every claim is one unit; signs and numbers in the bars repeat the colours. Each claim’s reason stands on the "
        "page of all claims."
    )
    alternative = "Claims by chapter. " + "; ".join(
        f"{_title(chapter)}: "
        + ", ".join(
            f"{record['count']} {record['verdict'][2:]}" for record in records if record["chapter"] == _title(chapter)
        )
        for chapter in chapters
    )
    return Figure(theme.themed(chart, height=28 * len(chapters)), title, caption, alternative + ".", name)


def _title(chapter: str) -> str:
    return values.capital(chapter.replace("-", " "))
