"""How those who were not seen at the last visit had done when they were last counted, as far as printed counts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marginalia.statistics.counts import Interval
from marginalia.statistics.fisher import fisher

#: The fewest and the most patients.
Count = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier visit's result, split by who was seen at the last one.

    At `month`, `responders` and `others` were counted among those seen; of these, `missing_responders` and
    `missing_others`, each as the fewest and the most, were not seen at `last`. There, `last_responders` of `last_seen`
    responded, among `size` in all. Raises `ValueError` where the counts do not fit together.
    """

    month: float
    last: float
    size: int
    responders: int
    others: int
    missing_responders: Count
    missing_others: Count
    last_responders: int
    last_seen: int

    def __post_init__(self) -> None:
        for (low, high), most in ((self.missing_responders, self.responders), (self.missing_others, self.others)):
            if not 0 <= low <= high <= most:
                raise ValueError(f"{low} to {high} missing do not fit {most} counted")
        if not 0 <= self.last_responders <= self.last_seen <= self.size:
            raise ValueError("the counts at the last visit do not fit together")
        if self.missing_responders[0] + self.missing_others[0] > self.missing:
            raise ValueError("more are said to be missing than there are")

    @property
    def missing(self) -> int:
        """How many were not seen at the last visit."""
        return self.size - self.last_seen

    @property
    def uncounted(self) -> Count:
        """How many were seen at neither visit: the fewest and the most."""
        most = self.missing_responders[1] + self.missing_others[1]
        return max(self.missing - most, 0), self.missing - self.missing_responders[0] - self.missing_others[0]

    @property
    def missing_share(self) -> Interval | None:
        """The responders' share at the earlier visit among those missing at the last; `None` where nobody is."""
        return _span(_share(r, r + o) for r, o in self._splits())

    @property
    def kept_share(self) -> Interval | None:
        """The same among those seen at the last visit."""
        return _span(_share(self.responders - r, self.responders + self.others - r - o) for r, o in self._splits())

    @property
    def direction(self) -> int | None:
        """-1 where the missing had responded less often than the kept in every split that the counts allow, 1 where
        more often in every one, 0 where that depends on the split; `None` where either is nobody."""
        signs = set()
        for r, o in self._splits():
            kept_r, kept_o = self.responders - r, self.others - o
            if r + o == 0 or kept_r + kept_o == 0:
                return None
            signs.add(_sign(r * kept_o - kept_r * o))
        return signs.pop() if len(signs) == 1 else 0

    @property
    def odds_ratio(self) -> tuple[float, float] | None:
        """The odds of having responded, missing against kept: the lowest and the highest over the splits; `None` where
        a split leaves it undefined or infinite."""
        found = []
        for r, o in self._splits():
            kept_r, kept_o = self.responders - r, self.others - o
            if o == 0 or kept_r == 0:
                return None
            found.append(r * kept_o / (o * kept_r))
        return (min(found), max(found)) if found else None

    @property
    def p(self) -> tuple[float, float] | None:
        """Fisher's two-sided p for missing against kept: the lowest and the highest over the splits."""
        found = [
            fisher(r, r + o, self.responders - r, self.responders + self.others - r - o).p
            for r, o in self._splits()
            if r + o and self.responders + self.others > r + o
        ]
        return (min(found), max(found)) if found else None

    @property
    def carried(self) -> Interval:
        """The share of everybody at the last visit if each missing person's earlier result is carried forward; those
        without one may be either. Not an estimate: a result is carried over months in which it could change."""
        low = self.last_responders + self.missing_responders[0]
        high = self.last_responders + self.missing - self.missing_others[0]
        return Interval(low / self.size, high / self.size)

    def _splits(self) -> Iterator[tuple[int, int]]:
        """Every pair of missing responders and missing others within the ranges; they may not all be possible."""
        for responders in range(self.missing_responders[0], self.missing_responders[1] + 1):
            for others in range(self.missing_others[0], self.missing_others[1] + 1):
                if responders + others <= self.missing:
                    yield responders, others


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _span(shares: Iterator[float | None]) -> Interval | None:
    found = [share for share in shares if share is not None]
    return Interval(min(found), max(found)) if found else None


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
