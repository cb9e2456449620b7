"""Printing numbers as a paper does: rounded its own way, as digits or in words, several times over."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import cast

import numpy as np
from numpy.typing import NDArray

from cohorts.plan import Rounding
from marginalia.study.model import Number, Statistic

_DECIMAL_ROUNDING = {"half up": ROUND_HALF_UP, "half even": ROUND_HALF_EVEN}
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def rounded(value: Decimal, decimals: int, rounding: Rounding) -> str:
    """The value with this many decimals, trailing zeros kept: `61.5`, `4.0`."""
    return str(value.quantize(Decimal(1).scaleb(-decimals), _DECIMAL_ROUNDING[rounding]))


def percent(n: int, N: int, decimals: int, rounding: Rounding) -> str:
    """`61.5%`, of 8 of 13."""
    return rounded(Decimal(100 * n) / N, decimals, rounding) + "%"


def in_words(count: int) -> str:
    """A small count as a word, a large one in digits."""
    return _WORDS[count] if count < len(_WORDS) else str(count)


class Printer:
    """Collects the numbers of a paper in the order in which it prints them."""

    def __init__(self, rounding: Rounding, chance: np.random.Generator) -> None:
        self.rounding = rounding
        self.chance = chance
        self.numbers: list[Number] = []

    def number(
        self, cell: str, place: str, statistic: str, printed: str, reading: float, month: float | None = None
    ) -> str:
        """Print one number; its id. The cell names section, group (empty where none) and measure."""
        section, group, measure, *_ = cell.split(".")
        id = f"{cell}.{statistic}"
        made = Number(
            id=id,
            section=section,
            place=place,
            group=None if group == "study" else group,
            month=month,
            measure=measure,
            statistic=cast(Statistic, statistic),
            printed=printed,
            reading=reading,
        )
        self.numbers.append(made)
        return id

    def fraction(
        self, cell: str, place: str, n: int, N: int, month: float | None = None, decimals: int | None = None
    ) -> str:
        """Print `8/13`, and `62%` beside it where `decimals` are given and there is anybody; the cell's id."""
        text = f"{n}/{N}" if self.chance.random() < 0.7 else f"{n} of {N}"
        self.number(cell, place, "n", text, n, month)
        self.number(cell, place, "N", text, N, month)
        if decimals is not None and N > 0:
            self.percent(cell, place, n, N, decimals, month)
        return cell

    def percent(self, cell: str, place: str, n: int, N: int, decimals: int, month: float | None = None) -> str:
        """Print a percentage; the number's id."""
        printed = percent(n, N, decimals, self.rounding)
        return self.number(cell, place, "percent", printed, float(printed.rstrip("%")), month)

    def mean(
        self, cell: str, place: str, scores: NDArray[np.int64], step: Decimal, decimals: int, sign: str,
        month: float | None, spread: bool,
    ) -> None:  # fmt: skip
        """Print the mean of scores in steps, and on request, where there are two, the standard deviation beside it."""
        n, total, squares = len(scores), int(scores.sum()), int((scores**2).sum())
        printed = rounded(total * step / n, decimals, self.rounding)
        self.number(cell, place, "mean", printed + sign, float(printed), month)
        if spread and n > 1:
            variance = Decimal(n * squares - total**2) / (n * (n - 1))
            deviation = rounded(variance.sqrt() * step, decimals, self.rounding)
            self.number(cell, place, "sd", deviation + sign, float(deviation), month)

    def count(self, cell: str, place: str, count: int, statistic: str = "count") -> str:
        """Print a count in digits or as a word; the number's id."""
        word = in_words(count)
        printed = [str(count), word, word.capitalize()][int(self.chance.integers(3))]
        return self.number(cell, place, statistic, printed, count)

    def damage(self) -> None:
        """Blur some of what is printed, as a scan does: part of it is read with care, part of it cannot be read."""
        for at, number in enumerate(self.numbers):
            fate = self.chance.random()
            if fate < 0.05:
                self.numbers[at] = replace(number, ocr="repaired", note="A smudge; read by what stands around it.")
            elif fate < 0.08:
                self.numbers[at] = replace(number, ocr="illegible", note="Lost.", printed="?", reading=None)
