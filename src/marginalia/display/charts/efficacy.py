"""Responders of every group at every visit: shares, intervals, n/N."""

from __future__ import annotations

from marginalia.analysis.proportions import by_visit
from marginalia.display import by_arm, shown, values
from marginalia.display.charts._forest import Mark, ends, forest, visits
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import RESPONSE


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    marks = []
    widths = []
    for group in study.groups:
        for cell in by_visit(study, RESPONSE, group.id, evidence.settings):
            if cell.share is None or cell.n is None or cell.N is None:
                continue
            low, high = ends(cell.interval)
            size = f"{cell.N} of {cell.group_size} seen" if cell.group_size else ""
            kind, count = values.month(cell.cell.month), values.fraction(cell.n, cell.N)
            marks.append(Mark(group.label, kind, cell.share, low, high, count, size))
            if low is not None and high is not None:
                widths.append((high - low, group.label, kind, count))
    if not marks:
        return shown.sentence("The paper does not report how many patients of each group responded.")
    months = dict.fromkeys(mark.kind for mark in sorted(marks, key=lambda mark: float(mark.kind.split()[0])))
    among = by_arm.counted_among(evidence.study)
    chart = forest(marks, visits(list(months)), title=f"Responders among {among}", row_height=17)
    level = values.percent(evidence.settings.confidence)
    widest = max(widths, default=None)
    title = (
        f"The smaller the group, the less its percentage says: {widest[3]} in “{widest[1]}” "
        f"at {widest[2]} leaves {values.percent(widest[0]).rstrip('%')} points of doubt."
        if widest
        else "Responders of every group at every visit."
    )
    caption = f"Responders among {among}, by group and visit, with {level} intervals; n/N at the right."
    alternative = f"Responders among {among}. " + "; ".join(
        f"{mark.row}, {mark.kind}: {mark.count}, {values.percent(mark.share)}" for mark in marks
    )
    return Figure(chart, title, caption, alternative + ".", name)
