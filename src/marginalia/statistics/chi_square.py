"""Pearson's test of two proportions, as papers use it."""

from __future__ import annotations

from marginalia.statistics.counts import check_counts


def chi_square(n1: int, N1: int, n2: int, N2: int, *, continuity: bool = False) -> float | None:
    """The P value of Pearson's chi-squared test of n1 of N1 against n2 of N2, with Yates' correction where `continuity`
    says so; by scipy. `None` where nobody or everybody in both groups is counted, as the test then has no answer.

    Raises `ValueError` where a count is no part of its group.

    >>> f"{chi_square(15, 20, 8, 20):.3f} {chi_square(15, 20, 8, 20, continuity=True):.3f}"
    '0.025 0.055'
    """
    from scipy.stats import chi2_contingency  # imported here: it is slow to load

    check_counts(n1, N1)
    check_counts(n2, N2)
    if n1 + n2 in (0, N1 + N2):
        return None
    return float(chi2_contingency([[n1, N1 - n1], [n2, N2 - n2]], correction=continuity).pvalue)
