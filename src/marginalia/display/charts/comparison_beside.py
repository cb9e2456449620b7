"""A group's own responders beside those of the trials that a note of the package sets against it."""

from __future__ import annotations

from marginalia.analysis.conditions import hold
from marginalia.analysis.proportions import assess
from marginalia.display import comparing, shown, theme, values
from marginalia.display.charts._forest import Kind, Mark, ends, forest
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.study.model import RESPONSE, Note

_CHAPTER = "discussion"
_OWN, _TREATED, _CONTROL = "this study", "trial: treated", "trial: control"
_ARMS = {_TREATED: "treated", _CONTROL: "control"}
_UNSEEN = "those not seen are counted among those not improved"


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    for note in evidence.study.notes_in(_CHAPTER):
        if hold(evidence.study, note.holds_when):
            own, others = _own(evidence, note), _others(evidence, note)
            if own and others:
                return _figure(own, others, name)
    return shown.sentence("No group of this study is set beside a trial of other treatments.")


def _own(evidence: Evidence, note: Note) -> list[Mark]:
    """The responders of a group that the note rests on, as often as the paper prints them, then of the whole group."""
    study = evidence.study
    marks: list[Mark] = []
    everyone: dict[int, Mark] = {}
    numbers = [study.numbers_of(id)[0] for id in note.rests_on if study.has(id)]
    for id in dict.fromkeys(number.cell for number in numbers if number.measure == RESPONSE):
        found = assess(study, id, evidence.settings)
        if found.n is None or found.N is None or found.share is None:
            continue
        low, high = ends(found.interval)
        place = study.section(found.cell.section).title
        label = f"Here, {place}, {values.short_month(found.cell.month)}"
        marks.append(Mark(label, _OWN, found.share, low, high, values.fraction(found.n, found.N), "no control group"))
        size = study.group_size(found.cell.group) if found.cell.group else None
        if size and size > found.N:
            everyone[size] = Mark(
                f"Here, of all {size}", _OWN, found.n / size, None, None, values.fraction(found.n, size), _UNSEEN
            )
    return [*marks, *everyone.values()]


def _others(evidence: Evidence, note: Note) -> list[Mark]:
    marks = []
    for row in evidence.comparators.values():
        if row.key not in note.literature or not row.responders:
            continue
        found = comparing.interval(evidence, row)
        low, high = ends(found)
        label = f"{row.label}, {values.short_month(row.month)}{' *' if row.second_hand else ''}"
        kind = _CONTROL if row.control else _TREATED
        marks.append(Mark(label, kind, row.value, low, high, comparing.count(row), f"{row.rule}; {row.note}"))
    return marks


def _figure(own: list[Mark], others: list[Mark], name: str) -> Figure:
    kinds = [
        Kind(_OWN, theme.VERMILION, "diamond"),
        Kind(_TREATED, theme.PURPLE, "triangle-up"),
        Kind(_CONTROL, theme.BLUE),
    ]
    chart = forest([*own, *others], kinds, title="Patients who count as improved", row_height=28, dodge=False)
    here = values.listed([mark.count for mark in own])
    there = values.listed([f"{mark.count} in the {_ARMS[mark.kind]} arm" for mark in others])
    title = f"The paper’s counts give {here}, with no control arm; elsewhere a trial had {there}."
    caption = (
        "Intervals from the printed counts. The rules differ (see the table), only the trial has a control arm, and "
        "nothing follows from one row being longer than another."
    )
    alternative = "; ".join(
        f"{mark.row}: {mark.count}, {values.percent(mark.share)}"
        + ("" if mark.low is None or mark.high is None else f", interval {values.interval(mark.low, mark.high)}")
        for mark in (*own, *others)
    )
    return Figure(chart, title, caption, alternative + ".", name)
