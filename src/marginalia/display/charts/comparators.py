"""This study's responders beside those of other studies, by what their patients were given."""

from __future__ import annotations

from marginalia.analysis.comparators import Comparator, control_range, of_study
from marginalia.display import by_arm, comparing, shown, theme, values
from marginalia.display.charts._forest import Kind, Mark, ends, forest
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_OWN = "this study"

#: How each family of arms is drawn; each by a colour and a shape of its own.
_FAMILIES: dict[str, Kind] = {
    _OWN: Kind(_OWN, theme.VERMILION, "diamond"),
    "sham": Kind("control: sham, saline", theme.BLUE),
    "course": Kind("control: usual care", theme.SKY, "cross"),
    "cells": Kind("treated: cells, tissue", theme.GREEN, "square"),
    "surgery": Kind("treated: surgery, device", theme.PURPLE, "triangle-up"),
    "injections": Kind("treated: other", theme.AMBER, "triangle-down"),
}


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    rows = [one for one in of_study(study, evidence.comparators.values()) if one.responders and one.label]
    own = headline(study, evidence.settings)
    if not rows or own is None or own.share is None or own.n is None or own.N is None:
        return shown.sentence(
            "There is no responder share of all arms together here, and none in the literature that the package cites, "
            "to compare."
            if by_arm.several(study)
            else "There is no responder share, here or in the literature that the package cites, to compare."
        )
    low, high = ends(own.interval)
    count = values.fraction(own.n, own.N)
    controlled = "with a control group" if "control-group" in study.design.features else "no control group"
    marks = [
        Mark(f"This study, {values.short_month(own.cell.month)}", _OWN, own.share, low, high, count, controlled),
        *(
            _mark(evidence, row)
            for family in _FAMILIES
            for row in sorted(rows, key=lambda row: -row.value)
            if comparing.FAMILY.get(row.kind) == family
        ),
    ]
    line = (
        theme.over([{"share": own.share}])
        .mark_rule(color=theme.VERMILION, strokeDash=[5, 4], strokeWidth=1.3)
        .encode(x="share:Q")
    )
    kinds = list(_FAMILIES.values())
    chart = forest(marks, kinds, title="Patients who count as improved", row_height=25, dodge=False, under=[line])
    extremes = control_range(rows)
    title = (
        f"In control arms {values.percent(extremes[0].value)} to {values.percent(extremes[1].value)} counted as "
        f"improved, by different rules and in different patients; here {values.percent(own.share)} did, "
        "without a control arm."
        if extremes and controlled == "no control group"
        else f"Here {values.percent(own.share)} counted as improved."
    )
    caption = (
        f"The dashed line is this study’s {count}, for comparison by eye and not for subtraction: each row has its own "
        "rule, patients and visit, which the next table writes out. Intervals where the events are printed; where only "
        "a percentage is, the number at the right is that of patients allotted. * reported at second hand."
    )
    alternative = "; ".join(
        f"{mark.row} ({mark.kind}): {values.percent(mark.share)} ({mark.count or 'count not known'})" for mark in marks
    )
    return Figure(chart, title, caption, alternative + ".", name)


def _mark(evidence: Evidence, row: Comparator) -> Mark:
    interval = comparing.interval(evidence, row)
    low, high = ends(interval)
    month = f", {values.short_month(row.month)}" if row.month is not None else ""
    kind = _FAMILIES[comparing.FAMILY[row.kind]].name
    return Mark(
        f"{row.label}{month}{' *' if row.second_hand else ''}",
        kind,
        row.value,
        low,
        high,
        comparing.count(row),
        f"{row.rule}; {row.population}{'; reported' if row.second_hand else ''}",
    )
