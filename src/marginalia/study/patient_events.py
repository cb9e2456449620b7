"""`events.csv`: what happened to patients, adverse events and later operations alike.

A row an event: `patient`, `measure` (of `study.yml`), and where known `month` since treatment, `what` happened in
words, whether it was `serious`, and whether it was `related` to the treatment (yes, no, unclear).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, GROUP_SIZE, RESPONSE
from marginalia.study.patient_level import Cohort, Event
from marginalia.study.patient_schema import EventRow
from marginalia.study.patient_sheets import OpenTable
from marginalia.study.suggestions import did_you_mean, listed

EVENT_COLUMNS = tuple(EventRow.model_fields)

#: Measures that visits and groups give, so that nothing of them is an event.
_GIVEN = (FOLLOW_UP, RESPONSE, CONTINUED_RESPONSE, GROUP_SIZE)
_KINDS = ("proportion", "count", "other")


class Measured(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...


def event_measures(measures: Sequence[Measured]) -> tuple[str, ...]:
    """The measures of a study that can be events: that count patients or what happened to them, and that neither
    visits nor groups give."""
    return tuple(one.id for one in measures if one.kind in _KINDS and one.id not in _GIVEN)


def read_events(
    measures: Sequence[Measured], table: OpenTable, patients: Collection[str]
) -> dict[str, tuple[Event, ...]]:
    """The events by patient, in the table's order; its mistakes are added to the table's problems."""
    known = event_measures(measures)
    found: dict[str, list[Event]] = defaultdict(list)
    for row, record in table.checked(EventRow, ()):
        if record.patient not in patients:
            hint = did_you_mean(record.patient, patients)
            table.problem(row, "patient", record.patient, f"a patient of {table.beside('patients')}", hint)
        if record.measure not in known:
            expected = f"a measure of study.yml that can happen to a patient: {listed(known)}"
            table.problem(row, "measure", record.measure, expected, did_you_mean(record.measure, known))
        serious = None if record.serious is None else record.serious == "yes"
        found[record.patient].append(Event(record.month, record.measure, record.what, serious, record.related))
    return {id: tuple(events) for id, events in found.items()}


def event_rows(cohort: Cohort) -> Iterator[list[str]]:
    """The rows of `events.csv` for a cohort."""
    for patient in cohort.patients:
        for event in patient.events:
            month = "" if event.month is None else f"{event.month:g}"
            serious = "" if event.serious is None else "yes" if event.serious else "no"
            yield [patient.id, event.kind, month, event.label, serious, event.related or ""]
