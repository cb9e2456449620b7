"""Every subgroup at one visit, beside the result of all patients."""

from __future__ import annotations

from marginalia.analysis.proportions import Assessed, by_visit
from marginalia.display import shown, theme, values
from marginalia.display.charts._forest import Kind, Mark, ends, forest
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import OVERALL, RESPONSE


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    printed = {
        group.id: {
            cell.cell.month: cell
            for cell in by_visit(study, RESPONSE, group.id, evidence.settings)
            if cell.share is not None and cell.n is not None and cell.N is not None
        }
        for group in study.groups
    }
    month = _last_covered(printed)
    if (
        month is None
        or month not in printed.get(OVERALL, {})
        or not any(printed[id] for id in printed if id != OVERALL)
    ):
        return shown.sentence("The paper does not report responders by subgroup.")
    overall = printed[OVERALL][month]
    marks = [_mark(study.group(id).label, id, cells[month]) for id, cells in printed.items() if month in cells]
    kinds = [Kind("all", theme.VERMILION, "diamond"), Kind("subgroup", theme.BLUE)]
    assert overall.share is not None
    line = theme.over([{"share": overall.share}])
    band = line.mark_rule(color=theme.VERMILION, strokeDash=[5, 4], strokeWidth=1.4).encode(x="share:Q")
    chart = forest(
        marks,
        kinds,
        title=f"Responders at {values.month(month)}",
        row_height=30,
        dodge=False,
        legend=False,
        under=[band],
    )
    apart = [
        mark
        for mark in marks
        if mark.kind == "subgroup"
        and mark.low is not None
        and mark.high is not None
        and not mark.low <= overall.share <= mark.high
    ]
    names = values.listed([mark.row for mark in apart])
    verb = "stands" if len(apart) == 1 else "stand"
    finding = f"{names} {verb} apart from the whole" if apart else "no subgroup stands clearly apart from the whole"
    whole = f"{values.fraction(overall.n or 0, overall.N or 0)}, {values.percent(overall.share)}"
    title = f"At {values.month(month)}, {finding} ({whole})."
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"Responders among those seen, with {level} intervals and n/N; the dashed line is all patients. The groups "
        "overlap, and each is part of the whole it is compared with."
    )
    alternative = "; ".join(f"{mark.row}: {mark.count}, {values.percent(mark.share)}, {mark.note}" for mark in marks)
    return Figure(chart, title, caption, alternative + ".", name)


def _last_covered(printed: dict[str, dict[float | None, Assessed]]) -> float | None:
    """The last visit at which at least half of the groups have a result."""
    months = sorted({month for cells in printed.values() for month in cells if month is not None})
    covered = [month for month in months if 2 * sum(month in cells for cells in printed.values()) >= len(printed)]
    return covered[-1] if covered else None


def _mark(label: str, group: str, cell: Assessed) -> Mark:
    assert cell.share is not None and cell.n is not None and cell.N is not None
    low, high = ends(cell.interval)
    seen = f"{cell.N} of {cell.group_size} seen" if cell.group_size else f"{cell.N} seen"
    row = f"{label} ({cell.group_size})" if cell.group_size else label
    return Mark(
        row, "all" if group == OVERALL else "subgroup", cell.share, low, high, values.fraction(cell.n, cell.N), seen
    )
