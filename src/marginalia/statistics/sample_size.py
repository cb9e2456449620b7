"""How many patients each of two equal groups needs, so that a true difference is found with a wanted chance.

All tests are two-sided. Every number is of patients analysed; `to_enrol` adds those who will be lost.
"""

from __future__ import annotations

from math import ceil, inf, sqrt
from statistics import NormalDist

from marginalia.statistics.power_two_proportions import (
    check_shares,
    check_significance,
    critical,
    exact_power,
    null_spread,
    true_spread,
)

#: Above this many in a group the exact search would keep a reader waiting, and differs little from the correction.
EXACT_UP_TO = 400

#: An exact size must keep its power over this many sizes above it, because exact power does not rise evenly.
_WINDOW = 5


def for_shares(control: float, treated: float, *, power: float, significance: float = 0.05) -> float:
    """Patients a group for the test with a pooled standard error, not rounded; infinite where the shares are equal.

    (z √(2 P Q) + z' √(p0 q0 + p1 q1))² / d² with P the mean of the shares (Fleiss, Levin & Paik 2003,
    `fleiss2003rates`, ch. 4). The examples of R's `power.prop.test` give 76.7 for 50% against 75% and a power of 90%:

    >>> f"{for_shares(0.50, 0.75, power=0.90):.1f}"
    '76.7'

    Raises `ValueError` where a share, the power or the significance does not lie strictly between 0 and 1.
    """
    check_shares(control, treated)
    check_significance(significance)
    _check_power(power)
    if control == treated:
        return inf
    wanted = NormalDist().inv_cdf(power)
    reach = critical(significance) * null_spread(control, treated) + wanted * true_spread(control, treated)
    return max(0.0, reach) ** 2 / (treated - control) ** 2


def corrected(control: float, treated: float, *, power: float, significance: float = 0.05) -> float:
    """The same with a continuity correction, which comes close to what the exact test needs; not rounded.

    n/4 (1 + √(1 + 4/(n |d|)))² (Casagrande, Pike & Smith 1978, `casagrande1978improved`; Fleiss, Tytun & Ury 1980,
    `fleiss1980simple`). The manual of the R package clinfun gives 13 for 80% against 20% and a power of 80%:

    >>> ceil(corrected(0.8, 0.2, power=0.8))
    13

    Raises `ValueError` as `for_shares`.
    """
    plain = for_shares(control, treated, power=power, significance=significance)
    if plain in (0.0, inf):
        return plain
    return plain / 4 * (1 + sqrt(1 + 4 / (plain * abs(treated - control)))) ** 2


def exact(control: float, treated: float, *, power: float, significance: float = 0.05) -> int | None:
    """The smallest group from which on Fisher's exact test has the wanted power, for a few sizes in a row at least;
    `None` where that is beyond `EXACT_UP_TO`.

    Power does not rise evenly with the size, since counts are whole: the first size that reaches it may be luck. The
    search goes down from above the corrected size. The manual of clinfun gives 12 for 80% against 20%:

    >>> exact(0.8, 0.2, power=0.8)
    12

    Raises `ValueError` as `for_shares`.
    """
    size = corrected(control, treated, power=power, significance=significance)
    if size > EXACT_UP_TO:
        return None

    def enough(n: int) -> bool:
        return exact_power(control, treated, n, significance=significance) >= power

    n = ceil(size) + _WINDOW
    while not all(enough(n + more) for more in range(_WINDOW)):
        n += 1
    while n > 1 and enough(n - 1):
        n -= 1
    return n


def means_power(difference: float, deviation: float, n: int, *, significance: float = 0.05) -> float:
    """The power of the t test for a true difference of means, both groups of `n` with the same standard deviation.

    By the noncentral t distribution (Cohen 1988, `cohen1988power`, ch. 2). A rejection on the wrong side is not
    counted, as in R, whose `power.t.test(n = 20, delta = 1)` gives 0.8689528:

    >>> f"{means_power(1, 1, 20):.7f}"
    '0.8689528'

    Raises `ValueError` where the deviation is not above 0, a group has fewer than 2 or the significance is no
    probability.
    """
    from scipy.special import nctdtr, stdtrit  # imported here: it costs more than everything else in this room

    check_significance(significance)
    if deviation <= 0 or n < 2:
        raise ValueError(f"needs a deviation above 0 and 2 patients a group, not {deviation} and {n}")
    free = 2 * (n - 1)
    limit = stdtrit(free, 1 - significance / 2)
    shift = abs(difference) / deviation * sqrt(n / 2)
    return float(1 - nctdtr(free, shift, limit))


def for_means(difference: float, deviation: float, *, power: float, significance: float = 0.05) -> int:
    """The smallest group in which the t test has the wanted power. R's `power.t.test(power = .80, delta = 1)` gives
    16.71, so 17:

    >>> for_means(1, 1, power=0.8)
    17

    Raises `ValueError` where there is no difference, and as `means_power`.
    """
    _check_power(power)
    if not difference:
        raise ValueError("no group is large enough to find a difference of nothing")
    low, high = 1, 2
    while means_power(difference, deviation, high, significance=significance) < power:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if means_power(difference, deviation, middle, significance=significance) < power:
            low = middle
        else:
            high = middle
    return high


def to_enrol(analysed: float, loss: float) -> int:
    """How many must enter a group for `analysed` to be left when a share `loss` of them is lost, rounded up.

    >>> to_enrol(100, 0.15)
    118

    Raises `ValueError` where everybody or fewer than nobody would be lost.
    """
    if not 0 <= loss < 1:
        raise ValueError(f"loss must be at least 0 and below 1, not {loss}")
    return ceil(round(analysed / (1 - loss), 9))


def _check_power(power: float) -> None:
    if not 0 < power < 1:
        raise ValueError(f"power must lie strictly between 0 and 1, not {power}")
