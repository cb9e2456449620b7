"""What happened in other trials and cohorts: the rows of `comparators.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from marginalia.analysis.literature import Rows

#: What was read for a figure, the trial's or review's own words first.
VERIFIED = ("source", "meeting abstract", "company release", "trade press", "secondary source")

#: Which side a figure is on in the chart of responder shares; most figures are not drawn there.
SIDES = ("control", "treated", "")

_COLUMNS = (
    "id", "key", "population", "arm", "outcome", "month", "measure", "value", "low", "high", "n", "events", "url",
    "how_verified", "note", "label", "side",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparator:
    """One published figure. `value`, `low` and `high` are in the unit that `measure` says, a proportion between 0
    and 1; `low` and `high` are a 95% interval unless `note` says otherwise; `key` is the citation.
    `label` names the figure in the chart of responder shares, `side` says whether it is of controls or of the
    treated; both are empty where the figure is not the share of patients who improved by a trial's own rule."""

    id: str
    key: str
    population: str
    arm: str
    outcome: str
    month: float | None
    measure: str
    value: float
    low: float | None
    high: float | None
    n: int | None
    events: int | None
    url: str
    how_verified: str
    note: str
    label: str
    side: str

    @property
    def second_hand(self) -> bool:
        """Whether the figure was not read in the publication itself: print it only with the word "reported"."""
        return self.how_verified in VERIFIED[2:]


def read_comparators(folder: Path) -> tuple[Comparator, ...]:
    """Every row of `comparators.csv` in a literature folder, in the file's order. Raises `PackageError`."""
    rows = Rows(folder / "comparators.csv", _COLUMNS)
    found = tuple(
        Comparator(
            id=row["id"],
            key=row["key"],
            population=row["population"],
            arm=row["arm"],
            outcome=row["outcome"],
            month=rows.number(line, row, "month"),
            measure=row["measure"],
            value=rows.required(line, row, "value"),
            low=rows.number(line, row, "low"),
            high=rows.number(line, row, "high"),
            n=rows.count(line, row, "n"),
            events=rows.count(line, row, "events"),
            url=row["url"],
            how_verified=rows.one_of(line, row, "how_verified", VERIFIED),
            note=row["note"],
            label=row["label"],
            side=rows.one_of(line, row, "side", SIDES),
        )
        for line, row in enumerate(rows.rows, start=2)
    )
    rows.finish()
    return found


def comparator(comparators: tuple[Comparator, ...], id: str) -> Comparator:
    """The comparator with this id. Raises `KeyError`."""
    for one in comparators:
        if one.id == id:
            return one
    raise KeyError(id)
