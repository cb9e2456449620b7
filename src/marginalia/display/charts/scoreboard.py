"""The verdicts on the claims, by chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marginalia.audit import Judgement, Verdict
from marginalia.display import badges, shown, theme, values
from marginalia.display.charts._stacked import Part, stacked
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


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    judgements = tuple(evidence.judgements.values())
    if not judgements:
        return shown.sentence("No claims are recorded for this paper.")
    chapters = list(dict.fromkeys(judged.claim.chapter for judged in judgements))
    total = len(judgements)
    good = sum(judged.verdict is Verdict.REPRODUCED for judged in judgements)
    title = f"Of {total} claims, {good} are reproduced from the paper’s own numbers."
    caption = (
        "Every claim is one unit; signs and numbers in the bars repeat the colours. Each claim’s reason stands on the "
        "page of all claims."
    )
    parts = [part for chapter in chapters for part in _parts(judgements, chapter)]
    alternative = "Claims by chapter. " + "; ".join(
        f"{_title(chapter)}: "
        + ", ".join(f"{part.count} {part.kind[2:]}" for part in parts if part.row == _title(chapter))
        for chapter in chapters
    )
    colours = {_kind(verdict): colour for verdict, colour in _COLOURS.items()}
    chart = stacked(parts, colours, rows="Chapter", kinds="Verdict", unit="Claims")
    return Figure(chart, title, caption, alternative + ".", name)


def _parts(judgements: Sequence[Judgement], chapter: str) -> Iterator[Part]:
    for verdict in Verdict:
        sign = badges.SYMBOLS[verdict]
        count = sum(judged.claim.chapter == chapter and judged.verdict is verdict for judged in judgements)
        if count:
            text = sign if count == 1 else f"{sign}\u2009{count}"
            yield Part(_title(chapter), _kind(verdict), count, text)


def _kind(verdict: Verdict) -> str:
    return f"{badges.SYMBOLS[verdict]} {verdict.label}"


def _title(chapter: str) -> str:
    return values.capital(chapter.replace("-", " "))
