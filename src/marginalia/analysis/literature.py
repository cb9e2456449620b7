"""Reading the tables of published figures and of instruments, with every mistake in a file reported at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from marginalia.errors import PackageError, Problem
from marginalia.study.csv_text import records
from marginalia.study.files import read_text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, by column. A value that cannot stand where it does is added to `problems`, with its place,
    and something of the right type returned, so that one reading finds every mistake."""

    file: str
    line: int
    values: Mapping[str, str]
    problems: list[Problem]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def number(self, column: str) -> float | None:
        """A number, or `None` where the field is empty."""
        if not self[column]:
            return None
        try:
            value = float(self[column])
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.expected(column, "a number or nothing")
            return None
        return value

    def count(self, column: str) -> int | None:
        """A whole number, or `None` where the field is empty."""
        value = self.number(column)
        if value is None or value.is_integer():
            return None if value is None else int(value)
        self.expected(column, "a whole number")
        return None

    def required(self, column: str) -> float:
        """A number that must be there."""
        if not self[column]:
            self.expected(column, "a number")
        return self.number(column) or 0.0

    def one_of(self, column: str, known: Sequence[str]) -> str:
        """One of a set of words."""
        if self[column] not in known:
            self.expected(column, " or ".join(known))
        return self[column]

    def expected(self, column: str, what: str) -> None:
        """Say that something else belongs in a column."""
        self.problems.append(Problem(self.file, f"row {self.line}, column {column}", self[column], what))

    def record(self, kind: Callable[..., T], **given: object) -> T:
        """A dataclass from the columns that its fields are named for, each read as the field's type says; `given` are
        the fields that are not columns."""
        read = {column: self._typed(column, hint) for column, hint in _types(kind).items() if column not in given}
        return kind(**read, **given)

    def _typed(self, column: str, hint: Any) -> Any:
        if get_origin(hint) is Literal:
            return self.one_of(column, get_args(hint))
        if hint is str:
            return self[column]
        return {float: self.required, float | None: self.number, int | None: self.count}[hint](column)


def read_table(path: Path, columns: Sequence[str], make: Callable[[Row], T]) -> tuple[T, ...]:
    """What `make` makes of every row, in the file's order. One of the columns is `id`, which no two rows share.

    Raises `PackageError` with every mistake: a file that cannot be read, a header other than these columns, a row of
    another length, an id twice, and what `make` found.
    """
    text = read_text(path)
    if isinstance(text, Problem):
        raise PackageError([text])
    problems: list[Problem] = []
    made, seen = [], {""}
    for line, values in records(path.name, text, tuple(columns), problems):
        row = Row(path.name, line, values, problems)
        if row["id"] in seen:
            row.expected("id", "an id of its own")
        seen.add(row["id"])
        made.append(make(row))
    if problems:
        raise PackageError(problems)
    return tuple(made)


def read_records(
    path: Path, kind: Callable[..., T], check: Callable[[Row], object] = lambda row: None
) -> tuple[T, ...]:
    """Every row as a dataclass whose fields are the table's columns; `check` may find more mistakes in a row. Raises
    `PackageError`."""

    def make(row: Row) -> T:
        check(row)
        return row.record(kind)

    return read_table(path, tuple(_types(kind)), make)


@cache
def _types(kind: Callable[..., object]) -> dict[str, Any]:
    return get_type_hints(kind)
