"""Everybody enrolled, one sign each, at every visit: responder, seen and not, not seen."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.fates import Fate, fates
from marginalia.display import by_arm, shown, theme, values
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_RESPONDER, _SEEN, _UNSEEN = "responder", "seen, no response", "not seen"
_CROSS = "M-0.75,-0.75L0.75,0.75M0.75,-0.75L-0.75,0.75"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    known = [fate for fate in fates(evidence.study) if fate.complete]
    if not known:
        return shown.sentence(by_arm.no_fates(evidence.study))
    size = known[0].size or 0
    across = min(24, size) if size <= 120 else 40
    down = -(-size // across)
    records = [
        {
            "x": index % across,
            "y": visit * (down + 0.9) + index // across,
            "fate": fate_name,
            "visit": values.capital(values.month(fate.month)),
            "split": _split(fate),
        }
        for visit, fate in enumerate(known)
        for index, fate_name in enumerate(_signs(fate))
    ]
    labels = {visit * (down + 0.9) + (down - 1) / 2: values.month(fate.month) for visit, fate in enumerate(known)}
    names = [_RESPONDER, _SEEN, _UNSEEN]
    expression = " : ".join(f"abs(datum.value - {at}) < 0.01 ? '{label}'" for at, label in labels.items()) + " : ''"
    legend = alt.Legend(columns=3, symbolStrokeWidth=1.6, symbolSize=80)
    chart = (
        theme.over(records)
        .mark_point(strokeWidth=1.6, size=62, opacity=1, filled=False)
        .encode(
            x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.6, across - 0.4], nice=False)),
            y=alt.Y(
                "y:Q",
                title=None,
                scale=alt.Scale(domain=[len(known) * (down + 0.9) - 1.4, -0.6], nice=False),
                axis=alt.Axis(values=list(labels), labelExpr=expression, grid=False),
            ),
            shape=alt.Shape("fate:N", scale=alt.Scale(domain=names, range=["circle", "circle", _CROSS]), legend=legend),
            fill=alt.Fill(
                "fate:N", scale=alt.Scale(domain=names, range=[theme.BLUE, theme.PAPER, theme.PAPER]), legend=legend
            ),
            stroke=alt.Stroke(
                "fate:N", scale=alt.Scale(domain=names, range=[theme.BLUE, theme.VERMILION, theme.QUIET]), legend=legend
            ),
            tooltip=[
                alt.Tooltip("visit:N", title="Visit"),
                alt.Tooltip("fate:N", title="This patient"),
                alt.Tooltip("split:N", title="All"),
            ],
        )
    )
    last = known[-1]
    title = (
        f"At {values.month(last.month)}, {last.responders} of {last.size} are known responders, "
        f"{last.seen_without} were seen without a response and {last.not_seen or 'none'} were not seen."
    )
    caption = "One sign is one enrolled patient; a row of signs is a visit."
    if any(fate.not_seen for fate in known):
        caption += " Nobody knows how the crosses fared."
    alternative = f"All {size} enrolled patients by visit. " + "; ".join(
        f"{values.month(fate.month)}: {_split(fate)}" for fate in known
    )
    height = 17 * (len(known) * (down + 0.9) - 0.9)
    return Figure(theme.themed(chart, height=height), title, caption, alternative + ".", name)


def _signs(fate: Fate) -> list[str]:
    counts = ((_RESPONDER, fate.responders), (_SEEN, fate.seen_without), (_UNSEEN, fate.not_seen))
    return [name for name, count in counts for _ in range(count or 0)]


def _split(fate: Fate) -> str:
    return f"{fate.responders} responders, {fate.seen_without} seen without a response, {fate.not_seen} not seen"
