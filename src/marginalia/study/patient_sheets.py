"""The tables of patients one by one, opened from CSV files or from the sheets of a workbook: columns found whatever
their capitals, and every mistake with the place that a spreadsheet shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from marginalia.errors import Problem
from marginalia.study.contents import EVENTS, OTHER_WORKBOOKS, PATIENTS, VISITS, WORKBOOK
from marginalia.study.csv_text import ragged, rows, without_commas
from marginalia.study.entries import expectation
from marginalia.study.files import read_text
from marginalia.study.number_table import numeric_hint
from marginalia.study.patient_headers import Column, Header, find_columns, short
from marginalia.study.patient_schema import is_empty
from marginalia.study.suggestions import did_you_mean, listed
from marginalia.study.workbook import read_workbook
from marginalia.study.workbook_limits import column_letters

#: The tables, in the order in which they are read, and their files.
TABLES: Mapping[str, str] = {"patients": PATIENTS, "visits": VISITS, "events": EVENTS}

Row = TypeVar("Row", bound=BaseModel)
Values = dict[str, str]


@dataclass(frozen=True)
class OpenTable:
    """A table as it stands: where it is (`file`, and `sheet` of a workbook), its header by the columns that it was
    found to hold, its rows with their numbers. `problems` collects what is wrong with it."""

    file: str
    sheet: str
    header: Mapping[str, int]
    written: Sequence[str]
    rows: Sequence[tuple[int, Values]]
    problems: list[Problem]

    def where(self, row: int, column: str = "") -> str:
        """`row 5, column vas`, or in a workbook `sheet visits, row 5, column C (vas)`."""
        place = f"sheet {self.sheet}, row {row}" if self.sheet else f"row {row}"
        if column not in self.header:
            return place
        at = self.header[column]
        named = f"{column_letters(at + 1)} ({self.written[at]})" if self.sheet else self.written[at]
        return f"{place}, column {named}"

    def beside(self, table: str) -> str:
        """What another of the tables is called that stand where this one does."""
        return f"the sheet {table}" if self.sheet else TABLES[table]

    def problem(self, row: int, column: str, value: str, expected: str, hint: str = "") -> None:
        self.problems.append(Problem(self.file, self.where(row, column), value, expected, hint))

    def checked(self, model: type[Row], columns: Collection[str], *, blank: bool = False) -> Iterator[tuple[int, Row]]:
        """The rows that are right, by the schema. `columns` are those that the package names, which stand together in
        the one field of the schema that has a title; they may be `blank`."""
        optional = {name for name, field in model.model_fields.items() if not field.is_required()}
        together = next((name for name, field in model.model_fields.items() if field.title), "")
        for row, values in self.rows:
            made: dict[str, Any] = {
                name: text
                for name, text in values.items()
                if name not in columns and text and not (name in optional and is_empty(text))
            }
            if together:
                made[together] = {
                    name: text for name, text in values.items() if name in columns and not (blank and is_empty(text))
                }
            right = self._right(model, row, values, made, optional)
            if right is not None:
                yield row, right

    def _right(
        self, model: type[Row], row: int, values: Values, made: dict[str, Any], optional: Collection[str]
    ) -> Row | None:
        """A row by the schema, without what of it is wrong and could have been left out; `None` where more is."""
        try:
            return model.model_validate(made)
        except ValidationError as error:
            wrong = error.errors(include_url=False)
        lost = False
        for details in wrong:
            first, *more = details["loc"]
            column = str(more[0] if more else first)
            text = values.get(column, "")
            expected, hint = (f"a {column}", "") if details["type"] == "missing" else expectation(details)
            self.problem(row, column, text, expected, hint or numeric_hint(text))
            lost = lost or not (more or column in optional)
            (made[str(first)] if more else made).pop(column, None)
        return None if lost else model.model_validate(made)


def opened(folder: Path, wanted: Mapping[str, Sequence[Column]], problems: list[Problem]) -> dict[str, OpenTable]:
    """The tables that a folder holds, by name; what is wrong with a file or its header is added to `problems`, and the
    table then left out. `wanted` gives the columns that each table may have."""
    for name in OTHER_WORKBOOKS:
        if (folder / name).exists():
            problems.append(Problem(name, "", name, WORKBOOK, "save it as an Excel workbook (.xlsx)"))
    found = [name for name in TABLES.values() if (folder / name).exists()]
    if (folder / WORKBOOK).exists() and found:
        hint = f"remove {WORKBOOK}, or the CSV files"
        problems.append(Problem(WORKBOOK, "", f"{' and '.join(found)} as well", "the patients in one place", hint))
        return {}
    raw = _from_workbook(folder, problems) if (folder / WORKBOOK).exists() else _from_csv(folder, problems)
    tables = {name: _table(name, table, wanted[name], problems) for name, table in raw.items()}
    return {name: table for name, table in tables.items() if table is not None}


@dataclass(frozen=True, slots=True)
class _Raw:
    file: str
    sheet: str
    rows: list[tuple[int, list[str]]]


def _from_csv(folder: Path, problems: list[Problem]) -> dict[str, _Raw]:
    tables = {}
    for table, name in TABLES.items():
        if table == "events" and not (folder / name).exists():
            continue
        text = read_text(folder / name)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            tables[table] = _Raw(name, "", list(rows(name, text, problems)))
    return tables


def _from_workbook(folder: Path, problems: list[Problem]) -> dict[str, _Raw]:
    sheets = read_workbook(folder / WORKBOOK)
    if isinstance(sheets, Problem):
        problems.append(sheets)
        return {}
    tables: dict[str, _Raw] = {}
    for sheet in sheets:
        table = sheet.name.strip().lower()
        if table in TABLES:
            filled = [(at, list(row)) for at, row in enumerate(sheet.rows, start=1) if any(row)]
            tables[table] = _Raw(WORKBOOK, sheet.name, filled)
        elif hint := did_you_mean(table, TABLES):
            expected = f"a sheet called {listed(TABLES)}, or something else altogether"
            problems.append(Problem(WORKBOOK, f"sheet {sheet.name}", sheet.name, expected, hint))
    for table in ("patients", "visits"):
        if table not in tables:
            names = [sheet.name for sheet in sheets]
            problems.append(Problem(WORKBOOK, "", f"the sheets {', '.join(names)}", f"a sheet {table!r}"))
    return tables


def _table(name: str, raw: _Raw, wanted: Sequence[Column], problems: list[Problem]) -> OpenTable | None:
    """A table whose header was found; `None` where it has none, or a column that nobody knows."""
    if not raw.rows:
        place = f"sheet {raw.sheet}" if raw.sheet else "row 1"
        problems.append(Problem(raw.file, place, "", f"the columns {', '.join(column.name for column in wanted)}"))
        return None
    (top, written), *below = raw.rows
    separated = None if raw.sheet else without_commas(raw.file, top, written)
    problems += [] if separated is None else [separated]
    problems += [ragged(raw.file, row, values, written) for row, values in below if len(values) != len(written)]
    below = [(row, values) for row, values in below if len(values) == len(written)]
    used = [at for at, text in enumerate(written) if text or any(values[at] for _, values in below)]
    if separated is not None:
        return None
    header = find_columns(Header(name, raw.file, raw.sheet, top, written, used), wanted, problems)
    if header is None:
        return None
    filled = [(row, {column: values[at] for column, at in header.items()}) for row, values in below]
    return OpenTable(raw.file, raw.sheet, header, tuple(map(short, written)), filled, problems)
