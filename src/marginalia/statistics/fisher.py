"""Fisher's exact test of a table of two groups by two outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

from marginalia.statistics.counts import check_confidence, check_counts

Alternative = Literal["two-sided", "less", "greater"]


@dataclass(frozen=True, slots=True)
class FisherTest:
    """What Fisher's test says of a table.

    `p` is the chance, given the table's margins and no difference, of a table as unlikely as this one or more so (in
    the direction of the alternative, where it has one). `odds_ratio` is the conditional maximum likelihood estimate,
    not the cross product; it is 0 or infinite where a cell is empty, and `None` where a whole margin is.
    """

    p: float
    odds_ratio: float | None
    low: float
    high: float


def fisher(
    n1: int, N1: int, n2: int, N2: int, *, alternative: Alternative = "two-sided", confidence: float = 0.95
) -> FisherTest:
    """Compare `n1` of `N1` with `n2` of `N2` patients.

    Fisher 1935 (The Design of Experiments, chapter II), by scipy: `fisher_exact` for p, and the noncentral
    hypergeometric distribution for the conditional odds ratio with its exact interval (Cornfield 1956). Fisher's lady
    called 3 of 4 cups right that had their milk first, and 1 of the 4 others so:

    >>> tea = fisher(3, 4, 1, 4, alternative="greater")
    >>> f"{tea.p:.4f} {tea.odds_ratio:.3f}"
    '0.2429 6.408'

    Raises `ValueError` where a count is no part of its group, the alternative has another name or the confidence is no
    probability.
    """
    from scipy.stats import fisher_exact  # imported here: it costs more than everything else in this room
    from scipy.stats.contingency import odds_ratio

    check_counts(n1, N1)
    check_counts(n2, N2)
    check_confidence(confidence)
    if alternative not in ("two-sided", "less", "greater"):
        raise ValueError(f"alternative must be two-sided, less or greater, not {alternative!r}")
    table = [[n1, N1 - n1], [n2, N2 - n2]]
    p = float(fisher_exact(table, alternative=alternative).pvalue)
    if n1 + n2 in (0, N1 + N2):
        return FisherTest(p, None, 0.0, inf)
    estimate = odds_ratio(table, kind="conditional")
    limits = estimate.confidence_interval(confidence, alternative)
    return FisherTest(p, float(estimate.statistic), float(limits.low), float(limits.high))
