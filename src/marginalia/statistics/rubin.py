"""Rubin's rules: one answer from several imputed data sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist, fmean, variance

from marginalia.statistics.counts import Interval, check_confidence

#: With fewer degrees of freedom than this t overflows; the interval is then as wide as it gets.
_FEWEST = 1e-2
#: An increase in variance that is rounding.
_NEXT_TO_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Pooled:
    """An estimate over `imputations` data sets, in the unit of what was estimated; variances in its square.

    `within` is the mean of their variances, `between` the variance of their estimates; `freedom` the degrees of freedom
    of t, infinite where the data sets agree.
    """

    estimate: float
    within: float
    between: float
    imputations: int
    freedom: float

    @property
    def total(self) -> float:
        """The variance of the estimate: T = U + (1 + 1/m) B (Rubin 1987, 3.1.5)."""
        return self.within + (1 + 1 / self.imputations) * self.between

    @property
    def increase(self) -> float:
        """How much larger missing data make the variance: r = (1 + 1/m) B / U (Rubin 1987, 3.1.7)."""
        return _increase(self.within, self.between, self.imputations)

    @property
    def missing_information(self) -> float:
        """The fraction of information missing: (r + 2 / (ν + 3)) / (1 + r) (Rubin 1987, 3.1.10)."""
        if self.increase == inf:
            return 1.0
        return (self.increase + 2 / (self.freedom + 3)) / (1 + self.increase)

    @property
    def simulation_error(self) -> float:
        """The standard error that comes from having so few data sets, not infinitely many: √(B/m)."""
        return sqrt(self.between / self.imputations)

    def interval(self, confidence: float = 0.95) -> Interval:
        """The estimate ± t √T. Raises `ValueError` where the confidence is no probability."""
        reach = _t(confidence, self.freedom) * sqrt(self.total)
        return Interval(self.estimate - reach, self.estimate + reach)


def pool(estimates: Sequence[float], variances: Sequence[float], complete_freedom: float | None = None) -> Pooled:
    """One estimate from those of each data set and their variances (squared standard errors).

    Degrees of freedom are (m - 1)(1 + 1/r)² (Rubin 1987) where `complete_freedom`, those that a data set without gaps
    would have, is `None`; else smaller, as Barnard and Rubin 1999 (Biometrika 86:948-955) have it.

    >>> pooled = pool([0.2, 0.23, 0.22], [share * (1 - share) / 10 for share in (0.2, 0.23, 0.22)])
    >>> f"{pooled.estimate:.4f} {pooled.increase:.5f} {pooled.freedom:.2f}"
    '0.2167 0.01835 6161.29'

    Raises `ValueError` for fewer than two data sets, for lists of two lengths, or for a negative variance.
    """
    many = len(estimates)
    if many < 2 or len(variances) != many:
        raise ValueError(f"{many} estimates and {len(variances)} variances: expected as many of each, and at least two")
    if min(variances) < 0:
        raise ValueError("a variance must not be negative")
    within, between = fmean(variances), variance(estimates)
    r = _increase(within, between, many)
    freedom = inf if r < _NEXT_TO_NOTHING else (many - 1) * (1 + 1 / r) ** 2
    if complete_freedom is not None:
        share = 1.0 if r == inf else r / (1 + r)
        observed = (complete_freedom + 1) / (complete_freedom + 3) * complete_freedom * (1 - share)
        freedom = observed if freedom == inf else freedom * observed / (freedom + observed)
    return Pooled(fmean(estimates), within, between, many, freedom)


def pooled_share(shares: Sequence[float], size: int) -> Pooled:
    """The share of a group of `size` from its share in each data set. Raises `ValueError` as `pool` does."""
    return pool(shares, [share * (1 - share) / size for share in shares])


def pooled_wilson(pooled: Pooled, size: int, confidence: float = 0.95) -> Interval:
    """Wilson's interval for a share pooled by `pooled_share` over groups of `size`: every p with
    (p̂ - p)² <= t² (1 + r) p (1 - p) / n (Lott and Reiter 2020, Am Stat 74:109-115).

    With data sets that agree it is Wilson's interval:

    >>> limits = pooled_wilson(pooled_share([0.0, 0.0, 0.0], 10), 10)
    >>> f"{limits.low:.4f} {limits.high:.4f}"
    '0.0000 0.2775'

    Raises `ValueError` where the confidence is no probability.
    """
    t = _t(confidence, pooled.freedom)
    share, k = pooled.estimate, t * t * (1 + pooled.increase) / size
    if k == inf:
        return Interval(0.0, 1.0)
    centre, reach = 2 * share + k, sqrt(max(0.0, (2 * share + k) ** 2 - 4 * (1 + k) * share * share))
    low = 0.0 if share == 0 else (centre - reach) / (2 * (1 + k))
    high = 1.0 if share == 1 else (centre + reach) / (2 * (1 + k))
    return Interval(low, high)


def _increase(within: float, between: float, many: int) -> float:
    if between == 0:
        return 0.0
    return inf if within == 0 else (1 + 1 / many) * between / within


def _t(confidence: float, freedom: float) -> float:
    from scipy.special import stdtrit

    check_confidence(confidence)
    tail = (1 + confidence) / 2
    return NormalDist().inv_cdf(tail) if freedom == inf else float(stdtrit(max(freedom, _FEWEST), tail))
