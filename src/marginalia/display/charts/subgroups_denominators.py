"""One result of one group over every denominator that the paper gives it, side by side."""

from __future__ import annotations

from marginalia.analysis.group_denominators import Counted, disputed
from marginalia.display import shown, theme, values
from marginalia.display.charts._forest import Kind, Mark, ends, forest
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import Study

_PRINTED, _COUNTED = "printed", "with everybody in the group"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    found = disputed(study, evidence.settings)
    if not found:
        return shown.sentence("The paper prints no group’s responders with two denominators.")
    marks = [_mark(study, row, several=len(found) > 1) for rows in found for row in rows]
    kinds = [Kind(_PRINTED, theme.BLUE), Kind(_COUNTED, theme.VERMILION, "diamond")]
    chart = forest(marks, kinds, title="Patients who count as improved", row_height=40, dodge=False)
    rows = found[0]
    shares = values.listed([f"{values.fraction(row.n, row.N)} ({values.percent(row.share)})" for row in rows])
    title = f"{study.group(rows[0].group).label} at {values.month(rows[0].month)}: {shares}."
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"The same responders over each denominator, with {level} intervals. {_seen(rows)}Where the denominator is the "
        "whole group, nobody who was not seen counts as improved: a lower bound, not an estimate."
    )
    alternative = "; ".join(f"{mark.row}: {mark.count}, {values.percent(mark.share)}, {mark.note}" for mark in marks)
    return Figure(chart, title, caption, alternative + ".", name)


def _seen(rows: tuple[Counted, ...]) -> str:
    """Which denominator the follow-up of the visit agrees with."""
    agreeing = [row for row in rows if row.seen]
    return f"{agreeing[0].N} is the number seen at the visit. " if agreeing else ""


def _mark(study: Study, row: Counted, *, several: bool) -> Mark:
    where = values.listed([study.section(one).title for one in row.sections])
    what = where or "Everybody in the group"
    if several:
        what = f"{study.group(row.group).label}, {values.short_month(row.month)}: {what}"
    low, high = ends(row.interval)
    note = values.interval(low, high) if low is not None and high is not None else "no interval"
    kind = _PRINTED if row.sections else _COUNTED
    return Mark(what, kind, row.share, low, high, values.fraction(row.n, row.N), note)
