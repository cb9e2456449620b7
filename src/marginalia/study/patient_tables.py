"""`patients.csv` and `visits.csv`: patients one by one, as a spreadsheet holds them.

`patients.csv` has a row a patient: `patient`, `synthetic` (yes or no), and a column for each group but `all`, with yes
or no. `visits.csv` has a row for each visit at which a patient was seen: `patient`, `month` (0 before treatment), and a
column for each outcome with its score, empty where it was not rated.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from marginalia.errors import PackageError, Problem
from marginalia.files import write_whole
from marginalia.study.contents import PATIENTS, VISITS
from marginalia.study.csv_text import Record, records
from marginalia.study.files import read_text
from marginalia.study.model import OVERALL, Study
from marginalia.study.number_table import decimal
from marginalia.study.patient_level import Cohort, Patient, Visit


def write_cohort(study: Study, cohort: Cohort, folder: Path) -> None:
    """Write both files into a folder that is there; each appears whole or not at all."""
    groups, outcomes = _groups(study), [outcome.id for outcome in study.outcomes]
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


def read_cohort(study: Study, folder: Path) -> Cohort:
    """The patients of a folder. Raises `PackageError` with every mistake, by file, row and column."""
    problems: list[Problem] = []
    patients = _rows(folder, PATIENTS, ("patient", "synthetic", *_groups(study)), problems)
    visits = _rows(folder, VISITS, ("patient", "month", *(one.id for one in study.outcomes)), problems)
    members = _members(study, patients, problems)
    seen: dict[str, dict[float, Visit]] = {id: {} for id in members}
    for row, record in visits:
        visit, id = _visit(study, row, record, problems), record["patient"]
        if id not in seen:
            problems.append(_problem(VISITS, row, "patient", id, f"a patient of {PATIENTS}"))
        elif visit is not None and visit.month in seen[id]:
            problems.append(_problem(VISITS, row, "month", record["month"], "each visit once a patient"))
        elif visit is not None:
            seen[id][visit.month] = visit
    labels = {record["synthetic"] for _, record in patients}
    if len(labels) > 1:
        problems.append(Problem(PATIENTS, "column synthetic", ", ".join(sorted(labels)), "one of yes and no for all"))
    if problems:
        raise PackageError(problems)
    made = (Patient(id, groups, tuple(seen[id][month] for month in sorted(seen[id]))) for id, groups in members.items())
    return Cohort(tuple(made), labels == {"yes"})


def _members(
    study: Study, patients: Sequence[tuple[int, Record]], problems: list[Problem]
) -> dict[str, frozenset[str]]:
    groups = _groups(study)
    members: dict[str, frozenset[str]] = {}
    for row, record in patients:
        id = record["patient"]
        if not id or id in members:
            problems.append(_problem(PATIENTS, row, "patient", id, "a name that no other row has"))
        for column in ("synthetic", *groups):
            if record[column] not in ("yes", "no"):
                problems.append(_problem(PATIENTS, row, column, record[column], "yes or no"))
        members[id] = frozenset(group for group in groups if record[group] == "yes")
    return members


def _visit(study: Study, row: int, record: Record, problems: list[Problem]) -> Visit | None:
    month = decimal(record["month"])
    if month is None or month not in study.visits:
        wanted = f"a visit of study.yml: {', '.join(f'{one:g}' for one in study.visits)}"
        problems.append(_problem(VISITS, row, "month", record["month"], wanted))
        return None
    scores = {}
    for outcome in study.outcomes:
        text = record[outcome.id]
        score = decimal(text)
        if score is not None and outcome.low <= score <= outcome.high:
            scores[outcome.id] = score
        elif text:
            wanted = f"a number from {outcome.low:g} to {outcome.high:g}, or nothing"
            problems.append(_problem(VISITS, row, outcome.id, text, wanted))
    return Visit(month, scores)


def _rows(folder: Path, name: str, columns: tuple[str, ...], problems: list[Problem]) -> list[tuple[int, Record]]:
    text = read_text(folder / name)
    if isinstance(text, Problem):
        problems.append(text)
        return []
    return list(records(name, text, columns, problems))


def _groups(study: Study) -> list[str]:
    return [group.id for group in study.groups if group.id != OVERALL]


def _problem(name: str, row: int, column: str, value: str, expected: str) -> Problem:
    return Problem(name, f"row {row}, column {column}", value, expected)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _score(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
