"""The ratio of two proportions in separate groups."""

from __future__ import annotations

from marginalia.statistics.ratio import Ratio, two_by_two


def risk_ratio(n1: int, N1: int, n2: int, N2: int, *, confidence: float = 0.95) -> Ratio | None:
    """n1/N1 over n2/N2, with the interval of Katz et al. 1978 (Biometrics 34:469-474), symmetric on the scale of
    logarithms, by statsmodels.

    Where a cell of the table is empty a half is added to all four, estimate included; `None` where nobody or everybody
    in both groups had the event. The example of scipy's `relative_risk`:

    >>> found = risk_ratio(10, 75, 12, 225)
    >>> f"{found.value:.2f} {found.low:.4f} {found.high:.4f}"
    '2.50 1.1262 5.5499'

    Raises `ValueError` where a count is no part of its group or the confidence is no probability.
    """
    made = two_by_two(n1, N1, n2, N2, confidence)
    if made is None:
        return None
    table, corrected = made
    low, high = table.riskratio_confint(alpha=1 - confidence)
    return Ratio(float(table.riskratio), float(low), float(high), corrected)
