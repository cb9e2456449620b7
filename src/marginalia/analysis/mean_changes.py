"""Mean improvements in other trials and cohorts, on a common scale of 100 points: the rows of `mean_changes.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from marginalia.analysis.comparators import Comparator
from marginalia.analysis.literature import Rows
from marginalia.errors import PackageError, Problem

Side = Literal["control", "treated"]

#: The common scale.
COMMON = 100.0

_COLUMNS = ("id", "outcome", "label", "side", "before", "after", "change", "scale")


@dataclass(frozen=True, slots=True)
class MeanChange:
    """A mean improvement in points of 100, positive where better. `after` is the comparator that it ends at, whose
    month, population and source are its own."""

    id: str
    outcome: str
    label: str
    side: Side
    improvement: float
    start: float | None
    after: Comparator


def read_mean_changes(folder: Path, comparators: Mapping[str, Comparator]) -> tuple[MeanChange, ...]:
    """Every row of `mean_changes.csv`, in the file's order. Raises `PackageError`, also for an unknown comparator."""
    rows = Rows(folder / "mean_changes.csv", _COLUMNS)
    unknown = [
        Problem("mean_changes.csv", f"row {line}, column {column}", row[column], "the id of a comparator")
        for line, row in enumerate(rows.rows, start=2)
        for column in ("before", "after", "change")
        if row[column] and row[column] not in comparators
    ]
    found = []
    for line, row in enumerate(rows.rows, start=2):
        scale = rows.required(line, row, "scale")
        side = cast(Side, rows.one_of(line, row, "side", get_args(Side)))
        end = comparators.get(row["change"] or row["after"])
        before = comparators.get(row["before"])
        if end is None or not scale or (before is None) != bool(row["change"]):
            continue
        factor = COMMON / scale
        improvement = end.value if before is None else before.value - end.value
        start = None if before is None else before.value * factor
        found.append(MeanChange(row["id"], row["outcome"], row["label"], side, improvement * factor, start, end))
    if unknown:
        raise PackageError(unknown)
    rows.finish()
    return tuple(found)
