"""How many must be treated for one more to benefit, or for one more to be harmed."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from marginalia.statistics.counts import Interval


@dataclass(frozen=True, slots=True)
class NumberNeeded:
    """A number needed to treat, in patients, not rounded: positive where one more of so many benefits, negative where
    one more is harmed, infinite where the groups do equally well.

    `at_best` and `at_worst` come from the largest and the smallest gain that the interval leaves open. Where no gain at
    all is among them, the interval runs from `at_best` up through infinity to `at_worst`.
    """

    value: float
    at_best: float
    at_worst: float
    through_infinity: bool


def number_needed(gain: float, interval: Interval) -> NumberNeeded:
    """The number needed to treat for a gain, a difference of two shares that is positive where the treated do better,
    and the interval of that gain.

    Altman 1998 (BMJ 317:1309-1312): the reciprocals of the difference and of its limits. His example, a gain of 10
    percentage points with limits of -5 and 25: 10 to be treated for one to benefit, the limits running from 4 to
    infinity and on to 20 for one to be harmed:

    >>> found = number_needed(0.10, Interval(-0.05, 0.25))
    >>> f"{found.value:.0f} {found.at_best:.0f} {found.at_worst:.0f} {found.through_infinity}"
    '10 4 -20 True'

    Raises `ValueError` where the gain or a limit is no difference of two shares, or the limits do not hold the gain.
    """
    for share in (gain, interval.low, interval.high):
        if not -1 <= share <= 1:
            raise ValueError(f"a difference of two shares must lie between -1 and 1, not {share}")
    if gain not in interval:
        raise ValueError(f"the limits {interval.low} and {interval.high} do not hold the gain {gain}")
    value, at_best, at_worst = (inf if share == 0 else 1 / share for share in (gain, interval.high, interval.low))
    return NumberNeeded(value, at_best, at_worst, interval.low <= 0 <= interval.high)
