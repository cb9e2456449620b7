"""What simulations assume, with plausible ranges and where these come from: the rows of `assumptions.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from marginalia.analysis.literature import Rows

Kind = Literal["literature", "assumption"]

_COLUMNS = ("id", "label", "low", "central", "high", "unit", "kind", "key", "note")


@dataclass(frozen=True, slots=True)
class Assumed:
    """An assumption: `id` is the parameter's name, `low` to `high` the range that we hold plausible, `central` the
    parameter's default. `kind` says whether the range was read or is ours; `keys` are citations, of the range or of
    what it leans on."""

    id: str
    label: str
    low: float
    central: float
    high: float
    unit: str
    kind: Kind
    keys: tuple[str, ...]
    note: str


def read_assumptions(folder: Path) -> tuple[Assumed, ...]:
    """Every row of `assumptions.csv` in a literature folder, in the file's order. Raises `PackageError`."""
    rows = Rows(folder / "assumptions.csv", _COLUMNS)
    found = tuple(
        Assumed(
            id=row["id"],
            label=row["label"],
            low=rows.required(line, row, "low"),
            central=rows.required(line, row, "central"),
            high=rows.required(line, row, "high"),
            unit=row["unit"],
            kind=cast(Kind, rows.one_of(line, row, "kind", get_args(Kind))),
            keys=tuple(key for part in row["key"].split(";") if (key := part.strip())),
            note=row["note"],
        )
        for line, row in enumerate(rows.rows, start=2)
    )
    rows.finish()
    return found
