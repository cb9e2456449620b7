"""The exact interval of Clopper and Pearson: never too narrow, often wider than it needs to be."""

from __future__ import annotations

from marginalia.statistics.counts import Interval, check_confidence, check_counts


def clopper_pearson(n: int, N: int, *, confidence: float = 0.95) -> Interval:
    """The two-sided interval with at most (1 - confidence)/2 in each tail for `n` of `N`.

    The ends are quantiles of beta distributions (Clopper & Pearson 1934, Biometrika 26:404-413). Method 5 of
    Newcombe 1998 (Stat Med 17:857-872), whose Table I prints 0.0578 to 0.1617 for 15 of 148:

    >>> limits = clopper_pearson(15, 148)
    >>> f"{limits.low:.4f} {limits.high:.4f}"
    '0.0578 0.1617'

    Raises `ValueError` where n of N is no proportion or the confidence is no probability.
    """
    from scipy.special import betaincinv  # imported here: it costs more than everything else in this room

    check_counts(n, N)
    check_confidence(confidence)
    tail = (1 - confidence) / 2
    low = 0.0 if n == 0 else float(betaincinv(n, N - n + 1, tail))
    high = 1.0 if n == N else float(betaincinv(n + 1, N - n, 1 - tail))
    return Interval(low, high)
