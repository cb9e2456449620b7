"""Every printed version of a count, looked up by what it counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from marginalia.study.model import Number, Study

Half = Literal["n", "N"]
HALVES: tuple[Half, Half] = ("n", "N")


class Prints:
    """The legible numerators and denominators of a study, by measure, group, visit and half of the fraction."""

    def __init__(self, study: Study) -> None:
        self._versions: dict[tuple[str, str | None, float | None, str], list[Number]] = {}
        for number in study.numbers:
            if number.statistic in HALVES and number.reading is not None:
                key = (number.measure, number.group, number.month, number.statistic)
                self._versions.setdefault(key, []).append(number)

    def all(self, measure: str, group: str, month: float, half: Half) -> tuple[Number, ...]:
        """Every version, in the file's order."""
        return tuple(self._versions.get((measure, group, month, half), ()))

    def smallest(self, measure: str, group: str, month: float, half: Half) -> Number | None:
        return min(self.all(measure, group, month, half), key=reading, default=None)

    def largest(self, measure: str, group: str, month: float, half: Half) -> Number | None:
        return max(self.all(measure, group, month, half), key=reading, default=None)


def reading(number: Number) -> float:
    """The reading of a number that is known to be legible. Raises `ValueError` where it is not."""
    if number.reading is None:
        raise ValueError(f"{number.id} has no reading")
    return number.reading


def total(numbers: Iterable[Number]) -> float:
    return sum(reading(number) for number in numbers)
