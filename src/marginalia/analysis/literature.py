"""Reading the tables of published figures, with every mistake in a file reported at once."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from marginalia.errors import PackageError, Problem


class Rows:
    """The rows of a literature table, with typed access that collects mistakes instead of stopping at the first.

    Raises `PackageError` where the file is missing or lacks a column. Call `finish` after the last row is read.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._file = path.name
        self._problems: list[Problem] = []
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                self.rows: list[dict[str, str]] = list(reader)
                found = reader.fieldnames or []
        except (OSError, UnicodeDecodeError) as error:
            raise PackageError([Problem(self._file, "", str(path), "a readable table in UTF-8", str(error))]) from error
        missing = [column for column in columns if column not in found]
        if missing:
            raise PackageError(
                [Problem(self._file, "row 1", ", ".join(found), f"the columns {', '.join(missing)} as well")]
            )
        self._unique()

    def number(self, line: int, row: Mapping[str, str], column: str) -> float | None:
        """A number, or `None` where the field is empty."""
        text = (row[column] or "").strip()
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            self._problems.append(Problem(self._file, f"row {line}, column {column}", text, "a number or nothing"))
            return None

    def count(self, line: int, row: Mapping[str, str], column: str) -> int | None:
        """A whole number, or `None` where the field is empty."""
        value = self.number(line, row, column)
        if value is not None and not value.is_integer():
            self._problems.append(Problem(self._file, f"row {line}, column {column}", row[column], "a whole number"))
            return None
        return None if value is None else int(value)

    def required(self, line: int, row: Mapping[str, str], column: str) -> float:
        """A number that must be there."""
        value = self.number(line, row, column)
        if value is None and not (row[column] or "").strip():
            self._problems.append(Problem(self._file, f"row {line}, column {column}", "", "a number"))
        return 0.0 if value is None else value

    def one_of(self, line: int, row: Mapping[str, str], column: str, known: Sequence[str]) -> str:
        """One of a set of words."""
        if row[column] not in known:
            self._problems.append(Problem(self._file, f"row {line}, column {column}", row[column], " or ".join(known)))
        return row[column]

    def finish(self) -> None:
        """Raise `PackageError` with every mistake met, if there was any."""
        if self._problems:
            raise PackageError(self._problems)

    def _unique(self) -> None:
        seen: set[str] = set()
        for line, row in enumerate(self.rows, start=2):
            if not row["id"] or row["id"] in seen:
                self._problems.append(Problem(self._file, f"row {line}, column id", row["id"], "an id of its own"))
            seen.add(row["id"])
