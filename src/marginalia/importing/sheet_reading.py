"""Reads a filled sheet back: what the second person typed becomes `entry-2/numbers.csv`."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from marginalia.errors import MarginaliaError, PackageError, Problem
from marginalia.files import write_whole
from marginalia.importing.sheet import NUMBERS, STATES, said
from marginalia.study.double_entry import SECOND, SECOND_COLUMNS
from marginalia.study.model import Number, Study
from marginalia.study.number_table import decimal
from marginalia.study.printed import is_not_given, looks_like_a_date, readings_of
from marginalia.study.suggestions import did_you_mean
from marginalia.study.workbook import read_workbook

_READ = ("id", "entry 2", "state", "reading", "note")


@dataclass(frozen=True, slots=True)
class Filled:
    """What a sheet holds: the rows of entry 2, and how many numbers were left empty."""

    rows: tuple[Mapping[str, str], ...]
    empty: int


def read_sheet(study: Study, file: Path) -> Filled:
    """The second entry in a sheet. Raises `PackageError` with every mistake, by sheet, row and column."""
    found = read_workbook(file)
    if isinstance(found, Problem):
        raise PackageError([found])
    sheet = next((one for one in found if one.name == NUMBERS), None)
    if sheet is None:
        names = ", ".join(one.name for one in found)
        raise PackageError([Problem(file.name, "", names, f"a sheet {NUMBERS!r}, as marginalia sheet --out makes it")])
    problems: list[Problem] = []
    header = [text.strip() for text in sheet.rows[0]] if sheet.rows else []
    for name in _READ:
        if header.count(name) != 1:
            problems.append(Problem(file.name, f"sheet {NUMBERS}, row 1", ", ".join(header), f"one column {name!r}"))
    if problems:
        raise PackageError(problems)
    places = {name: header.index(name) for name in _READ}
    numbers = {number.id: number for number in study.numbers}
    typed: dict[str, dict[str, str]] = {}
    empty = 0
    for row, values in enumerate(sheet.rows[1:], start=2):
        record = {name: values[at].strip() if at < len(values) else "" for name, at in places.items()}
        if not any(record.values()):
            continue
        number = numbers.get(record["id"])
        if number is None or record["id"] in typed:
            expected = "the id of a number of the package" if number is None else "each number once"
            problems.append(_problem(file, row, "id", record["id"], expected, did_you_mean(record["id"], numbers)))
        elif not record["entry 2"]:
            empty += 1
        else:
            typed[number.id] = _row(file, row, number, record, problems)
    if problems:
        raise PackageError(problems)
    return Filled(tuple(typed[number.id] for number in study.numbers if number.id in typed), empty)


def write_second(folder: Path, filled: Filled) -> Path:
    """Write entry 2 of a package, whole. Raises `MarginaliaError` where it cannot be written."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, SECOND_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(filled.rows)
    place = folder / SECOND
    try:
        place.parent.mkdir(exist_ok=True)
        write_whole(place, text.getvalue().encode())
    except OSError as error:
        raise MarginaliaError(f"{place}: {error.strerror or error}") from error
    return place


def _row(file: Path, row: int, number: Number, record: dict[str, str], problems: list[Problem]) -> dict[str, str]:
    """A row of entry 2. What the number is, the sheet had from the first entry; what is printed, from the second."""
    state = record["state"] or "clean"
    if state not in STATES:
        problems.append(_problem(file, row, "state", state, f"one of {', '.join(STATES)}", did_you_mean(state, STATES)))
    reading = _reading(file, row, number, record, state, problems)
    about = dict(zip(("id", "section", "place", "group", "month", "measure", "statistic"), said(number), strict=True))
    del about["id"]
    return {
        **about,
        "printed": record["entry 2"],
        "reading": "" if reading is None else f"{reading:.15g}",
        "ocr": state,
        "note": record["note"],
    }


def _reading(
    file: Path, row: int, number: Number, record: dict[str, str], state: str, problems: list[Problem]
) -> float | None:
    """The number that was typed: from its characters where they leave no choice, else as the sheet says, else as the
    first entry settled the same choice."""
    printed, text = record["entry 2"], record["reading"]
    if looks_like_a_date(printed):
        hint = "a spreadsheet made a date of it; format the cell as text and type it again"
        problems.append(_problem(file, row, "entry 2", printed, "the paper’s own characters", hint))
        return None
    given = decimal(text)
    if text and given is None:
        problems.append(_problem(file, row, "reading", text, "a number in plain digits"))
        return None
    if state == "illegible" or is_not_given(printed):
        return None
    possible = readings_of(printed, number.statistic)
    if given is not None:
        if not any(math.isclose(given, one, rel_tol=1e-12, abs_tol=1e-12) for one in possible):
            problems.append(_problem(file, row, "reading", text, f"what {printed!r} means as {number.statistic}"))
        return given
    if len(possible) == 1:
        return next(iter(possible))
    if number.reading in possible:
        return number.reading
    expected = f"something that can be read as {number.statistic}"
    hint = "choose in the column reading which is meant" if possible else ""
    problems.append(_problem(file, row, "entry 2", printed, expected, hint))
    return None


def _problem(file: Path, row: int, column: str, value: str, expected: str, hint: str = "") -> Problem:
    return Problem(file.name, f"sheet {NUMBERS}, row {row}, column {column}", value, expected, hint)
