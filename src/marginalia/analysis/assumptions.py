"""What simulations assume, with plausible ranges and where these come from: the rows of `assumptions.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from marginalia.analysis.literature import Row, read_table

Kind = Literal["literature", "assumption"]

_COLUMNS = ("id", "label", "low", "central", "high", "unit", "kind", "key", "note", "condition")


@dataclass(frozen=True, slots=True)
class Assumed:
    """An assumption: `id` is the parameter's name, `low` to `high` the range that we hold plausible, `central` the
    parameter's default. `kind` says whether the range was read or is ours; `keys` are citations, of the range or of
    what it leans on; `condition` is what ailed the people of these, empty where nothing is cited or they are of several
    kinds."""

    id: str
    label: str
    low: float
    central: float
    high: float
    unit: str
    kind: Kind
    keys: tuple[str, ...]
    note: str
    condition: str


def read_assumptions(folder: Path) -> tuple[Assumed, ...]:
    """Every row of `assumptions.csv` in a literature folder, in the file's order. Raises `PackageError`."""
    return read_table(folder / "assumptions.csv", _COLUMNS, _assumed)


def _assumed(row: Row) -> Assumed:
    return row.record(Assumed, keys=tuple(key for part in row["key"].split(";") if (key := part.strip())))
