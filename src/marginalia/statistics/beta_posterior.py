"""What is believed of a share after seeing some patients, for somebody who says what they believed before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marginalia.statistics.counts import Interval, check_confidence, check_counts

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Belief:
    """A beta distribution of a share: `share` is its mean, `patients` (a + b) how many patients it is worth.

    Raises `ValueError` unless the share lies strictly between 0 and 1 and the patients are more than none.
    """

    share: float
    patients: float

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise ValueError(f"share must lie strictly between 0 and 1, not {self.share}")
        if not self.patients > 0:
            raise ValueError(f"patients must be more than none, not {self.patients}")

    @property
    def a(self) -> float:
        return self.share * self.patients

    @property
    def b(self) -> float:
        return (1 - self.share) * self.patients

    def after(self, n: int, N: int) -> Belief:
        """The belief after n responders among N: a beta prior and a binomial count give a beta posterior with
        a + n and b + N - n (Gelman and others, Bayesian Data Analysis, 3rd edition, section 2.4).

        Their first example, 437 girls among 980 births with a flat prior, gives a mean of 0.446 and 0.415 to 0.477:

        >>> girls = Belief(share=0.5, patients=2).after(437, 980)
        >>> ends = girls.interval(0.95)
        >>> f"{girls.share:.3f}, {ends.low:.3f} to {ends.high:.3f}"
        '0.446, 0.415 to 0.477'

        Raises `ValueError` where n of N is no proportion.
        """
        check_counts(n, N)
        return Belief((self.a + n) / (self.patients + N), self.patients + N)

    def interval(self, confidence: float) -> Interval:
        """The equal-tailed credible interval. Raises `ValueError` where the confidence is no probability."""
        from scipy.special import betaincinv  # imported here: it costs more than everything else in this room

        check_confidence(confidence)
        tail = (1 - confidence) / 2
        return Interval(float(betaincinv(self.a, self.b, tail)), float(betaincinv(self.a, self.b, 1 - tail)))

    def above(self, share: float) -> float:
        """The probability that the true share exceeds a value between 0 and 1."""
        from scipy.special import betaincc  # imported here: it costs more than everything else in this room

        return float(betaincc(self.a, self.b, min(max(share, 0.0), 1.0)))

    def density(self, shares: _Floats) -> _Floats:
        """The density at each share strictly between 0 and 1."""
        from scipy.special import betaln, xlog1py, xlogy  # imported here: see above

        logs = xlogy(self.a - 1, shares) + xlog1py(self.b - 1, -shares) - betaln(self.a, self.b)
        return np.asarray(np.exp(logs), dtype=np.float64)
