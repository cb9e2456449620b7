"""Published yardsticks for loss to follow-up, and what became of patients who were lost elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from marginalia.analysis.literature import Rows

Direction = Literal["worse", "alike", "better"]

_LIMITS = ("id", "key", "instrument", "most_lost", "note")
_TRACED = (
    "id", "key", "population", "followed", "share_lost", "traced", "compared", "found", "direction", "url"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LossLimit:
    """An instrument's limit: `most_lost` is a share of the patients, 0 to 1."""

    id: str
    key: str
    instrument: str
    most_lost: float
    note: str


@dataclass(frozen=True, slots=True)
class Traced:
    """A study of how lost patients had fared. `followed` and `traced` are patients, `share_lost` lies between 0 and 1;
    each is `None` where it was not read. `direction` is how the lost compared with those who came."""

    id: str
    key: str
    population: str
    followed: int | None
    share_lost: float | None
    traced: int | None
    compared: str
    found: str
    direction: Direction
    url: str


def read_loss_limits(folder: Path) -> tuple[LossLimit, ...]:
    """Every row of `loss_limits.csv` in a literature folder, in the file's order. Raises `PackageError`."""
    rows = Rows(folder / "loss_limits.csv", _LIMITS)
    found = tuple(
        LossLimit(row["id"], row["key"], row["instrument"], rows.required(line, row, "most_lost"), row["note"])
        for line, row in enumerate(rows.rows, start=2)
    )
    rows.finish()
    return found


def read_traced(folder: Path) -> tuple[Traced, ...]:
    """Every row of `traced.csv` in a literature folder, in the file's order. Raises `PackageError`."""
    rows = Rows(folder / "traced.csv", _TRACED)
    found = tuple(
        Traced(
            id=row["id"],
            key=row["key"],
            population=row["population"],
            followed=rows.count(line, row, "followed"),
            share_lost=rows.number(line, row, "share_lost"),
            traced=rows.count(line, row, "traced"),
            compared=row["compared"],
            found=row["found"],
            direction=cast(Direction, rows.one_of(line, row, "direction", get_args(Direction))),
            url=row["url"],
        )
        for line, row in enumerate(rows.rows, start=2)
    )
    rows.finish()
    return found
