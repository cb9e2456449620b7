"""What every statistic of a proportion shares: an interval, and the check of its two whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from operator import index


@dataclass(frozen=True, slots=True)
class Interval:
    """The two ends of an interval: for a proportion between 0 and 1, for a difference of two between -1 and 1, for a
    rate from 0 upwards."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low

    def __contains__(self, share: float) -> bool:
        return self.low <= share <= self.high


def check_counts(n: int, N: int) -> None:
    """Raise `ValueError` unless `n` of `N` is a proportion: whole numbers, N at least 1, n from 0 to N.
    A number that is not whole raises `TypeError`."""
    if index(N) < 1:
        raise ValueError(f"N must be at least 1, not {N}")
    if not 0 <= index(n) <= N:
        raise ValueError(f"n must lie between 0 and N = {N}, not {n}")


def check_confidence(confidence: float) -> None:
    """Raise `ValueError` unless the confidence lies strictly between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie strictly between 0 and 1, not {confidence}")
