"""The groups' shares as printed and drawn towards what they have in common: a sensitivity analysis."""

from __future__ import annotations

from marginalia.analysis.shrinkage import shrunken
from marginalia.display import shown, theme, values
from marginalia.display.charts._forest import Kind, Mark, ends, forest
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_PRINTED, _SHRUNKEN = "as printed", "drawn together"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study, settings = evidence.study, evidence.settings
    overall = headline(study, settings)
    month = None if overall is None else overall.cell.month
    found = () if month is None else shrunken(study, month, settings)
    if not found:
        return shown.sentence("The paper prints no two groups’ responders that could be drawn together.")
    marks = []
    for one in found:
        label, count = study.group(one.group).label, values.fraction(one.n, one.N)
        raw = settings.interval(one.n, one.N)
        low, high = ends(raw)
        marks.append(Mark(label, _PRINTED, one.share, low, high, count))
        marks.append(Mark(label, _SHRUNKEN, one.shrunken, one.low, one.high, ""))
    kinds = [Kind(_PRINTED, theme.GREY), Kind(_SHRUNKEN, theme.BLUE, "square")]
    chart = forest(marks, kinds, title=f"Responders at {values.month(month)}", row_height=20)
    shares, drawn = [one.share for one in found], [one.shrunken for one in found]
    title = (
        f"Drawn together, the groups’ shares lie between {values.percent(min(drawn))} and "
        f"{values.percent(max(drawn))}, instead of between {values.percent(min(shares))} and "
        f"{values.percent(max(shares))}."
    )
    level = values.percent(settings.confidence)
    caption = (
        f"Each group’s responders with {level} intervals: by itself, and if the groups’ true shares are taken for one "
        "family, so that a small group borrows most from the others. The model takes the groups for separate people. "
        "They are not, so that the second intervals are too narrow, by how much nobody can say who does not know the "
        "overlap."
    )
    alternative = "; ".join(
        f"{study.group(one.group).label}: {values.fraction(one.n, one.N)}, {values.percent(one.share)}, drawn to "
        f"{values.percent(one.shrunken)} ({values.interval(one.low, one.high)})"
        for one in found
    )
    return Figure(chart, title, caption, alternative + ".", name)
