"""What the two ratios of proportions share: the table of two groups, and what is done about its empty cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marginalia.statistics.counts import check_confidence, check_counts

if TYPE_CHECKING:
    from statsmodels.stats.contingency_tables import Table2x2

#: What is added to every cell of a table that has an empty one (Haldane 1955; the Cochrane handbook, 10.4.4.2).
CORRECTION = 0.5


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with its interval, all above 0. `corrected` where a cell was empty, so that a half was added to all."""

    value: float
    low: float
    high: float
    corrected: bool


def two_by_two(n1: int, N1: int, n2: int, N2: int, confidence: float) -> tuple[Table2x2, bool] | None:
    """The table of those with and without the event, the first group above the second, and whether a half was added
    to its cells; `None` where nobody or everybody in both groups had the event: such a table has no ratio.

    Raises `ValueError` where a count is no part of its group or the confidence is no probability.

    >>> table, corrected = two_by_two(3, 20, 0, 20, 0.95)
    >>> table.table.tolist(), corrected
    ([[3.5, 17.5], [0.5, 20.5]], True)
    """
    from statsmodels.stats.contingency_tables import Table2x2  # imported here: most chapters never compare two groups

    check_counts(n1, N1)
    check_counts(n2, N2)
    check_confidence(confidence)
    if n1 + n2 in (0, N1 + N2):
        return None
    cells = [[n1, N1 - n1], [n2, N2 - n2]]
    empty = any(cell == 0 for row in cells for cell in row)
    return Table2x2([[cell + CORRECTION * empty for cell in row] for row in cells], shift_zeros=False), empty
