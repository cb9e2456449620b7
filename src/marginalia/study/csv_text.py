"""Comma-separated text as rows of named values, counted as a spreadsheet counts them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from marginalia.errors import Problem
from marginalia.study.suggestions import did_you_mean

Record = dict[str, str]

#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def records(
    name: str, text: str, columns: tuple[str, ...], problems: list[Problem], optional: tuple[str, ...] = ()
) -> Iterator[tuple[int, Record]]:
    """Each row below the header with its number (the header is row 1), values trimmed, empty rows left out.

    The header must hold exactly these columns, in any order; those that are `optional` as well may be left out, and
    are then empty in every row. Mistakes are added to `problems`; a wrong header ends the table, a row with too many or
    too few values is left out.
    """
    header: list[str] = []
    before = len(problems)
    for row, values in rows(name, text, problems):
        if not header:
            header = values
            if not _is_right(name, row, header, columns, problems, optional):
                return
        elif len(values) != len(header):
            problems.append(ragged(name, row, values, header))
        else:
            yield row, dict.fromkeys(optional, "") | dict(zip(header, values, strict=True))
    if not header and len(problems) == before:
        problems.append(Problem(name, "row 1", "", f"the columns {', '.join(columns)}"))


def rows(name: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, counted from 1, values trimmed, empty rows left out; the table ends at a mistake in its
    quotes, which is added to `problems`."""
    row = 0
    try:
        for row, raw in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            # A line end within a value is one, whatever the program that saved the file makes of line ends.
            values = [value.strip().replace("\r\n", "\n") for value in raw]
            if any(values):
                yield row, values
    except csv.Error as error:
        problems.append(Problem(name, f"row {row + 1}", str(error), "comma-separated values"))


def ragged(name: str, row: int, values: list[str], header: list[str]) -> Problem:
    """What to tell of a row with too many or too few values."""
    hint = "put a value that holds a comma in quotes" if len(values) > len(header) else ""
    return Problem(name, f"row {row}", f"{len(values)} values", f"{len(header)} values", hint)


def without_commas(name: str, row: int, header: list[str]) -> Problem | None:
    """What to tell of a header whose columns are separated by something else; `None` where they are not."""
    if len(header) == 1 and any(sign in header[0] for sign in ";\t"):
        hint = "save as “CSV (comma delimited)”"
        return Problem(name, f"row {row}", header[0], "columns separated by commas", hint)
    return None


def _is_right(
    name: str,
    row: int,
    header: list[str],
    columns: tuple[str, ...],
    problems: list[Problem],
    optional: tuple[str, ...],
) -> bool:
    before = len(problems)
    separated = without_commas(name, row, header)
    if separated is not None:
        problems.append(separated)
        return False
    if not any(did_you_mean(column, columns) for column in header):
        hint = "the first row names the columns; the numbers begin in the second"
        problems.append(Problem(name, f"row {row}", ",".join(header), f"the columns {', '.join(columns)}", hint))
        return False
    for column in header:
        if column not in columns:
            expected = f"one of {', '.join(columns)}"
            hint = did_you_mean(column, columns)
            problems.append(Problem(name, f"row {row}, column {column}", column, expected, hint))
    for column in columns:
        if column not in header:
            if column in optional:
                continue
            problems.append(Problem(name, f"row {row}", "", f"the column {column!r}"))
        elif header.count(column) > 1:
            problems.append(Problem(name, f"row {row}, column {column}", column, "each column once"))
    return len(problems) == before
