"""The interval for the difference of two proportions in separate groups."""

from __future__ import annotations

from math import hypot

from marginalia.statistics.counts import Interval, check_counts
from marginalia.statistics.wilson import wilson


def newcombe(n1: int, N1: int, n2: int, N2: int, *, confidence: float = 0.95) -> Interval:
    """The hybrid score interval for n1/N1 - n2/N2, in shares from -1 to 1.

    Method 10 of Newcombe 1998 (Stat Med 17:873-890; `newcombe1998difference`): with the Wilson limits l and u of each
    proportion p, the difference p1 - p2 reaches down by √((p1 - l1)² + (u2 - p2)²) and up by
    √((u1 - p1)² + (p2 - l2)²). It keeps its promise with few patients and at 0 and 100%, where the textbook interval
    does not. The groups must share nobody. His example (d), 5 of 56 and 0 of 29:

    >>> limits = newcombe(5, 56, 0, 29)
    >>> f"{limits.low:.4f} {limits.high:.4f}"
    '-0.0381 0.1926'

    Raises `ValueError` where a count is no part of its group or the confidence is no probability.
    """
    check_counts(n1, N1)
    check_counts(n2, N2)
    first, second = wilson(n1, N1, confidence=confidence), wilson(n2, N2, confidence=confidence)
    p1, p2 = n1 / N1, n2 / N2
    difference = p1 - p2
    low = difference - hypot(p1 - first.low, second.high - p2)
    high = difference + hypot(first.high - p1, p2 - second.low)
    return Interval(max(-1.0, low), min(1.0, high))
