"""The binomial distribution, and the logarithms of the binomial coefficients that it rests on."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def log_choose(N: int) -> Floats:
    """The logarithm of the number of ways to choose k of N, for every k from 0 to N: shape (N + 1,)."""
    summed = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, N + 1)))])
    return np.asarray(summed[N] - summed - summed[::-1], dtype=np.float64)


def binomial(N: int, shares: ArrayLike) -> Floats:
    """The chances of 0 to N responders at each true share: shape (shares, N + 1). By logarithms, since those of scipy
    overflow at shares next to nothing.

    >>> binomial(2, [0.5]).round(2).tolist()
    [[0.25, 0.5, 0.25]]
    """
    from scipy.special import xlog1py, xlogy  # imported here: it costs more than everything else in this room

    n, share = np.arange(N + 1), np.asarray(shares, dtype=np.float64)[:, None]
    return np.asarray(np.exp(log_choose(N) + xlogy(n, share) + xlog1py(N - n, -share)), dtype=np.float64)
