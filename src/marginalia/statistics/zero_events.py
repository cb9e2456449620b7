"""What none of N patients having an event says about the true rate.

Every bound takes it that each patient was asked and would have told: it cannot make up for events not looked for.
"""

from __future__ import annotations

from math import ceil, exp, expm1, log1p

from marginalia.statistics.clopper_pearson import clopper_pearson
from marginalia.statistics.counts import check_confidence, check_counts


def rule_of_three(N: int) -> float:
    """The quick upper 95% bound for a rate after none of `N`: 3/N.

    Hanley & Lippman-Hand 1983 (JAMA 249:1743-1745) after Eypasch et al. 1995 (BMJ 311:619-620), who call it good
    for N above 30. Below 3 patients it would pass 1 and says 1.

    >>> f"{rule_of_three(48):.2%}"
    '6.25%'
    """
    check_counts(0, N)
    return min(1.0, 3 / N)


def exact_upper(N: int, *, confidence: float = 0.95) -> float:
    """The rate at which none of `N` would happen with probability 1 - confidence: 1 - (1 - confidence)^(1/N).

    The exact one-sided bound that the rule of three approximates.

    >>> f"{exact_upper(48):.2%}"
    '6.05%'
    """
    check_counts(0, N)
    check_confidence(confidence)
    return -expm1(log1p(-confidence) / N)


def two_sided_upper(N: int, *, confidence: float = 0.95) -> float:
    """The upper end of the two-sided Clopper-Pearson interval for 0 of `N`.

    >>> f"{two_sided_upper(48):.2%}"
    '7.40%'
    """
    return clopper_pearson(0, N, confidence=confidence).high


def chance_of_none(N: int, rate: float) -> float:
    """The probability that none of `N` patients has an event whose true rate is `rate`: (1 - rate)^N.

    >>> f"{chance_of_none(48, 0.014):.0%}"
    '51%'

    Raises `ValueError` where N is below 1 or the rate is no probability.
    """
    check_counts(0, N)
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must lie between 0 and 1, not {rate}")
    return 0.0 if rate == 1 else exp(N * log1p(-rate))


def patients_needed(rate: float, *, confidence: float = 0.95) -> int:
    """The fewest patients of whom none may have the event for a true rate of `rate` to be ruled out: the smallest N
    whose `exact_upper` is not above it, ln(1 - confidence) / ln(1 - rate) rounded up.

    >>> patients_needed(0.01)
    299

    Raises `ValueError` where the rate does not lie strictly between 0 and 1 or the confidence is no probability.
    """
    check_confidence(confidence)
    if not 0 < rate < 1:
        raise ValueError(f"rate must lie strictly between 0 and 1, not {rate}")
    return ceil(log1p(-confidence) / log1p(-rate) * (1 - 1e-12))
