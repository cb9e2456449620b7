"""Regression to the mean: how far a mean falls by itself when people were measured because they were bad.

Barnett, van der Pols and Dobson (2005), equation 1: people whose first reading lies above a cut-off fall, on average,
by (1 - correlation) times the distance between their first mean and the mean that such people have. The correlation
is that of two readings so far apart.

>>> f"{fall(6.7, 5.5, 0.4):.2f}"
'0.72'
"""

from __future__ import annotations

from statistics import NormalDist

_NORMAL = NormalDist()


def fall(start: float, usual: float, correlation: float) -> float:
    """The expected fall, in the scores' unit, of people who start at the mean `start` and are usually at `usual`."""
    return (start - usual) * (1 - _checked(correlation))


def fall_above(cutoff: float, usual: float, sd: float, correlation: float) -> float:
    """The expected fall of people chosen for a reading above `cutoff`, where readings are normal around `usual` with
    standard deviation `sd` (equation 1, one reading). Below a cut-off people rise: mirror the scores."""
    if sd <= 0:
        raise ValueError(f"sd must be above 0, not {sd}")
    distance = (cutoff - usual) / sd
    start = usual + sd * _NORMAL.pdf(distance) / _NORMAL.cdf(-distance)
    return fall(start, usual, correlation)


def usual_needed(start: float, fallen: float, correlation: float) -> float:
    """What people would usually have to be at for regression to the mean alone to make a mean of `start` fall by
    `fallen`: minus infinity where readings correlate perfectly.

    The question is that of Ostermann, Willich and Luedtke (2008): for which means of the population could the change
    be no more than this? Their test needs standard deviations and a correlation from the patients themselves.
    """
    left = 1 - _checked(correlation)
    return start - fallen / left if left else float("-inf")


def _checked(correlation: float) -> float:
    if not -1 <= correlation <= 1:
        raise ValueError(f"correlation must lie between -1 and 1, not {correlation}")
    return correlation
