"""GRIM: whether whole scores of n people can have the printed mean."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from marginalia.statistics.possibility import Possibility
from marginalia.statistics.reported import Reported, reported
from marginalia.statistics.rounding import Rounding
from marginalia.statistics.scale import WHOLE_NUMBERS, Scale


def grim(mean: str, n: int, scale: Scale = WHOLE_NUMBERS) -> Possibility:
    """Whether `n` scores on the scale can have a mean that is printed so: some whole sum must lead to it.

    Brown & Heathers 2017 (Soc Psychol Personal Sci 8:363-369), in exact fractions. Their means have two decimals and
    one item; several items make the grain finer by as many, another step coarser or finer by its size, and a percentage
    of n people is a mean of scores of 0 and 100 (`PERCENTAGE`).

    >>> str(grim("5.19", 28)), str(grim("5.18", 28))
    ('impossible', 'consistent')
    >>> str(grim("62%", 8, Scale.of(step=100, low=0, high=100)))
    'only under half even or truncation'

    Raises `ValueError` where n is below 1 or the mean is no plain number.
    """
    printed = reported(mean)
    return Possibility(tuple(rounding for rounding in Rounding if sums(printed, n, scale, rounding)))


def sums(mean: Reported, n: int, scale: Scale, rounding: Rounding) -> range:
    """Every sum of `n` scores, in the scale's units above its origin, whose mean is printed so."""
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    means = mean.could_be(rounding)
    if scale.low is not None:
        means = means.moved(-scale.low)
    found = means.wholes(n * scale.items * scale.step.denominator, scale.step.numerator)
    if scale.top is None:
        return found
    return range(max(found.start, 0), min(found.stop, n * scale.top + 1))


def nearest_means(mean: str, n: int, scale: Scale = WHOLE_NUMBERS) -> tuple[str, ...]:
    """The possible means next below and next above, printed half up with the same decimals; one where they are alike.

    >>> nearest_means("5.19", 28)
    ('5.18', '5.21')

    Raises `ValueError` where n is below 1 or the mean is no plain number.
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    printed = reported(mean)
    below = floor((printed.value - scale.origin) * n / scale.unit)
    totals = [below, below + 1]
    if scale.top is not None:
        totals = [min(max(total, 0), n * scale.top) for total in totals]
    means = [scale.origin + Fraction(total, n) * scale.unit for total in totals]
    return tuple(dict.fromkeys(printed.beside(mean) for mean in means))
