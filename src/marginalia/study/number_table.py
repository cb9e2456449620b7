"""Reads `numbers.csv`: each row checked by itself, and the rows of one cell against each other."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from marginalia.errors import Problem
from marginalia.study.csv_text import Record, records
from marginalia.study.entries import expectation
from marginalia.study.files import read_text
from marginalia.study.model import Number
from marginalia.study.printed import fraction_of, is_not_given, looks_like_a_date, readings_of
from marginalia.study.schema import NumberRow

NAME = "numbers.csv"
COLUMNS = tuple(NumberRow.model_fields)
#: The columns that a file may do without.
OPTIONAL = ("verified",)
_NUMERIC = ("month", "reading")
_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_PATIENTS = ("n", "N", "count")
#: What people call statistics, and how they are written here.
_STATISTICS = {
    word: f"did you mean {meant!r}?"
    for meant, words in {
        "mean": ("average", "avg", "arithmetic mean"),
        "sd": ("std", "stdev", "standard deviation"),
        "se": ("sem", "standard error"),
        "p": ("p value", "pvalue"),
        "percent": ("%", "pct", "proportion", "share"),
        "n": ("numerator", "events"),
        "N": ("denominator", "total"),
        "count": ("number", "size"),
    }.items()
    for word in words
}


@dataclass(frozen=True)
class NumberTable:
    """The numbers of the table, and its rows as they stand. `complete` is false where a part of the file could
    not be read as a table, so that nothing can be said about what it lacks."""

    numbers: tuple[Number, ...]
    rows: tuple[tuple[int, Record], ...]
    complete: bool

    @property
    def ids(self) -> frozenset[str]:
        """Every id that the file names, in right rows and wrong ones."""
        return frozenset(record["id"] for _, record in self.rows)


def read_numbers(folder: Path, problems: list[Problem]) -> NumberTable:
    """The table of printed numbers; its mistakes are added to `problems`."""
    text = read_text(folder / NAME)
    if isinstance(text, Problem):
        problems.append(text)
        return NumberTable((), (), complete=False)
    before = len(problems)
    rows = list(records(NAME, text, COLUMNS, problems, OPTIONAL))
    complete = len(problems) == before
    if complete and not rows:
        problems.append(Problem(NAME, "row 2", "", "at least one number"))
    numbers = [number for row, record in rows if (number := _number(row, record, problems)) is not None]
    _check_ids(rows, problems)
    return NumberTable(tuple(numbers), tuple(rows), complete and bool(rows))


def problem(row: int, column: str, value: str, expected: str, hint: str = "") -> Problem:
    """A mistake in one value of the table."""
    return Problem(NAME, f"row {row}, column {column}", value, expected, hint)


def decimal(text: str) -> float | None:
    """The number that plain digits write, with a point before decimals; `None` for anything else."""
    return float(text) if _DECIMAL.fullmatch(text) else None


def _number(row: int, record: Record, problems: list[Problem]) -> Number | None:
    values: dict[str, Any] = {name: value for name, value in record.items() if value}
    for column in _NUMERIC:
        text = record[column]
        if not text:
            continue
        values[column] = decimal(text)
        if values[column] is None:
            problems.append(problem(row, column, text, "a number", numeric_hint(text)))
    try:
        entry = NumberRow.model_validate(values)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            column = str(details["loc"][0])
            expected, hint = (
                (f"{'an' if column[0] in 'aeiou' else 'a'} {column}", "")
                if details["type"] == "missing"
                else expectation(details)
            )
            hint = _STATISTICS.get(record[column].lower().replace("-", " "), hint) if column == "statistic" else hint
            problems.append(problem(row, column, record[column], expected, hint))
        return None
    if not entry.id.endswith(f".{entry.statistic}"):
        problems.append(problem(row, "id", entry.id, f"an id that ends in .{entry.statistic}, its statistic"))
    ours = {"reading": _reading(row, entry, problems), "row": row, "verified": entry.verified == "yes"}
    return Number(**(dict(entry) | ours))


def numeric_hint(text: str) -> str:
    """What to do about a text that should be a number: a date, a decimal comma, a percent sign; empty for others."""
    if looks_like_a_date(text):
        return "a spreadsheet seems to have turned it into a date; format the column as text and type it again"
    if "," in text:
        return "write decimals with a point and leave out thousands separators"
    if text.endswith("%"):
        return "leave out the percent sign"
    return "leave out the unit" if text[:1].isdigit() else ""


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
            expected = f"something that can be read as {entry.statistic}"
            problems.append(problem(row, "printed", printed, expected, _print_hint(printed, entry.statistic)))
        reading = next(iter(possible), None)
    elif reading is None:
        problems.append(problem(row, "reading", "", "our reading, since ocr is repaired"))
    elif not any(math.isclose(reading, value, rel_tol=1e-12, abs_tol=1e-12) for value in possible):
        expected = (
            f"{meant}, which {printed!r} means as {entry.statistic}"
            if possible
            else (f"nothing, since {printed!r} means no number as {entry.statistic}")
        )
        hint = "" if possible else _print_hint(printed, entry.statistic)
        problems.append(problem(row, "reading", _plain(reading), expected, hint))
    if reading is not None and entry.statistic in _PATIENTS and (reading < 0 or reading != int(reading)):
        hint = "a print that counts no whole patients has the statistic value"
        expected = f"a whole number, since {entry.statistic} counts patients"
        problems.append(problem(row, "reading", _plain(reading), expected, hint))
    return reading


def _print_hint(printed: str, statistic: str) -> str:
    """What to do about a print that cannot be read."""
    if "±" in printed or re.fullmatch(r"[^/]*\d\s*\([^/%]*\)", printed):
        return "two numbers are two rows: one for the mean, one for its sd, each with its own figure in printed"
    if statistic in ("n", "N") and "%" in printed:
        return "n and N are the halves of a fraction such as 12/16; a percentage has the statistic percent"
    if re.search(r"\d,\d", printed):
        return "where the paper prints a decimal comma write a point, with ocr repaired and a note that says so"
    return ""


def _check_ids(rows: list[tuple[int, Record]], problems: list[Problem]) -> None:
    first: dict[str, int] = {}
    for row, record in rows:
        id = record["id"]
        if id and first.setdefault(id, row) != row:
            problems.append(problem(row, "id", id, "an id of its own", f"row {first[id]} has it already"))
    cells = {id.rpartition(".")[0] for id in first}
    for id in sorted(cells & set(first)):
        expected = "an id that no other id only extends"
        problems.append(problem(first[id], "id", id, expected, f"{id} is a cell of other numbers"))


def check_cells(numbers: Iterable[Number], problems: list[Problem]) -> None:
    """Numbers that share a cell describe one quantity, and its n and N come from one printed fraction. A value that is
    a problem by itself is held against no other."""
    wrong = {one.where for one in problems if one.file == NAME}
    cells: dict[str, list[Number]] = defaultdict(list)
    for number in numbers:
        cells[number.cell].append(number)
    for cell in cells.values():
        first = cell[0]
        for number in cell[1:]:
            for column in ("section", "group", "month", "measure"):
                here, there = getattr(number, column), getattr(first, column)
                alone = wrong.isdisjoint(f"row {row}, column {column}" for row in (first.row, number.row))
                if here != there and alone:
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
