"""Published yardsticks for loss to follow-up, and what became of patients who were lost elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from marginalia.analysis.literature import read_records

Direction = Literal["worse", "alike", "better"]


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
    return read_records(folder / "loss_limits.csv", LossLimit)


def read_traced(folder: Path) -> tuple[Traced, ...]:
    """Every row of `traced.csv` in a literature folder, in the file's order. Raises `PackageError`."""
    return read_records(folder / "traced.csv", Traced)
