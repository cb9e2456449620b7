"""How far two groups lie apart in units of how much patients differ anyway: differences on any scale become alike."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from marginalia.statistics.counts import Interval, check_confidence, check_counts
from marginalia.statistics.mean_difference import Sample


@dataclass(frozen=True, slots=True)
class Standardised:
    """A difference in standard deviations, with its interval."""

    value: float
    interval: Interval


def hedges(first: Sample, second: Sample, *, confidence: float = 0.95) -> Standardised | None:
    """Hedges' g: the first mean less the second over the pooled standard deviation, made smaller for small groups by
    1 - 3 / (4 df - 1); by statsmodels' `effectsize_smd`, with a normal interval (Hedges & Olkin 1985, as in the
    Cochrane handbook's standardised mean difference).

    `None` where nobody differs from anybody. Raises `ValueError` where the confidence is no probability.
    """
    from scipy.stats import norm
    from statsmodels.stats.meta_analysis import effectsize_smd  # both imported here: they are slow to load

    check_confidence(confidence)
    if first.sd == second.sd == 0:
        return None
    value, variance = effectsize_smd(first.mean, first.sd, first.n, second.mean, second.sd, second.n)
    reach = float(norm.ppf((1 + confidence) / 2)) * sqrt(float(variance))
    return Standardised(float(value), Interval(float(value) - reach, float(value) + reach))


def between_means(first: Sample, second: Sample) -> float | None:
    """Two groups' balance in a rating: the difference of the means over the root of the mean variance (Austin 2009,
    Stat Med 28:3083-3107). It does not grow with the number of patients, as a P value does. `None` without spread.

    >>> between_means(Sample(6, 2, 20), Sample(5, 2, 20))
    0.5
    """
    spread = sqrt((first.sd**2 + second.sd**2) / 2)
    return (first.mean - second.mean) / spread if spread else None


def between_shares(n1: int, N1: int, n2: int, N2: int) -> float | None:
    """The same of two proportions (Austin 2009): p1 - p2 over √((p1 (1 - p1) + p2 (1 - p2)) / 2). `None` where nobody
    or everybody in both groups is so. Raises `ValueError` where a count is no part of its group."""
    check_counts(n1, N1)
    check_counts(n2, N2)
    p1, p2 = n1 / N1, n2 / N2
    spread = sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / 2)
    return (p1 - p2) / spread if spread else None
