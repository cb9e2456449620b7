"""The difference of two means in separate groups, from what a paper prints of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, sqrt

from marginalia.statistics.counts import Interval, check_confidence


@dataclass(frozen=True, slots=True)
class Sample:
    """A group as a paper prints it: its mean, its standard deviation, and how many patients these are of."""

    mean: float
    sd: float
    n: int

    def __post_init__(self) -> None:
        if not (isfinite(self.mean) and isfinite(self.sd)) or self.sd < 0:
            raise ValueError(f"a mean and a standard deviation of at least 0 are needed, not {self.mean} and {self.sd}")
        if self.n < 2:
            raise ValueError(f"a standard deviation needs two patients, not {self.n}")


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """A difference of means, in the unit of the means, with the degrees of freedom and the two-sided P value of its
    t test."""

    value: float
    interval: Interval
    degrees: float
    p: float


def mean_difference(
    first: Sample, second: Sample, *, equal_spread: bool = False, confidence: float = 0.95
) -> MeanDifference:
    """The first mean less the second.

    Welch 1947 (Biometrika 34:28-35), with the degrees of freedom of Satterthwaite 1946, which does not ask the two
    groups to spread alike; with `equal_spread` Student's test with a pooled variance. R's `t.test` of its sleep data:

    >>> found = mean_difference(Sample(0.75, 1.789010, 10), Sample(2.33, 2.002249, 10))
    >>> f"{found.value:.2f} {found.interval.low:.3f} {found.interval.high:.3f} {found.degrees:.3f} {found.p:.5f}"
    '-1.58 -3.365 0.205 17.776 0.07939'

    Without any spread the interval is the difference itself. Raises `ValueError` where the confidence is no
    probability.
    """
    from scipy.stats import t  # imported here: it costs more than everything else in this room

    check_confidence(confidence)
    value = first.mean - second.mean
    error, degrees = _error(first, second, equal_spread)
    if error == 0:
        return MeanDifference(value, Interval(value, value), degrees, 1.0 if value == 0 else 0.0)
    reach = float(t.ppf((1 + confidence) / 2, degrees)) * error
    p = 2 * float(t.sf(abs(value) / error, degrees))
    return MeanDifference(value, Interval(value - reach, value + reach), degrees, p)


def _error(first: Sample, second: Sample, equal_spread: bool) -> tuple[float, float]:
    """The standard error of the difference and its degrees of freedom."""
    together = first.n + second.n - 2
    if equal_spread:
        pooled = ((first.n - 1) * first.sd**2 + (second.n - 1) * second.sd**2) / together
        return sqrt(pooled * (1 / first.n + 1 / second.n)), together
    # The larger of the two is taken out, so that squares of very small deviations do not vanish.
    scale = max(first.sd, second.sd)
    if scale == 0:
        return 0.0, inf
    parts = [(one.sd / scale) ** 2 / one.n for one in (first, second)]
    degrees = sum(parts) ** 2 / sum(part**2 / (one.n - 1) for part, one in zip(parts, (first, second), strict=True))
    return scale * sqrt(sum(parts)), degrees
