"""Trials under assumptions that are themselves drawn at random, each from its plausible range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from marginalia.analysis.assumptions import Assumed
from marginalia.simulation.assumptions import NAMES, Assumptions
from marginalia.simulation.plan import Plan
from marginalia.simulation.scenarios import Draw
from marginalia.simulation.summaries import Spread, mean, share, spread_of
from marginalia.simulation.trials import simulate

Floats = NDArray[np.float64]

#: Trials drawn under each set of assumptions.
_EACH = 10


@dataclass(frozen=True)
class Uncertain:
    """Trials of many sets of assumptions: `shares` and `means` (entry scale, its unit) are sets by trials by visits."""

    plan: Plan
    level: float
    shares: Floats
    means: Floats

    @property
    def sets(self) -> int:
        return int(self.shares.shape[0])

    @property
    def trials(self) -> int:
        return int(self.shares.shape[0] * self.shares.shape[1])

    def share(self, month: float) -> Spread | None:
        """Responders among those seen, over all trials of all sets."""
        return self._spread(self.shares, month)

    def mean(self, month: float) -> Spread | None:
        """The mean of those seen, over all trials of all sets."""
        return self._spread(self.means, month)

    def share_at_least(self, month: float, printed: float) -> float:
        """How many of the trials show at least the printed share."""
        return float(np.mean(self.shares[:, :, self._place(month)] >= printed - 1e-9))

    def mean_as_good(self, month: float, printed: float) -> float:
        """How many of the trials show a mean at least as good as the printed one."""
        found = self.means[:, :, self._place(month)]
        lower = self.plan.entry.outcome.better == "lower"
        return float(np.mean(found <= printed + 1e-9 if lower else found >= printed - 1e-9))

    def _spread(self, found: Floats, month: float) -> Spread | None:
        at = found[:, :, self._place(month)]
        all = spread_of(at.ravel(), self.level)
        # Trials under one set of assumptions are alike: the sets are what was drawn independently.
        return None if all is None else replace(all, mc_error=float(np.std(at.mean(axis=1), ddof=1) / self.sets**0.5))

    def _place(self, month: float) -> int:
        return self.plan.visits.index(month)


@lru_cache(maxsize=16)
def uncertain(plan: Plan, assumptions: Assumptions, ranges: tuple[Assumed, ...], draw: Draw) -> Uncertain:
    """Draw each assumption from a triangle over its range that peaks at the chosen value (moved to the range's end
    where it lies outside), independently, and a few trials under each set."""
    generator = np.random.default_rng([draw.seed, len(ranges)])
    sets = max(draw.trials // _EACH, 2)
    shares = np.empty((sets, _EACH, len(plan.visits)))
    means = np.empty_like(shares)
    for place in range(sets):
        drawn = _drawn(generator, assumptions, ranges)
        trials = simulate(plan, drawn, trials=_EACH, seed=draw.seed, block=place)
        for visit, month in enumerate(plan.visits):
            shares[place, :, visit] = share(trials, month)
            means[place, :, visit] = mean(trials, plan.entry.outcome.id, month)
    return Uncertain(plan, draw.level, shares, means)


def _drawn(generator: np.random.Generator, assumptions: Assumptions, ranges: Sequence[Assumed]) -> Assumptions:
    values = {}
    for one in ranges:
        if one.id in NAMES and one.low < one.high:
            peak = min(max(float(getattr(assumptions, one.id)), one.low), one.high)
            values[one.id] = float(generator.triangular(one.low, peak, one.high))
    return replace(assumptions, **values)
