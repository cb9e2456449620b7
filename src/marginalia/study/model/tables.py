"""How the paper lays its tables out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a published table: its label as printed and one reference a column.

    A reference is a cell id (shown `29/39 = 74%`), a number id (shown as printed), or `None` (nothing printed).
    """

    label: str
    cells: tuple[str | None, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A published table. `population` is whom its printed title speaks of, in our words; `discussed_in` the places
    whose text introduces or discusses it."""

    id: str
    number: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    population: str = ""
    discussed_in: tuple[str, ...] = ()
