"""The Jeffreys interval: the middle of what a Bayesian with a neutral prior believes after seeing the patients."""

from __future__ import annotations

from marginalia.statistics.counts import Interval, check_confidence, check_counts


def jeffreys(n: int, N: int, *, confidence: float = 0.95) -> Interval:
    """The equal-tailed interval of the Beta(n + 1/2, N - n + 1/2) posterior for `n` of `N`.

    As Brown, Cai and DasGupta define it (Stat Sci 2001;16:101-133, section 3.1.1 (c)), the lower end is exactly 0
    when n = 0 and the upper end exactly 1 when n = N: otherwise the interval would leave out what was observed.

    >>> jeffreys(0, 48).low, jeffreys(48, 48).high
    (0.0, 1.0)

    Raises `ValueError` where n of N is no proportion or the confidence is no probability.
    """
    from scipy.special import betaincinv  # imported here: it costs more than everything else in this room

    check_counts(n, N)
    check_confidence(confidence)
    tail = (1 - confidence) / 2
    low = 0.0 if n == 0 else float(betaincinv(n + 0.5, N - n + 0.5, tail))
    high = 1.0 if n == N else float(betaincinv(n + 0.5, N - n + 0.5, 1 - tail))
    return Interval(low, high)
