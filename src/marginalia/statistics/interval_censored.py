"""Times known only to lie between two visits: Turnbull's estimate of how many are left at each time.

The estimate itself is surpyval's. Its `turnbull_estimator` must be Kaplan-Meier, which gives the nonparametric maximum
likelihood of Turnbull 1976 (J R Stat Soc B 38:290-295); surpyval's default, Fleming-Harrington, is another curve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from marginalia.statistics.counts import Interval, check_confidence

#: Mass smaller than this is rounding of the algorithm, whose tolerance is 1e-10.
_HAIR = 1e-7


@dataclass(frozen=True, slots=True)
class Between:
    """A time that lies after `low` and no later than `high`; `high` is infinite where it had not come by `low`.

    Raises `ValueError` unless 0 <= low < high.
    """

    low: float
    high: float = inf

    def __post_init__(self) -> None:
        if not 0 <= self.low < self.high:
            raise ValueError(f"expected 0 <= low < high, not {self.low} and {self.high}")


@dataclass(frozen=True, slots=True)
class Drop:
    """An interval (`start`, `end`] in which the curve falls by `mass`, a share; where in it, the data do not say."""

    start: float
    end: float
    mass: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The share left over time: 1 at first, falling within each of `drops`, flat between them. After `until` nobody was
    followed, so that the curve says nothing."""

    drops: tuple[Drop, ...]
    until: float

    def at(self, time: float) -> Interval:
        """The share left at a time, from the lowest that fits to the highest; equal outside the drops."""
        low = 1 - sum(drop.mass for drop in self.drops if drop.start < time)
        high = 1 - sum(drop.mass for drop in self.drops if drop.end <= time)
        return Interval(min(1.0, max(0.0, low)), min(1.0, max(0.0, high)))


def turnbull(times: Sequence[Between]) -> Curve:
    """Turnbull's estimate. Raises `ValueError` where there are no times.

    >>> curve = turnbull([Between(0, 3), Between(0, 3), Between(3, 9), Between(6)])
    >>> [(drop.start, drop.end, round(drop.mass, 4)) for drop in curve.drops]
    [(0.0, 3.0, 0.5), (6.0, 9.0, 0.5)]
    """
    if not times:
        raise ValueError("no times to estimate from")
    low, high = np.array([one.low for one in times], float), np.array([one.high for one in times], float)
    until = max(one.high if isfinite(one.high) else one.low for one in times)
    if not np.isfinite(high).any():
        return Curve((), until)
    return Curve(_drops(low, high), until)


def bootstrapped(
    times: Sequence[Between], at: Sequence[float], *, draws: int, confidence: float, rng: np.random.Generator
) -> tuple[Interval, ...]:
    """For each time, an interval for the share left: patients are drawn anew with replacement, and the interval runs
    from the lower percentile of the lowest share that fits to the upper of the highest. Raises `ValueError` where the
    confidence is no probability, or there are no times or draws.

    Resampling suits times that can only fall between a few fixed visits, where the estimate is that of a multinomial
    with few cells; where visits may be on any day, the estimate is of another kind and its percentiles are not to be
    relied on.
    """
    check_confidence(confidence)
    if draws < 1:
        raise ValueError(f"draws must be at least 1, not {draws}")
    lows, highs = np.empty((draws, len(at))), np.empty((draws, len(at)))
    for draw in range(draws):
        curve = turnbull([times[chosen] for chosen in rng.integers(len(times), size=len(times))])
        for place, time in enumerate(at):
            found = curve.at(time)
            lows[draw, place], highs[draw, place] = found.low, found.high
    outside = (1 - confidence) / 2
    ends = zip(np.quantile(lows, outside, axis=0), np.quantile(highs, 1 - outside, axis=0), strict=True)
    return tuple(Interval(float(low), float(high)) for low, high in ends)


def kaplan_meier(times: Sequence[Between]) -> Curve:
    """The usual curve, as if each time were the end of its interval: what is drawn where between-visit times are taken
    for the visit. Each drop has no width. Raises `ValueError` where there are no times."""
    if not times:
        raise ValueError("no times to estimate from")
    left, drops = 1.0, []
    for time in sorted({one.high for one in times if isfinite(one.high)}):
        risk = sum(_followed(one) >= time for one in times)
        fallen = left * sum(one.high == time for one in times) / risk
        drops.append(Drop(time, time, fallen))
        left -= fallen
    return Curve(tuple(drops), max(map(_followed, times)))


def _followed(one: Between) -> float:
    """Until when somebody counts as followed: the visit at which it had happened, or the last at which it had not."""
    return one.high if isfinite(one.high) else one.low


def _drops(low: NDArray[np.float64], high: NDArray[np.float64]) -> tuple[Drop, ...]:
    # Imported here: it takes a second, and most pages have no patients.
    from surpyval.univariate.nonparametric.turnbull import Turnbull

    model = Turnbull.fit(xl=low, xr=high, turnbull_estimator="Kaplan-Meier")
    ends = [0.0, *map(float, model.x)]
    left = [1.0, *map(float, model.R)]
    return tuple(
        Drop(start, end, before - after)
        for start, end, before, after in zip(ends, ends[1:], left, left[1:], strict=False)
        if before - after > _HAIR
    )
