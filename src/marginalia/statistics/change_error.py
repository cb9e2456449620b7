"""How far the difference of two ratings of an unchanged person scatters, and how often it passes a threshold."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

_NORMAL = NormalDist()


def sd_of_difference(sd: float, agreement: float) -> float:
    """Standard deviation of the difference of two ratings, each with standard deviation `sd` (any unit, kept) and
    correlated by `agreement`: sd * sqrt(2 (1 - agreement)), the variance of a difference.

    >>> round(sd_of_difference(2.0, 0.5), 3)
    2.0

    Raises `ValueError` for an sd that is not positive or an agreement outside -1 to 1.
    """
    if sd <= 0 or not -1 <= agreement <= 1:
        raise ValueError(f"an sd above 0 and an agreement from -1 to 1 are needed, not {sd} and {agreement}")
    return sd * sqrt(2 * (1 - agreement))


def sd_from_detectable(change: float, *, confidence: float = 0.95) -> float:
    """Standard deviation of the difference of two ratings of unchanged people, from a published smallest detectable
    change: the change that such differences exceed, in either direction, with probability 1 - confidence. At 95% it is
    1.96 * sqrt(2) * SEM (`kovacs2008neck`), and sqrt(2) * SEM is the standard deviation sought.

    >>> round(sd_from_detectable(1.96), 3)
    1.0

    Raises `ValueError` where the change is not positive or the confidence no probability.
    """
    if change <= 0 or not 0 < confidence < 1:
        raise ValueError(f"a change above 0 and a confidence between 0 and 1 are needed, not {change}, {confidence}")
    return change / _NORMAL.inv_cdf((1 + confidence) / 2)


def chance_above(threshold: float, sd: float, *, mean: float = 0.0) -> float:
    """The probability that a normal change with this mean and standard deviation, in one unit, reaches the threshold.

    >>> round(chance_above(1.96, 1.0), 3)
    0.025

    With an sd of 0 nothing scatters: 1 where the mean reaches the threshold, else 0. Raises `ValueError` below 0.
    """
    if sd < 0:
        raise ValueError(f"sd must not be negative, not {sd}")
    if sd == 0:
        return float(mean >= threshold)
    return _NORMAL.cdf((mean - threshold) / sd)
