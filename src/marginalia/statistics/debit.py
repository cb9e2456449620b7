"""DEBIT: whether n answers of yes or no can have the printed mean and standard deviation."""

from __future__ import annotations

from marginalia.statistics.grimmer import grimmer
from marginalia.statistics.possibility import Possibility
from marginalia.statistics.scale import BINARY


def debit(mean: str, sd: str, n: int) -> Possibility:
    """Whether some number of ones among `n` zeros and ones prints this mean and this standard deviation.

    Heathers & Brown 2019 (DEBIT: a simple consistency test for binary data): the standard deviation of zeros and ones
    follows from their mean p, as the root of p(1 - p)n/(n - 1). Here p must also be a whole number of ones out of n,
    which makes the test exact: GRIMMER on a scale from 0 to 1.

    >>> str(debit("0.35", "0.49", 20)), str(debit("0.35", "0.18", 20))
    ('consistent', 'impossible')

    Raises `ValueError` where n is below 2, a number is not plain or the standard deviation is negative.
    """
    return grimmer(mean, sd, n, BINARY)
