"""How the reader wants uncertainty worked out."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.statistics.counts import check_confidence
from marginalia.statistics.intervals import METHODS, Interval, interval


@dataclass(frozen=True, slots=True)
class Settings:
    """The confidence level and the interval method of a book; both are parameters of every chapter."""

    confidence: float = 0.95
    interval_method: str = "wilson"

    def __post_init__(self) -> None:
        check_confidence(self.confidence)
        if self.interval_method not in METHODS:
            raise ValueError(f"interval_method must be one of {', '.join(METHODS)}, not {self.interval_method!r}")

    def interval(self, n: int, N: int) -> Interval | None:
        """The interval for n of N; `None` where a printed fraction is no proportion (7 of 6, 0 of 0)."""
        if N < 1 or not 0 <= n <= N:
            return None
        return interval(n, N, method=self.interval_method, confidence=self.confidence)


#: What a caller gets who does not choose.
DEFAULT = Settings()
