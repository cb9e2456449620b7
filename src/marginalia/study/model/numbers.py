"""Printed numbers, and the cells that they are printed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ocr = Literal["clean", "repaired", "illegible"]

#: What a printed number is. `n` and `N` are the two halves of a fraction; `count` a count of patients without
#: a denominator; `se` a standard error; `ci-low` and `ci-high` the ends of a confidence interval; `iqr-low` and
#: `iqr-high` the quartiles; `p` a P value; `low` and `high` the ends of a printed range; `threshold` a limit such as
#: `>80%`.
Statistic = Literal[
    "n", "N", "percent", "mean", "sd", "se", "ci-low", "ci-high", "median", "iqr-low", "iqr-high", "p", "count",
    "value", "low", "high", "threshold",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """One printed number: a row of `numbers.csv`.

    `printed` is the paper's own string and is never changed (`62%`, `18/29`, `Nine`); `reading` is our number
    in the measure's unit, `None` where it is illegible. `month` is 0 at baseline and `None` where no visit applies.
    `row` is the line in the file, for messages. `verified` is whether a person has held it against the paper.
    """

    id: str
    section: str
    place: str
    group: str | None
    month: float | None
    measure: str
    statistic: Statistic
    printed: str
    reading: float | None
    ocr: Ocr = "clean"
    note: str = ""
    row: int = 0
    verified: bool = True

    @property
    def cell(self) -> str:
        """The id without its statistic: the n, N and percent of one printed cell share it."""
        return self.id.rpartition(".")[0]

    @property
    def quantity(self) -> tuple[str | None, str, float | None, str]:
        """What is measured, wherever it is printed: group, measure, month, statistic."""
        return self.group, self.measure, self.month, self.statistic


@dataclass(frozen=True, slots=True)
class Cell:
    """The numbers printed together for one quantity, for example `29/39 = 74%`."""

    id: str
    numbers: tuple[Number, ...]

    def __getitem__(self, statistic: str) -> Number | None:
        return next((number for number in self.numbers if number.statistic == statistic), None)

    def reading(self, statistic: str) -> float | None:
        number = self[statistic]
        return None if number is None else number.reading

    @property
    def n(self) -> int | None:
        """The numerator, where printed and legible."""
        return whole(self.reading("n"))

    @property
    def N(self) -> int | None:
        """The denominator, where printed and legible."""
        return whole(self.reading("N"))

    @property
    def is_fraction(self) -> bool:
        return self.n is not None and self.N is not None

    @property
    def group(self) -> str | None:
        return self.numbers[0].group

    @property
    def measure(self) -> str:
        return self.numbers[0].measure

    @property
    def month(self) -> float | None:
        return self.numbers[0].month

    @property
    def section(self) -> str:
        return self.numbers[0].section


def whole(value: float | None) -> int | None:
    """A reading as a whole number."""
    return None if value is None else round(value)
