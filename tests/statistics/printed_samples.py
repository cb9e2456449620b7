"""How a true mean and a true standard deviation are printed, worked out apart from the code under test."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from marginalia.statistics.rounding import Rounding


def digits(units: int, decimals: int) -> str:
    """Whole units of the last digit as they are printed: 520 with two decimals is `5.20`."""
    text = f"{abs(units):0{decimals + 1}d}"
    whole = f"{text[: len(text) - decimals]}.{text[len(text) - decimals :]}" if decimals else text
    return f"-{whole}" if units < 0 else whole


def printed(value: Fraction, decimals: int, rounding: Rounding) -> str:
    """A value as this rounding prints it; below zero as the mirror image of above."""
    units = int(rounding(abs(value), decimals) * 10**decimals)
    return digits(-units if value < 0 else units, decimals)


def printed_sd(scores: tuple[Fraction, ...] | tuple[int, ...], decimals: int, rounding: Rounding) -> str:
    """The standard deviation of a sample, printed: its root by whole numbers alone."""
    n = len(scores)
    mean = Fraction(sum(scores)) / n
    scaled = sum((score - mean) ** 2 for score in scores) / (n - 1) * 100**decimals
    if rounding is Rounding.TRUNCATION:
        return digits(isqrt(scaled.numerator // scaled.denominator), decimals)
    twice = 4 * scaled
    root = isqrt(twice.numerator // twice.denominator)
    units = (root + 1) // 2
    tie = twice == root**2 and root % 2 == 1
    return digits(units - (units % 2 if tie and rounding is Rounding.HALF_EVEN else 0), decimals)


def printed_mean(scores: tuple[Fraction, ...] | tuple[int, ...], decimals: int, rounding: Rounding) -> str:
    return printed(Fraction(sum(scores)) / len(scores), decimals, rounding)
