"""The groups' shares of responders at one visit, each as printed and drawn towards what the groups have in common.

A sensitivity analysis. The model takes the groups for independent samples of one family. Groups that share patients
are not: the same responder counts in each of them, so that the groups look more alike than separate groups would, and
the intervals are too narrow by an amount that cannot be told without knowing who is in which group.
"""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.shrinkage import Pooled, partial_pooling
from marginalia.study.model import OVERALL, RESPONSE, Study


@dataclass(frozen=True, slots=True)
class Shrunken:
    """A group at a visit: `share` is n/N as printed, `shrunken` the share after partial pooling, `low` to `high` its
    interval at the reader's confidence level. Shares lie between 0 and 1."""

    group: str
    n: int
    N: int
    share: float
    shrunken: float
    low: float
    high: float


def shrunken(study: Study, month: float, settings: Settings = DEFAULT) -> tuple[Shrunken, ...]:
    """Every group but everybody together at one visit, in the study's order; none where there is nothing to pool
    (fewer than two groups with a usable count, or none with both responders and others)."""
    counts = _counts(study, month)
    pooled = _pooled(tuple(counts.values()), settings)
    if pooled is None:
        return ()
    return tuple(
        Shrunken(group, n, N, n / N, mean, interval.low, interval.high)
        for (group, (n, N)), mean, interval in zip(counts.items(), pooled.means, pooled.intervals, strict=True)
    )


def common(study: Study, month: float, settings: Settings = DEFAULT) -> Pooled | None:
    """What the groups have in common at one visit: the centre that they are drawn to and how far true shares of groups
    scatter around it; `None` where there is nothing to pool."""
    return _pooled(tuple(_counts(study, month).values()), settings)


def _counts(study: Study, month: float) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for group in study.groups:
        cell = study.best(RESPONSE, group.id, month) if group.id != OVERALL else None
        if cell is not None and cell.n is not None and cell.N is not None and cell.N > 0 and 0 <= cell.n <= cell.N:
            found[group.id] = (cell.n, cell.N)
    return found


def _pooled(counts: tuple[tuple[int, int], ...], settings: Settings) -> Pooled | None:
    if len(counts) < 2 or not any(0 < n < N for n, N in counts):
        return None
    return partial_pooling(counts, confidence=settings.confidence)
