"""The ratio of the odds of two proportions in separate groups."""

from __future__ import annotations

from marginalia.statistics.ratio import Ratio, two_by_two


def odds_ratio(n1: int, N1: int, n2: int, N2: int, *, confidence: float = 0.95) -> Ratio | None:
    """The odds of n1 in N1 over those of n2 in N2, with the interval of Woolf 1955 (Ann Hum Genet 19:251-253),
    symmetric on the scale of logarithms, by statsmodels.

    Where a cell of the table is empty a half is added to all four, estimate included; `None` where nobody or everybody
    in both groups had the event. Hay fever in children with and without eczema (Bland & Altman 2000, BMJ 320:1468):

    >>> found = odds_ratio(141, 561, 928, 14453)
    >>> f"{found.value:.2f}"
    '4.89'

    Raises `ValueError` where a count is no part of its group or the confidence is no probability.
    """
    made = two_by_two(n1, N1, n2, N2, confidence)
    if made is None:
        return None
    table, corrected = made
    low, high = table.oddsratio_confint(alpha=1 - confidence)
    return Ratio(float(table.oddsratio), float(low), float(high), corrected)
