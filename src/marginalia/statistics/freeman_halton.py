"""Fisher's exact test for more than two groups: can their shares all be the same?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from marginalia.statistics.counts import check_counts

#: More tables than this are not written out one by one.
MOST_TABLES = 2_000_000

#: Tables whose chances differ by less than this share are equally likely; R's fisher.test allows as much.
_EQUAL = 1e-7


def tables(counts: Sequence[tuple[int, int]]) -> int:
    """At most how many tables `freeman_halton` has to write out."""
    return int(np.prod([N + 1 for _, N in counts[:-1]], dtype=np.float64))


def freeman_halton(counts: Sequence[tuple[int, int]]) -> float:
    """The chance, if all groups share one true rate, of a table as unlikely as this one or more so, given its margins.

    `counts` are n of N of groups that share nobody. Freeman & Halton 1951 (Biometrika 38:141-149), by writing out every
    table; with two groups it is Fisher's test:

    >>> f"{freeman_halton([(3, 4), (1, 4)]):.4f}"
    '0.4857'

    Raises `ValueError` for fewer than two groups, for counts that are no proportion, and where there are more than
    `MOST_TABLES` tables.
    """
    if len(counts) < 2:
        raise ValueError(f"needs two groups or more, not {len(counts)}")
    for n, N in counts:
        check_counts(n, N)
    if tables(counts) > MOST_TABLES:
        raise ValueError(f"has more than {MOST_TABLES} tables")
    total = sum(n for n, _ in counts)
    # One entry a table of all groups but the last: its events so far, and the log of its number of ways.
    events, ways = np.zeros(1, dtype=np.int64), np.zeros(1)
    for _, N in counts[:-1]:
        events = (events[:, None] + np.arange(N + 1)[None, :]).ravel()
        ways = (ways[:, None] + _log_ways(N)[None, :]).ravel()
        within = events <= total
        events, ways = events[within], ways[within]
    last = counts[-1][1]
    within = total - events <= last
    ways = ways[within] + _log_ways(last)[total - events[within]]
    observed = sum(float(_log_ways(N)[n]) for n, N in counts)
    chances = np.exp(ways - ways.max())
    return float(min(1.0, chances[ways <= observed + _EQUAL].sum() / chances.sum()))


def _log_ways(N: int) -> NDArray[np.float64]:
    """The log of the number of ways to choose 0 to N of N."""
    from scipy.special import gammaln

    n = np.arange(N + 1)
    logs: NDArray[np.float64] = gammaln(N + 1) - gammaln(n + 1) - gammaln(N - n + 1)
    return logs
