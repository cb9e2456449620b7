"""`patients.csv`, `visits.csv` and `events.csv`, or the three as sheets of `patients.xlsx`: patients one by one, as a
spreadsheet holds them.

`patients.csv` has a row a patient: `patient`, `synthetic` (yes or no; no where the column is missing), and a column for
each group but `all`, with yes or no. `visits.csv` has a row for each visit at which a patient was seen: `patient`,
`month` (0 before treatment), and a column for each outcome with its score, empty where it was not rated. `events.csv`,
which may be missing, has a row for each event: see `marginalia.study.patient_events`.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from marginalia.errors import PackageError, Problem
from marginalia.files import write_whole
from marginalia.study.contents import EVENTS, PATIENTS, VISITS
from marginalia.study.model import OVERALL
from marginalia.study.patient_events import EVENT_COLUMNS, Measured, event_rows, read_events
from marginalia.study.patient_headers import Column
from marginalia.study.patient_level import Cohort, Patient, Visit
from marginalia.study.patient_schema import PatientRow, VisitRow
from marginalia.study.patient_sheets import OpenTable, opened
from marginalia.study.suggestions import did_you_mean

#: The names of columns that the format takes for itself.
_TAKEN = frozenset({"patient", "synthetic", "month"})
#: Length of a scale on which scores between 0 and 1 alone are a spreadsheet's percentages.
_MANY_POINTS = 50


class _Group(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...


class _Scale(_Group, Protocol):
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


class Described(Protocol):
    """What must be known of a study to read its patients: a `Study` is one, and so is a checked `study.yml`."""

    @property
    def visits(self) -> tuple[float, ...]: ...
    @property
    def groups(self) -> Sequence[_Group]: ...
    @property
    def outcomes(self) -> Sequence[_Scale]: ...
    @property
    def measures(self) -> Sequence[Measured]: ...


def write_cohort(study: Described, cohort: Cohort, folder: Path) -> None:
    """Write the files into a folder that is there; each appears whole or not at all. `events.csv` is written where the
    cohort's events are recorded."""
    groups, outcomes = _groups(study, cohort.without_groups), _outcomes(study, cohort.without_outcomes)
    label = "yes" if cohort.synthetic else "no"
    patients = [
        [one.id, label, *("yes" if group in one.groups else "no" for group in groups)] for one in cohort.patients
    ]
    visits = [
        [one.id, f"{visit.month:g}", *(_score(visit.scores.get(outcome)) for outcome in outcomes)]
        for one in cohort.patients
        for visit in one.visits
    ]
    write_whole(folder / PATIENTS, _csv(["patient", "synthetic", *groups], patients))
    write_whole(folder / VISITS, _csv(["patient", "month", *outcomes], visits))
    if cohort.events_recorded:
        write_whole(folder / EVENTS, _csv(EVENT_COLUMNS, event_rows(cohort)))


def read_cohort(study: Described, folder: Path) -> Cohort:
    """The patients of a folder. Raises `PackageError` with every mistake, by file or sheet, row and column."""
    problems: list[Problem] = []
    cohort = find_cohort(study, folder, problems)
    if cohort is None or problems:
        raise PackageError(problems)
    return cohort


def find_cohort(study: Described, folder: Path, problems: list[Problem]) -> Cohort | None:
    """The patients of a folder, as far as they are right; every mistake is added to `problems`."""
    before = len(problems)
    groups, outcomes = _groups(study), _outcomes(study)
    tables = opened(
        folder,
        {
            "patients": (Column("patient"), Column("synthetic"), *_columns(study.groups, groups)),
            "visits": (Column("patient"), Column("month"), *_columns(study.outcomes, outcomes)),
            "events": tuple(map(Column, EVENT_COLUMNS)),
        },
        problems,
    )
    if "patients" not in tables:
        return None
    patients = tables["patients"]
    made, synthetic = _patients(patients, groups)
    visits = _visits(study, tables["visits"], made) if "visits" in tables else {}
    events = read_events(study.measures, tables["events"], made) if "events" in tables else {}
    problems[before:] = _each_once(problems[before:])
    return Cohort(
        tuple(
            replace(one, visits=tuple(visits[id][month] for month in sorted(visits.get(id, ()))), events=happened)
            for id, one in made.items()
            for happened in (events.get(id, ()),)
        ),
        synthetic,
        frozenset(group for group in groups if group not in patients.header) | _taken(study.groups),
        frozenset(one for one in outcomes if "visits" in tables and one not in tables["visits"].header)
        | _taken(study.outcomes),
        "events" in tables,
    )


