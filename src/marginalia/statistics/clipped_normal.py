"""The mean of a normal score that a rating scale cuts off at its ends, for everybody and for those above a threshold.

Both follow from one integral by parts: for a standard normal z, z times its density, summed above d, is the density
at d.

Half of a standard normal lies below 0; set to 0 there, its mean is the density at 0, 0.3989.

>>> round(float(mean_clipped(0.0, 1.0, 0.0, 10.0)), 4)
0.3989

So is the mean of those above the middle, twice as large, that of the half-normal distribution:

>>> round(mean_selected(0.0, 1.0, 0.0, -10.0, 10.0), 4)
0.7979
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]


def mean_clipped(mean: Floats | float, sd: Floats | float, low: float = 0.0, high: float = 1.0) -> Floats:
    """The mean of a normal score with this mean and standard deviation (above 0), set to the nearer end outside
    `low` to `high`. Broadcasts over arrays."""
    return low + _above(mean, sd, low) - _above(mean, sd, high)


def mean_selected(mean: float, sd: float, threshold: float, low: float = 0.0, high: float = 1.0) -> float:
    """The same among those whose score, before it is cut off, lies more than `threshold` standard deviations above
    the mean."""
    share = float(ndtr(-threshold))
    return low + float(_above(mean, sd, low, threshold) - _above(mean, sd, high, threshold)) / share


def _above(mean: Floats | float, sd: Floats | float, end: float, threshold: float = -np.inf) -> Floats:
    """The mean of how far a score lies above `end`, 0 where it does not or where it is not above the threshold."""
    start = np.maximum(threshold, (end - np.asarray(mean)) / sd)
    density = np.exp(-0.5 * start**2) / np.sqrt(2 * np.pi)
    return np.asarray((mean - end) * ndtr(-start) + sd * density, dtype=np.float64)
