"""The mid-P interval: the exact interval with only half of the observed result counted into each tail."""

from __future__ import annotations

from collections.abc import Callable

from marginalia.statistics.counts import Interval, check_confidence, check_counts

#: Halvings of [0, 1] after which two neighbouring floating-point numbers cannot be told apart.
_HALVINGS = 64


def mid_p(n: int, N: int, *, confidence: float = 0.95) -> Interval:
    """The rates at which P(more than n) + P(exactly n)/2 is (1 - confidence)/2 and its mirror, for `n` of `N`.

    Method 6 of Newcombe 1998 (Stat Med 17:857-872), whose Table I prints 0.0601 to 0.1581 for 15 of 148:

    >>> limits = mid_p(15, 148)
    >>> f"{limits.low:.4f} {limits.high:.4f}"
    '0.0601 0.1581'

    Raises `ValueError` where n of N is no proportion or the confidence is no probability.
    """
    check_counts(n, N)
    check_confidence(confidence)
    tail = (1 - confidence) / 2

    def above(rate: float) -> float:
        """P(X > n) + P(X = n)/2 at a true rate: rises from 0 to 1 with the rate."""
        return (_at_least(n, N, rate) + _at_least(n + 1, N, rate)) / 2

    low = 0.0 if n == 0 else _rate_where(above, tail)
    high = 1.0 if n == N else _rate_where(above, 1 - tail)
    return Interval(low, high)


def _at_least(n: int, N: int, rate: float) -> float:
    """The chance of n or more events in N at a true rate."""
    from scipy.special import betainc  # imported here: it costs more than everything else in this room

    if n <= 0:
        return 1.0
    return 0.0 if n > N else float(betainc(n, N - n + 1, rate))


def _rate_where(chance: Callable[[float], float], level: float) -> float:
    """The rate at which a rising chance reaches a level, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if chance(middle) < level else (low, middle)
    return (low + high) / 2