def _patients(table: OpenTable, groups: Sequence[str]) -> tuple[dict[str, Patient], bool]:
    """The patients by name, and whether they are made up."""
    made: dict[str, Patient] = {}
    first: dict[str, int] = {}
    labels: dict[str, int] = {}
    for row, record in table.checked(PatientRow, groups):
        if record.patient in made:
            hint = f"row {first[record.patient]} has it already"
            table.problem(row, "patient", record.patient, "a name that no other row has", hint)
        first.setdefault(record.patient, row)
        labels.setdefault(record.synthetic, row)
        members = frozenset(group for group, answer in record.groups.items() if answer == "yes")
        made[record.patient] = Patient(record.patient, members, ())
    if len(labels) > 1:
        value = f"{' and '.join(sorted(labels))}"
        row = max(labels.values())
        table.problem(row, "synthetic", value, "the same for all: made-up patients do not stand among real ones")
    if not table.rows:
        table.problem(2, "patient", "", "at least one patient")
    return made, set(labels) == {"yes"}


def _visits(study: Described, table: OpenTable, patients: dict[str, Patient]) -> dict[str, dict[float, Visit]]:
    scales = {scale.id: scale for scale in study.outcomes}
    seen: dict[str, dict[float, Visit]] = defaultdict(dict)
    columns = [name for name in table.header if name in scales and name not in _TAKEN]
    for row, record in table.checked(VisitRow, columns, blank=True):
        id, month = record.patient, record.month
        if id not in patients:
            table.problem(row, "patient", id, f"a patient of {table.beside('patients')}", did_you_mean(id, patients))
        if month not in study.visits:
            known = ", ".join(f"{one:g}" for one in study.visits)
            hint = (
                "write the month of the visit that it was meant to be, or add "
                f"{month:g} to visits in study.yml: a visit may stand there that the paper does not print"
            )
            table.problem(row, "month", f"{month:g}", f"a visit of study.yml: {known}", hint)
        elif month in seen[id]:
            table.problem(row, "month", f"{month:g}", "each visit once a patient")
        for column, score in record.scores.items():
            scale = scales[column]
            if not scale.low <= score <= scale.high:
                wanted = f"a number from {scale.low:g} to {scale.high:g}, or nothing"
                table.problem(row, column, f"{score:g}", wanted)
        seen[id][month] = Visit(month, dict(record.scores))
    if table.sheet:
        _tell_of_shares(table, [scales[column] for column in columns], seen)
    return seen


def _tell_of_shares(table: OpenTable, scales: Sequence[_Scale], seen: dict[str, dict[float, Visit]]) -> None:
    """A spreadsheet holds 45% as 0.45: scores of a scale of many points that all lie between 0 and 1."""
    for scale in scales:
        scores = [
            visit.scores[scale.id] for visits in seen.values() for visit in visits.values() if scale.id in visit.scores
        ]
        fractions = [score for score in scores if 0 < score < 1]
        if fractions and scale.high - scale.low >= _MANY_POINTS and max(scores) <= 1:
            hint = "the cells seem to be formatted as percent; format them as numbers and type 45 for 45%"
            expected = f"scores from {scale.low:g} to {scale.high:g}, not all between 0 and 1"
            table.problem(table.rows[0][0], scale.id, f"{fractions[0]:g}", expected, hint)


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    """The same mistake in the same column told once, at its first row, with how many more rows have it."""
    alike: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for one in problems:
        column = one.where.partition(", column ")[2]
        key = (one.file, column, one.value, one.expected) if column else (one.file, one.where, one.value, one.expected)
        alike[key].append(one)
    return [
        replace(same[0], hint="; ".join(filter(None, (same[0].hint, _more(len(same) - 1))))) for same in alike.values()
    ]


def _more(rows: int) -> str:
    return f"so in {rows} more row{'' if rows == 1 else 's'}" if rows else ""


def _columns(named: Sequence[_Group], ids: Sequence[str]) -> list[Column]:
    return [Column(one.id, one.label, of_study=True) for one in named if one.id in ids]


def _groups(study: Described, without: frozenset[str] = frozenset()) -> list[str]:
    return [one.id for one in study.groups if one.id != OVERALL and one.id not in _TAKEN | without]


def _outcomes(study: Described, without: frozenset[str] = frozenset()) -> list[str]:
    return [one.id for one in study.outcomes if one.id not in _TAKEN | without]


def _taken(named: Sequence[_Group]) -> frozenset[str]:
    """Groups or outcomes that are called as a column of the format is, and so have none of their own."""
    return frozenset(one.id for one in named if one.id in _TAKEN)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _score(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"
