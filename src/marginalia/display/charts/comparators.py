"""This study's responders beside proportions from the literature, treated and control."""

from __future__ import annotations

from marginalia.analysis.comparators import Comparator
from marginalia.analysis.proportions import by_visit
from marginalia.display import shown, theme, values
from marginalia.display.charts._forest import Kind, Mark, forest
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import RESPONSE, Study

_OWN, _CONTROL, _TREATED = "this study", "sham, placebo or usual care", "treated"

_KINDS = {"control": _CONTROL, "treated": _TREATED}


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    rows = [row for row in evidence.comparators.values() if row.side]
    own = [
        cell
        for cell in by_visit(evidence.study, RESPONSE, settings=evidence.settings)
        if cell.share is not None and cell.n is not None and cell.N is not None
    ]
    if not rows or not own:
        return shown.sentence("There is no responder share, here or in the literature, to compare.")
    last = own[-1]
    assert last.share is not None and last.n is not None and last.N is not None
    low, high = (last.interval.low, last.interval.high) if last.interval else (None, None)
    count = values.fraction(last.n, last.N)
    label = f"This study, {values.short_month(last.cell.month)}"
    marks = [
        Mark(label, _OWN, last.share, low, high, count, _control_of(evidence.study)),
        *(_mark(evidence, row) for row in rows),
    ]
    kinds = [Kind(_OWN, theme.VERMILION, "diamond"), Kind(_CONTROL, theme.BLUE), Kind(_TREATED, theme.GREEN, "square")]
    line = (
        theme.over([{"share": last.share}])
        .mark_rule(color=theme.VERMILION, strokeDash=[5, 4], strokeWidth=1.3)
        .encode(x="share:Q")
    )
    controls = sorted(mark.share for mark in marks if mark.kind == _CONTROL)
    chart = forest(marks, kinds, title="Patients who count as improved", row_height=26, dodge=False, under=[line])
    title = (
        f"In the control arms {values.percent(controls[0])} to {values.percent(controls[-1])} counted as improved, by "
        f"different rules and in different patients; here {values.percent(last.share)} did."
        if controls
        else f"Here {values.percent(last.share)} counted as improved."
    )
    caption = (
        "The trials differ in patients, rule and time (see the tooltips and the sources in the text), so that no "
        "single rate may be subtracted. Intervals where the numbers of patients and events are known; * reported at "
        "second hand."
    )
    alternative = "; ".join(
        f"{mark.row}: {values.percent(mark.share)} ({mark.count or 'count not known'})" for mark in marks
    )
    return Figure(chart, title, caption, alternative + ".", name)


def _control_of(study: Study) -> str:
    return "with a control group" if "control-group" in study.design.features else "no control group"


def _mark(evidence: Evidence, row: Comparator) -> Mark:
    label, kind = row.label, _KINDS[row.side]
    interval = evidence.settings.interval(row.events, row.n) if row.events is not None and row.n else None
    low, high = (interval.low, interval.high) if interval else (None, None)
    month = values.short_month(row.month) if row.month is not None else ""
    name = f"{label}{', ' + month if month else ''}{' *' if row.second_hand else ''}"
    count = (
        values.fraction(row.events, row.n) if row.events is not None and row.n else f"{row.n} enrolled" if row.n else ""
    )
    return Mark(name, kind, row.value, low, high, count, f"{row.outcome}; {row.population}")
