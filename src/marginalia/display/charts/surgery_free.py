"""Later surgery: the printed fraction, and what the same patients are of other denominators that the paper gives."""

from __future__ import annotations

from marginalia.analysis.follow_up import flow
from marginalia.analysis.proportions import assess
from marginalia.display import shown, theme, values
from marginalia.display.charts._forest import Kind, Mark, forest
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import LATER_SURGERY, OVERALL

#: Months after treatment from which a visit serves as a denominator. Whether to operate is decided once the treatment
#: has had time to fail, so that whoever came earlier had hardly had the chance of an operation.
_LATE = 6
_PRINTED, _OTHER = "as printed", "another denominator"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    if not any(measure.id == LATER_SURGERY for measure in study.measures):
        return shown.sentence("The paper does not report who had surgery later.")
    cell = study.best(LATER_SURGERY, OVERALL, None)
    if cell is None or cell.n is None or not cell.N or cell.n > cell.N:
        return shown.sentence("The paper does not report how many patients had surgery later.")
    had = cell.n
    bases = {"The paper's denominator": (cell.N, _PRINTED)}
    for visit in flow(study):
        if visit.seen and visit.seen >= had and visit.month >= _LATE:
            bases[f"Seen at {values.month(visit.month)}"] = (visit.seen, _OTHER)
    bases["Enrolled"] = (study.enrolled, _OTHER)
    marks = []
    for label, (base, kind) in bases.items():
        interval = evidence.settings.interval(had, base)
        low, high = (interval.low, interval.high) if interval else (None, None)
        marks.append(Mark(label, kind, had / base, low, high, values.fraction(had, base)))
    chart = forest(
        marks,
        [Kind(_PRINTED, theme.BLUE), Kind(_OTHER, theme.VERMILION, "diamond")],
        title="Had surgery later",
        row_height=28,
        dodge=False,
    )
    own = assess(study, cell, evidence.settings)
    assert own.share is not None
    span = values.interval(own.interval.low, own.interval.high) if own.interval else "unknown"
    level = values.percent(evidence.settings.confidence)
    counts = f"{values.capital(values.count(had))} of {cell.N}"
    title = f"{counts} had surgery later: {values.percent(own.share)}, {level} interval {span}."
    caption = (
        f"The same {values.plural(had, 'patient')} over the paper's denominator and over others that it gives, "
        f"with {level} intervals. Only surgery that the authors heard of is counted."
    )
    alternative = "; ".join(f"{mark.row}: {mark.count}, {values.percent(mark.share)}" for mark in marks)
    return Figure(chart, title, caption, f"Later surgery. {alternative}.", name)
