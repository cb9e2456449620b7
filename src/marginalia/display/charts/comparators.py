"""This study's responders beside proportions from the literature, treated and control."""

from __future__ import annotations

from marginalia.analysis.comparators import Comparator
from marginalia.analysis.proportions import by_visit
from marginalia.display import shown, theme, values
from marginalia.display.charts.forest import Kind, Mark, forest
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import RESPONSE

_OWN, _CONTROL, _TREATED = "this study", "sham, placebo or usual care", "treated"

#: The figures that are drawn: a label, and which side they are on. Each is the share of patients with less pain by
#: the trial's own rule; shares of trials, of effects and of harms are not comparable and stay out.
_CHOSEN: dict[str, tuple[str, str]] = {
    "respine-sham": ("Sham, cell trial", _CONTROL),
    "respine-cells": ("Cells, same trial", _TREATED),
    "mpc-saline-strict": ("Saline, strict rule", _CONTROL),
    "mpc-6m-strict": ("Cells, strict rule", _TREATED),
    "caudal-saline": ("Caudal saline", _CONTROL),
    "caudal-steroid": ("Caudal steroid", _TREATED),
    "predid-control": ("Discography alone", _CONTROL),
    "predid-prednisolone": ("Disc steroid", _TREATED),
    "sham-spine-pooled": ("Sham, 17 trials", _CONTROL),
    "chronic-pain-free-12": ("Usual care, pain-free", _CONTROL),
    "np-allograft-responders": ("Allograft, no control", _TREATED),
    "process-cmm": ("No stimulator", _CONTROL),
    "process-scs": ("Spinal stimulator", _TREATED),
}


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    rows = [evidence.comparators[id] for id in _CHOSEN if id in evidence.comparators]
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
        Mark(label, _OWN, last.share, low, high, count, "no control group"),
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
        f"Without this treatment, {values.percent(controls[0])} to {values.percent(controls[-1])} counted as improved, "
        f"depending on the rule and the patients; here it was {values.percent(last.share)}."
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


def _mark(evidence: Evidence, row: Comparator) -> Mark:
    label, kind = _CHOSEN[row.id]
    interval = evidence.settings.interval(row.events, row.n) if row.events is not None and row.n else None
    low, high = (interval.low, interval.high) if interval else (None, None)
    month = values.short_month(row.month) if row.month is not None else ""
    name = f"{label}{', ' + month if month else ''}{' *' if row.second_hand else ''}"
    count = values.fraction(row.events, row.n) if row.events is not None and row.n else f"N {row.n}" if row.n else ""
    return Mark(name, kind, row.value, low, high, count, f"{row.outcome}; {row.population}")
