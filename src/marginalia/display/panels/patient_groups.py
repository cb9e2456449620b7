"""Every group at the last visit: responders, and how far half of the patients improved."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.analysis.patient_changes import by_threshold, members, spreads
from marginalia.display import by_patient, markup, shown, values
from marginalia.display.charts.patient_threshold import NO_RULE, judged_last
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import Group, Outcome


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    month = judged_last(made)
    if month is None:
        return shown.sentence(NO_RULE)
    outcomes = by_patient.shown_outcomes(made)
    caption = markup.myst(
        f"Each group at {values.month(month)}, of those seen: responders with the interval of their share "
        f"({values.percent(made.settings.confidence)}), and the median improvement with its quartiles. Groups may "
        f"share patients.{by_patient.left_out(made)}{by_patient.made_up(made)}"
    )
    columns = ("Group", "Patients", "Responders", *(one.label for one in outcomes))
    return Table(name, caption, columns, tuple(_rows(made, month, outcomes)), "ranges")


def _rows(made: PatientAnalyses, month: float, outcomes: tuple[Outcome, ...]) -> Iterator[Row]:
    for group in made.study.groups:
        if group.id not in made.cohort.without_groups and members(made.cohort, group.id):
            yield _row(made, group, month, outcomes)


def _row(made: PatientAnalyses, group: Group, month: float, outcomes: tuple[Outcome, ...]) -> Row:
    many = str(len(members(made.cohort, group.id)))
    changes = (Entry(_improved(made, group.id, month, outcome)) for outcome in outcomes)
    return Row(Entry.plain(group.label), (Entry.plain(many), Entry(_responders(made, group.id, month)), *changes))


def _responders(made: PatientAnalyses, group: str, month: float) -> tuple[str, ...]:
    found = by_threshold(made.study, made.cohort, month, [1.0], group=group, settings=made.settings)
    if not found or found[0].interval is None:
        return (markup.myst("nobody seen"),)
    one, interval = found[0], found[0].interval
    lines = (values.fraction(one.n, one.N), values.interval(interval.low, interval.high))
    return tuple(map(markup.myst, lines))


def _improved(made: PatientAnalyses, group: str, month: float, outcome: Outcome) -> tuple[str, ...]:
    found = spreads(made.study, made.cohort, outcome, change=True, group=group, settings=made.settings)
    for one in found:
        if one.month == month:
            quartiles = [] if one.quartiles is None else [by_patient.between(one.quartiles)]
            return tuple(map(markup.myst, [values.number(one.median, 1), *quartiles]))
    return ()
