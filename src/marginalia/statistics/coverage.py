"""How often an interval holds the truth: the exact coverage of a method at a true rate, without simulation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from marginalia.statistics.binomial import binomial
from marginalia.statistics.counts import Interval, check_counts

_Floats = NDArray[np.float64]


def coverage(limits: Callable[[int, int], Interval], rates: Sequence[float], N: int) -> _Floats:
    """The chance, at each true rate, that the interval `limits(n, N)` of the n then observed among N holds that rate.

    The sum of the binomial probabilities of every n whose interval holds the rate: the coverage probability of Brown,
    Cai and DasGupta 2001 (Stat Sci 16:101-133). The result is an array as long as `rates`, between 0 and 1.

    >>> from marginalia.statistics.wilson import wilson
    >>> f"{coverage(wilson, [0.5], 10)[0]:.4f}"
    '0.9785'

    Raises `ValueError` for a rate outside 0 to 1 or an N below 1.
    """
    check_counts(0, N)
    truths = np.asarray(rates, dtype=np.float64)
    if np.any((truths < 0) | (truths > 1)):
        raise ValueError("true rates must lie between 0 and 1")
    counts = np.arange(N + 1)
    ends = [limits(int(n), N) for n in counts]
    low, high = np.array([end.low for end in ends]), np.array([end.high for end in ends])
    holds = (low <= truths[:, None]) & (truths[:, None] <= high)
    return np.asarray((binomial(N, truths) * holds).sum(axis=1), dtype=np.float64)
