"""Reads `numbers.csv`: each row checked by itself, and the rows of one cell against each other."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from marginalia.errors import Problem
from marginalia.study.entries import expectation
from marginalia.study.files import read_text
from marginalia.study.model import Number
from marginalia.study.printed import fraction_of, is_not_given, looks_like_a_date, readings_of
from marginalia.study.schema import NumberRow
from marginalia.study.suggestions import did_you_mean

NAME = "numbers.csv"
COLUMNS = tuple(NumberRow.model_fields)
_NUMERIC = ("month", "reading")
_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_PATIENTS = ("n", "N", "count")


@dataclass(frozen=True)
class NumberTable:
    """The rows that are right, and every id that the file names, right or not. `complete` is false where the file
    could not be read as a table at all, so that nothing can be said about what it lacks."""

    numbers: tuple[Number, ...]
    ids: frozenset[str]
    complete: bool

    @property
    def cells(self) -> frozenset[str]:
        return frozenset(id.rpartition(".")[0] for id in self.ids)


def read_numbers(folder: Path, problems: list[Problem]) -> NumberTable:
    """The table of printed numbers; its mistakes are added to `problems`."""
    text = read_text(folder / NAME)
    if isinstance(text, Problem):
        problems.append(text)
        return NumberTable((), frozenset(), complete=False)
    before = len(problems)
    rows = list(_records(text, problems))
    if len(problems) > before and not rows:
        return NumberTable((), frozenset(), complete=False)
    numbers = [number for row, record in rows if (number := _number(row, record, problems)) is not None]
    _check_ids(rows, problems)
    _check_cells(numbers, problems)
    return NumberTable(tuple(numbers), frozenset(record["id"] for _, record in rows), complete=True)


def problem(row: int, column: str, value: str, expected: str, hint: str = "") -> Problem:
    """A mistake in one value of the table."""
    return Problem(NAME, f"row {row}, column {column}", value, expected, hint)


def _records(text: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its number as a spreadsheet counts (the header is row 1), values trimmed, empty rows left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    row = 0
    try:
        for row, values in enumerate(reader, start=1):
            values = [value.strip() for value in values]
            if not any(values):
                continue
            if not header:
                header = values
                if not _header_is_right(row, header, problems):
                    return
                continue
            if len(values) != len(header):
                hint = "put a value that holds a comma in quotes" if len(values) > len(header) else ""
                problems.append(Problem(NAME, f"row {row}", f"{len(values)} values", f"{len(header)} values", hint))
                continue
            yield row, dict(zip(header, values, strict=True))
    except csv.Error as error:
        problems.append(Problem(NAME, f"row {row + 1}", str(error), "comma-separated values"))
    if not header:
        problems.append(Problem(NAME, "row 1", "", f"the columns {', '.join(COLUMNS)}"))
    elif row == 1:
        problems.append(Problem(NAME, "row 2", "", "at least one number"))


def _header_is_right(row: int, header: list[str], problems: list[Problem]) -> bool:
    before = len(problems)
    where = f"row {row}"
    if len(header) == 1 and any(sign in header[0] for sign in ";\t"):
        problems.append(Problem(NAME, where, header[0], "columns separated by commas", "save as “CSV (comma delimited)”"))
        return False
    for name in header:
        if name not in COLUMNS:
            problems.append(
                Problem(NAME, f"{where}, column {name}", name, f"one of {', '.join(COLUMNS)}", did_you_mean(name, COLUMNS))
            )
    problems.extend(Problem(NAME, where, "", f"the column {name!r}") for name in COLUMNS if name not in header)
    problems.extend(
        Problem(NAME, f"{where}, column {name}", name, "each column once")
        for name in sorted(set(header))
        if header.count(name) > 1
    )
    return len(problems) == before


def _number(row: int, record: dict[str, str], problems: list[Problem]) -> Number | None:
    before = len(problems)
    values: dict[str, Any] = {name: value for name, value in record.items() if value}
    for column in _NUMERIC:
        text = record[column]
        if text and not _DECIMAL.fullmatch(text):
            problems.append(problem(row, column, text, "a number", _numeric_hint(text)))
            del values[column]
        elif text:
            values[column] = float(text)
    try:
        entry = NumberRow.model_validate(values)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            column = str(details["loc"][0])
            expected, hint = (f"a {column}", "") if details["type"] == "missing" else expectation(details)
            problems.append(problem(row, column, record[column], expected, hint))
        return None
    if not entry.id.endswith(f".{entry.statistic}"):
        problems.append(problem(row, "id", entry.id, f"an id that ends in .{entry.statistic}, its statistic"))
    if len(problems) > before:
        return None
    reading = _reading(row, entry, problems)
    return None if len(problems) > before else Number(**(dict(entry) | {"reading": reading, "row": row}))


def _numeric_hint(text: str) -> str:
    if looks_like_a_date(text):
        return "a spreadsheet seems to have turned it into a date; format the column as text and type it again"
    if "," in text:
        return "write decimals with a point and leave out thousands separators"
    return "leave out the percent sign" if text.endswith("%") else ""


def _reading(row: int, entry: NumberRow, problems: list[Problem]) -> float | None:
    """The number's reading, filled from a clean print that leaves no choice; mistakes are noted."""
    printed, reading = entry.printed, entry.reading
    if entry.ocr != "clean" and not entry.note:
        problems.append(problem(row, "note", "", f"what the scan shows, since ocr is {entry.ocr}"))
    if entry.ocr == "illegible":
        if reading is not None:
            problems.append(problem(row, "reading", _plain(reading), "nothing, since ocr is illegible"))
        return None
    if looks_like_a_date(printed):
        hint = "a spreadsheet seems to have turned a fraction such as 6/7 into a date; format the column as text first"
        problems.append(problem(row, "printed", printed, "the paper's own characters", hint))
        return None
    possible = readings_of(printed, entry.statistic)
    meant = " or ".join(_plain(value) for value in sorted(possible))
    if reading is None and entry.ocr == "clean":
        if len(possible) > 1:
            problems.append(problem(row, "reading", "", f"{meant}, which {printed!r} can mean"))
        elif not possible and not is_not_given(printed):
            problems.append(problem(row, "printed", printed, f"something that can be read as {entry.statistic}"))
        reading = next(iter(possible), None)
    elif reading is None:
        problems.append(problem(row, "reading", "", "our reading, since ocr is repaired"))
    elif not any(math.isclose(reading, value, rel_tol=1e-12, abs_tol=1e-12) for value in possible):
        expected = f"{meant}, which {printed!r} means as {entry.statistic}" if possible else (
            f"nothing, since {printed!r} means no number as {entry.statistic}"
        )
        problems.append(problem(row, "reading", _plain(reading), expected))
    if reading is not None and entry.statistic in _PATIENTS and (reading < 0 or reading != int(reading)):
        hint = "a print that counts no whole patients has the statistic value"
        problems.append(problem(row, "reading", _plain(reading), f"a whole number, since {entry.statistic} counts patients", hint))
    return reading


