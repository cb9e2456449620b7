"""Patients one by one as tables, in one spelling, with a schema made for the groups and scales of their study."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from marginalia.interchange import table_schema
from marginalia.interchange.table_schema import Field, Value
from marginalia.interchange.tables import TableFile, csv_text
from marginalia.study.contents import EVENTS, PATIENTS, VISITS
from marginalia.study.model import OVERALL, Study
from marginalia.study.patient_level import Cohort
from marginalia.study.patient_schema import EventRow, PatientRow, VisitRow

_PATIENT = {"patient": ("patients", "patient")}


def patient_tables(study: Study, cohort: Cohort) -> tuple[TableFile, ...]:
    """`patients.csv`, `visits.csv`, and `events.csv` where events were recorded."""
    made = "Made up to fit printed numbers: nobody in it exists. " if cohort.synthetic else ""
    tables = [_patients(study, cohort, made), _visits(study, cohort, made)]
    return (*tables, _events(cohort, made)) if cohort.events_recorded else tuple(tables)


def _patients(study: Study, cohort: Cohort, made: str) -> TableFile:
    groups = [group for group in study.groups if group.id != OVERALL and group.id not in cohort.without_groups]
    fields = [
        *table_schema.of_model(PatientRow),
        *(_column(group.id, "string", f"whether in the group: {group.label}", enum=["yes", "no"]) for group in groups),
    ]
    rows = (
        {
            "patient": one.id,
            "synthetic": _yes(cohort.synthetic),
            **{group.id: _yes(one.within(group.id)) for group in groups},
        }
        for one in cohort.patients
    )
    return _table(PATIENTS, "Patients", f"{made}One row a patient.", fields, rows, primary_key="patient")


def _visits(study: Study, cohort: Cohort, made: str) -> TableFile:
    outcomes = [one for one in study.outcomes if one.id not in cohort.without_outcomes]
    fields = [
        *table_schema.of_model(VisitRow),
        *(_column(one.id, "number", f"{one.label}, {one.unit}", minimum=one.low, maximum=one.high) for one in outcomes),
    ]
    rows = (
        {"patient": one.id, "month": visit.month, **{scale.id: visit.scores.get(scale.id) for scale in outcomes}}
        for one in cohort.patients
        for visit in one.visits
    )
    told = f"{made}One row for each visit at which a patient was seen."
    return _table(VISITS, "Visits", told, fields, rows, primary_key=("patient", "month"), of_patient=True)


def _events(cohort: Cohort, made: str) -> TableFile:
    rows = (
        {
            "patient": one.id,
            "month": event.month,
            "measure": event.kind,
            "what": event.label,
            "serious": None if event.serious is None else _yes(event.serious),
            "related": event.related,
        }
        for one in cohort.patients
        for event in one.events
    )
    return _table(
        EVENTS, "Events", f"{made}One row for each event.", table_schema.of_model(EventRow), rows, of_patient=True
    )


def _table(
    path: str,
    title: str,
    description: str,
    fields: Iterable[Field],
    rows: Iterable[Mapping[str, Value]],
    *,
    primary_key: str | tuple[str, ...] = (),
    of_patient: bool = False,
) -> TableFile:
    fields = tuple(fields)
    made = table_schema.schema(fields, primary_key, _PATIENT if of_patient else None)
    return TableFile(path, title, description, csv_text([field["name"] for field in fields], rows), made)


def _column(name: str, kind: str, description: str, **limits: object) -> Field:
    return {"name": name, "type": kind, "description": description, "constraints": limits}


def _yes(value: bool) -> str:
    return "yes" if value else "no"
