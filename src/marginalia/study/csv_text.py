"""Comma-separated text as rows of named values, counted as a spreadsheet counts them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from marginalia.errors import Problem
from marginalia.study.suggestions import did_you_mean

Record = dict[str, str]


def records(name: str, text: str, columns: tuple[str, ...], problems: list[Problem]) -> Iterator[tuple[int, Record]]:
    """Each row below the header with its number (the header is row 1), values trimmed, empty rows left out.

    The header must hold exactly these columns, in any order. Mistakes are added to `problems`; a wrong header ends
    the table, a row with too many or too few values is left out.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    row = 0
    try:
        for row, raw in enumerate(reader, start=1):
            values = [value.strip() for value in raw]
            if not any(values):
                continue
            if not header:
                header = values
                if not _is_right(name, row, header, columns, problems):
                    return
            elif len(values) != len(header):
                hint = "put a value that holds a comma in quotes" if len(values) > len(header) else ""
                problems.append(Problem(name, f"row {row}", f"{len(values)} values", f"{len(header)} values", hint))
            else:
                yield row, dict(zip(header, values, strict=True))
    except csv.Error as error:
        problems.append(Problem(name, f"row {row + 1}", str(error), "comma-separated values"))
    if not header:
        problems.append(Problem(name, "row 1", "", f"the columns {', '.join(columns)}"))


def _is_right(name: str, row: int, header: list[str], columns: tuple[str, ...], problems: list[Problem]) -> bool:
    before = len(problems)
    if len(header) == 1 and any(sign in header[0] for sign in ";\t"):
        hint = "save as “CSV (comma delimited)”"
        problems.append(Problem(name, f"row {row}", header[0], "columns separated by commas", hint))
        return False
    for column in header:
        if column not in columns:
            expected = f"one of {', '.join(columns)}"
            hint = did_you_mean(column, columns)
            problems.append(Problem(name, f"row {row}, column {column}", column, expected, hint))
    for column in columns:
        if column not in header:
            problems.append(Problem(name, f"row {row}", "", f"the column {column!r}"))
        elif header.count(column) > 1:
            problems.append(Problem(name, f"row {row}, column {column}", column, "each column once"))
    return len(problems) == before
