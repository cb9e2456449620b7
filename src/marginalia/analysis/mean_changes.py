"""Mean improvements in other trials and cohorts, on a common scale of 100 points: the rows of `mean_changes.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from marginalia.analysis.comparators import Comparator
from marginalia.analysis.literature import Row, read_table

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
    """Every row of `mean_changes.csv`, in the file's order: a change as published, or the means before and after.
    Raises `PackageError`, also for an unknown comparator."""
    found = read_table(folder / "mean_changes.csv", _COLUMNS, lambda row: _mean_change(row, comparators))
    return tuple(one for one in found if one is not None)


def _mean_change(row: Row, comparators: Mapping[str, Comparator]) -> MeanChange | None:
    """`None` where the row has a mistake, which is then said."""
    used, unused = (("change",), ("before", "after")) if row["change"] else (("before", "after"), ())
    named = [comparators.get(row[column]) for column in used]
    for column in [column for column, one in zip(used, named, strict=True) if one is None]:
        row.expected(column, "the id of a comparator")
    for column in [column for column in unused if row[column]]:
        row.expected(column, "nothing beside a change")
    scale = row.number("scale")
    if not scale:
        row.expected("scale", "the points that the scale spans")
    ends = [one for one in named if one is not None]
    if not scale or len(ends) != len(used):
        return None
    factor = COMMON / scale
    start = ends[0].value * factor if len(ends) == 2 else None
    end = ends[-1].value * factor
    return row.record(MeanChange, improvement=end if start is None else start - end, start=start, after=ends[-1])