def _check_ids(rows: list[tuple[int, dict[str, str]]], problems: list[Problem]) -> None:
    first: dict[str, int] = {}
    for row, record in rows:
        id = record["id"]
        if id and first.setdefault(id, row) != row:
            problems.append(problem(row, "id", id, "an id of its own", f"row {first[id]} has it already"))
    cells = {id.rpartition(".")[0] for id in first}
    for id in sorted(cells & set(first)):
        problems.append(problem(first[id], "id", id, "an id that no other id only extends", f"{id}.… is a cell of its own"))


def _check_cells(numbers: list[Number], problems: list[Problem]) -> None:
    """Numbers that share a cell describe one quantity, and its n and N come from one printed fraction."""
    cells: dict[str, list[Number]] = defaultdict(list)
    for number in numbers:
        cells[number.cell].append(number)
    for cell in cells.values():
        first = cell[0]
        for number in cell[1:]:
            for column in ("section", "group", "month", "measure"):
                here, there = getattr(number, column), getattr(first, column)
                if here != there:
                    expected = f"{_plain(there) or 'nothing'}, as in row {first.row} of the same cell {first.cell}"
                    problems.append(problem(number.row, column, _plain(here), expected))
        printed = {number.statistic: number for number in cell if number.ocr != "illegible"}
        if (n := printed.get("n")) and (of := printed.get("N")):
            above, below = fraction_of(n.printed), fraction_of(of.printed)
            if above and below and above != below:
                expected = f"{n.printed}, the fraction that row {n.row} prints for the same cell"
                problems.append(problem(of.row, "printed", of.printed, expected))


def _plain(value: float | str | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:.15g}"
