"""What the best and the worst of many small groups look like when every group has the same true share.

Nobody's membership is printed, so that groups are drawn at random from the patients seen, again and again: each of its
printed size, two that are said to be disjoint without a common patient. The responders are drawn from the same
patients, whatever their groups. Whatever stands out then does so by chance alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from marginalia.analysis.group_comparisons import counts, with_the_rest
from marginalia.analysis.group_overlap import disjoint
from marginalia.statistics.fisher_power import p_values
from marginalia.study.model import OVERALL, Study

#: A p below this gets a paragraph.
NOTICED = 0.05


@dataclass(frozen=True, slots=True)
class Chance:
    """A share of simulated trials, 0 to 1, and its Monte Carlo standard error."""

    share: float
    error: float


@dataclass(frozen=True, slots=True)
class Extremes:
    """The groups of a visit under one true share: `n` of `N` responders among all seen, `groups` and `sizes`, seen.

    `best` and `worst` hold the share of the best and of the worst group in each trial. `as_good` is how often the best
    did as well as the paper's best, `as_bad` how often the worst did as badly, `noticed` how often at least one group
    differed from the rest with Fisher's p below `NOTICED`; `apart` is how often the gap between best and worst was as
    wide as the paper's.
    """

    month: float
    n: int
    N: int
    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    shares: tuple[float, ...]
    best: NDArray[np.float64]
    worst: NDArray[np.float64]
    as_good: Chance
    as_bad: Chance
    apart: Chance
    noticed: Chance

    @property
    def observed(self) -> tuple[float, float]:
        """The paper's worst and best share."""
        return min(self.shares), max(self.shares)


def extremes(study: Study, month: float, *, trials: int, seed: int) -> Extremes | None:
    """The simulation at one visit; `None` unless the visit prints all patients and two groups or more that fit."""
    whole = counts(study, OVERALL, month)
    fitting = [one.first for one in with_the_rest(study, month)]
    if whole is None or len(fitting) < 2:
        return None
    n, N = whole
    groups = [study.group(id) for id in fitting]
    cells = [found for id in fitting if (found := counts(study, id, month)) is not None]
    random = np.random.default_rng(seed)
    responder = _picked(random, trials, N, n, np.zeros((trials, N), dtype=bool))
    drawn: list[NDArray[np.bool_]] = []
    for at, (group, (_, seen)) in enumerate(zip(groups, cells, strict=True)):
        taken = np.zeros((trials, N), dtype=bool)
        for earlier in range(at):
            if disjoint(group, groups[earlier]):
                taken |= drawn[earlier]
        if int(N - taken.sum(axis=1).max()) < seen:
            return None
        drawn.append(_picked(random, trials, N, seen, taken))
    inside = np.stack([(member & responder).sum(axis=1) for member in drawn])
    sizes = np.array([seen for _, seen in cells])
    shares = inside / sizes[:, None]
    best, worst = shares.max(axis=0), shares.min(axis=0)
    noticed = np.zeros(trials, dtype=bool)
    for found, size in zip(inside, sizes, strict=True):
        noticed |= p_values(int(size), int(N - size))[found, n - found] < NOTICED
    printed = tuple(one / seen for one, seen in cells)
    hair = 1e-9  # shares of the same fraction may differ by the last bit
    return Extremes(
        month, n, N, tuple(fitting), tuple(int(size) for size in sizes), printed, best, worst,
        as_good=_chance(best >= max(printed) - hair),
        as_bad=_chance(worst <= min(printed) + hair),
        apart=_chance(best - worst >= max(printed) - min(printed) - hair),
        noticed=_chance(noticed),
    )  # fmt: skip


def by_visit(study: Study, *, trials: int, seed: int) -> tuple[Extremes, ...]:
    """The simulation at every visit that allows it, in the order of the visits."""
    found = (extremes(study, month, trials=trials, seed=seed) for month in study.visits)
    return tuple(one for one in found if one is not None)


def _picked(
    random: np.random.Generator, trials: int, N: int, count: int, taken: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """`count` of N patients at random in each trial, none of them among those taken: shape (trials, N)."""
    order = np.where(taken, 2.0, random.random((trials, N)))
    ranks = order.argsort(axis=1).argsort(axis=1)
    return np.asarray(ranks < count)


def _chance(happened: NDArray[np.bool_]) -> Chance:
    share = float(happened.mean())
    return Chance(share, sqrt(share * (1 - share) / happened.size))
