"""Wilson's score interval: the book's default, because it behaves well with few patients and at 0 and 100%."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from marginalia.statistics.counts import Interval, check_confidence, check_counts


def wilson(n: int, N: int, *, confidence: float = 0.95) -> Interval:
    """The score interval without continuity correction for `n` of `N`.

    It holds every true rate that a two-sided score test at 1 - confidence would not reject:
    (n + z²/2 ± z √(n(N-n)/N + z²/4)) / (N + z²). Method 3 of Newcombe 1998 (Stat Med 17:857-872), whose
    Table I prints 0.0624 to 0.1605 for 15 of 148:

    >>> limits = wilson(15, 148)
    >>> f"{limits.low:.4f} {limits.high:.4f}"
    '0.0624 0.1605'

    Raises `ValueError` where n of N is no proportion or the confidence is no probability.
    """
    check_counts(n, N)
    check_confidence(confidence)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre = (n + z * z / 2) / (N + z * z)
    reach = z * sqrt(n * (N - n) / N + z * z / 4) / (N + z * z)
    # The algebra gives exactly 0 at n = 0 and exactly 1 at n = N; floating point misses them by a hair.
    low = 0.0 if n == 0 else centre - reach
    high = 1.0 if n == N else centre + reach
    return Interval(low, high)
