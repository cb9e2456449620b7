"""A table with its description: the text of a CSV file and what a Data Package says of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marginalia.display import markup
from marginalia.interchange.table_schema import Value

#: A number with a sign is data, and no formula: `-3.2`, `+5%`.
_SIGNED = re.compile(r"[+-]\d+(?:[.,]\d+)*\s?%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class TableFile:
    """A CSV file: `path` from the Data Package's folder, `text` its content, `schema` its Table Schema."""

    path: str
    title: str
    description: str
    text: str
    schema: Mapping[str, Any]

    @property
    def name(self) -> str:
        """How other resources refer to it: `numbers` for `numbers.csv`."""
        return re.sub(r"[^a-z0-9._-]+", "-", self.path.removesuffix(".csv").replace("/", "-").lower())


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> str:
    """Rows as CSV, a column each; what a row has not got is empty. No cell is a formula to a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([markup.csv_cell(column) for column in columns])
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def cell(value: Value) -> str:
    """A value as the text of a cell: numbers with every digit that they have, true and false in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.15g}" if isinstance(value, float) and float(f"{value:.15g}") == value else repr(value)
    text = value if isinstance(value, str) else " ".join(value)
    return text if _SIGNED.fullmatch(text) else markup.csv_cell(text)
