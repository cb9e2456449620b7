"""What the mean of a bounded score says of its standard deviation.

Bhatia and Davis (2000): scores between `low` and `high` with this mean have a variance of at most
(high - mean)(mean - low), reached where everybody is at one end or the other.

>>> f"{largest_sd(6.7, 0, 10):.1f}"
'4.7'
"""

from __future__ import annotations

import math


def largest_sd(mean: float, low: float, high: float) -> float:
    """The largest standard deviation (dividing by n) of scores between `low` and `high` with this mean. Raises
    `ValueError` for a mean outside."""
    if not low <= mean <= high:
        raise ValueError(f"the mean must lie between {low} and {high}, not {mean}")
    return math.sqrt((high - mean) * (mean - low))


def smallest_standardised(change: float, mean: float, low: float, high: float) -> float:
    """The smallest standardised change there can be, in standard deviations before treatment, where the mean then was
    `mean`: the change over the largest standard deviation. Infinite where nobody can differ."""
    sd = largest_sd(mean, low, high)
    return change / sd if sd else math.copysign(math.inf, change)
