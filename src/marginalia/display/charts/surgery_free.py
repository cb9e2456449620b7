"""Later surgery: the printed fraction, what the same patients are of other denominators, and what those not heard of
leave open."""

from __future__ import annotations

import altair as alt

from marginalia.analysis.later_surgery import LaterSurgery, later_surgery
from marginalia.display import shown, theme, values
from marginalia.display.charts._forest import Kind, Mark, ends, forest
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_PRINTED, _OTHER = "as printed", "another denominator"
_OPEN = "Enrolled, fate unknown"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    found = later_surgery(evidence.study, evidence.settings)
    if found is None:
        return shown.sentence("The paper does not report how many patients had surgery later.")
    marks = _marks(found)
    low, high = found.bounds(found.bases[0])
    span = theme.over([{"row": _OPEN, "from": low, "to": high}])
    row = alt.Y("row:N", sort=[*(mark.row for mark in marks), _OPEN], title=None)
    under = span.mark_bar(color=theme.GREY, height=11, opacity=0.75).encode(x="from:Q", x2="to:Q", y=row)
    open_count = f"{found.had} to {round(high * found.enrolled)}/{found.enrolled}"
    chart = forest(
        [*marks, Mark(_OPEN, _OTHER, low, None, None, open_count)],
        [Kind(_PRINTED, theme.BLUE), Kind(_OTHER, theme.VERMILION, "diamond")],
        title="Had surgery later",
        row_height=28,
        dodge=False,
        under=[under],
    )
    own = found.bases[0]
    level = values.percent(evidence.settings.confidence)
    interval = "unknown" if own.interval is None else values.interval(own.interval.low, own.interval.high)
    counts = f"{values.capital(values.count(found.had))} of {own.known}"
    title = f"{counts} had surgery later: {values.percent(found.had / own.known)}, {level} interval {interval}."
    caption = (
        f"The same {values.plural(found.had, 'patient')} over the paper’s denominator and over others that it gives, "
        f"with {level} intervals, which measure chance alone. The grey bar runs from nobody to everybody among the "
        f"{found.enrolled - own.known} enrolled who are not in the paper’s denominator: {values.interval(low, high)}."
    )
    told = "; ".join(f"{mark.row}: {mark.count}, {values.percent(mark.share)}" for mark in marks)
    alternative = f"Later surgery. {told}; {values.inline(_OPEN)}: {open_count}, {values.interval(low, high)}."
    return Figure(chart, title, caption, alternative, name)


def _marks(found: LaterSurgery) -> list[Mark]:
    marks = []
    for place, base in enumerate(found.bases):
        label = "The paper’s denominator" if base.month is None else f"Seen at {values.month(base.month)}"
        low, high = ends(base.interval)
        share, count = found.had / base.known, values.fraction(found.had, base.known)
        marks.append(Mark(label, _OTHER if place else _PRINTED, share, low, high, count))
    low, high = ends(found.whole)
    count = values.fraction(found.had, found.enrolled)
    marks.append(Mark("Enrolled", _OTHER, found.had / found.enrolled, low, high, count))
    return marks
