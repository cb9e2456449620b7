"""Every printed version of a count, looked up by what it counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from marginalia.study.model import Cell, Number, Study

#: What a printed fraction n/N counts: those who have it, all who were asked, and the rest, N - n.
Part = Literal["n", "N", "rest"]
PARTS: tuple[Part, ...] = ("n", "N", "rest")


@dataclass(frozen=True, slots=True)
class Count:
    """A count of patients in one printed cell, and the numbers that it rests on: two of them for N - n."""

    value: int
    numbers: tuple[Number, ...]

    @property
    def cell(self) -> str:
        return self.numbers[0].cell


class Prints:
    """The legible counts in the fractions of a study, by measure, group, visit and part of the fraction."""

    def __init__(self, study: Study) -> None:
        self._versions: dict[tuple[str, str | None, float | None, Part], list[Count]] = {}
        for cell in study.cells():
            for part, count in _counts(cell):
                self._versions.setdefault((cell.measure, cell.group, cell.month, part), []).append(count)

    def all(self, measure: str, group: str, month: float, part: Part) -> tuple[Count, ...]:
        """Every version, in the file's order."""
        return tuple(self._versions.get((measure, group, month, part), ()))

    def smallest(self, measure: str, group: str, month: float, part: Part) -> Count | None:
        return min(self.all(measure, group, month, part), key=_value, default=None)

    def largest(self, measure: str, group: str, month: float, part: Part) -> Count | None:
        return max(self.all(measure, group, month, part), key=_value, default=None)


def numbers_of(counts: Iterable[Count]) -> tuple[Number, ...]:
    """The numbers that the counts rest on, each once."""
    return tuple(dict.fromkeys(number for count in counts for number in count.numbers))


def telling(cell: Cell) -> tuple[Number, ...]:
    """What a cell's share rests on: of a fraction its two halves, so that a damaged percent beside it does no harm."""
    halves = tuple(number for number in cell.numbers if number.statistic in ("n", "N"))
    return halves if cell.is_fraction else cell.numbers


def reading(number: Number) -> float:
    """The reading of a number that is known to be legible. Raises `ValueError` where it is not."""
    if number.reading is None:
        raise ValueError(f"{number.id} has no reading")
    return number.reading


def total(numbers: Iterable[Number]) -> float:
    return sum(reading(number) for number in numbers)


def _counts(cell: Cell) -> list[tuple[Part, Count]]:
    n, N, few, many = cell["n"], cell["N"], cell.n, cell.N
    found: list[tuple[Part, Count]] = []
    if n is not None and few is not None:
        found.append(("n", Count(few, (n,))))
    if N is not None and many is not None:
        found.append(("N", Count(many, (N,))))
    if n is not None and N is not None and few is not None and many is not None and few <= many:
        found.append(("rest", Count(many - few, (n, N))))
    return found


def _value(count: Count) -> int:
    return count.value
