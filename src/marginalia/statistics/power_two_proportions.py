"""The chance that a trial of two equal groups finds a true difference between two shares: approximated, and exactly.

All tests are two-sided; `n` is the number of patients analysed in each group. The exact test stands in `fisher_power`,
for groups of any sizes.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from marginalia.statistics.fisher_power import fisher_power

_NORMAL = NormalDist()


def normal_power(control: float, treated: float, n: int, *, significance: float = 0.05) -> float:
    """The power of the two-sided test with a pooled standard error, `n` patients analysed in each group.

    Phi((|d| √n - z √(2 P Q)) / √(p0 q0 + p1 q1)), P being the mean of the two shares (Fleiss, Levin & Paik 2003,
    `fleiss2003rates`, ch. 4; `power.prop.test` of R). A rejection on the wrong side is not counted. The examples of R
    give 0.740 for 50% against 75% in 50 and 50 patients:

    >>> f"{normal_power(0.50, 0.75, 50):.3f}"
    '0.740'

    Raises `ValueError` where the shares do not lie strictly between 0 and 1, the significance is no probability or
    there is nobody to analyse.
    """
    check_shares(control, treated)
    check_significance(significance)
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    reach = abs(treated - control) * sqrt(n) - critical(significance) * null_spread(control, treated)
    return _NORMAL.cdf(reach / true_spread(control, treated))


def exact_power(control: float, treated: float, n: int, *, significance: float = 0.05) -> float:
    """The power of Fisher's exact test: the summed chance of every pair of counts that it calls significant, on either
    side.

    Nothing is approximated. The manual of the R package clinfun (`clinfun`) prints 0.8688275 for 80% against 20% in 13
    and 13 patients:

    >>> f"{exact_power(0.8, 0.2, 13):.7f}"
    '0.8688275'

    Raises `ValueError` as `normal_power`.
    """
    check_shares(control, treated)
    check_significance(significance)
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    return fisher_power(control, n, treated, n, significance=significance)


def critical(significance: float) -> float:
    """What the test statistic must pass on either side: 1.96 for 0.05."""
    return _NORMAL.inv_cdf(1 - significance / 2)


def null_spread(control: float, treated: float) -> float:
    """√(2 P Q): the standard error that the test works with, times √n, where P is the mean of the shares."""
    mean = (control + treated) / 2
    return sqrt(2 * mean * (1 - mean))


def true_spread(control: float, treated: float) -> float:
    """√(p0 q0 + p1 q1): the standard error of the difference, times √n."""
    return sqrt(control * (1 - control) + treated * (1 - treated))


def check_shares(control: float, treated: float) -> None:
    """Raise `ValueError` unless both shares lie strictly between 0 and 1."""
    for share in (control, treated):
        if not 0 < share < 1:
            raise ValueError(f"a share must lie strictly between 0 and 1, not {share}")


def check_significance(significance: float) -> None:
    """Raise `ValueError` unless the significance lies strictly between 0 and 1."""
    if not 0 < significance < 1:
        raise ValueError(f"significance must lie strictly between 0 and 1, not {significance}")
