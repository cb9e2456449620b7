"""Who enters a trial: the people who are bad enough on the day, and what their usual scores then are.

Everybody's rating on the entry scale is normal around `usual_score`, cut off at the scale's ends. Those above a
threshold come. The threshold is set so that the mean of those who come is the printed mean before treatment: what
distinguishes them is then partly a bad day, and that part passes (Barnett 2005).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from marginalia.simulation.assumptions import Assumptions
from marginalia.simulation.plan import Plan
from marginalia.statistics.clipped_normal import mean_clipped, mean_selected

#: The strictest entry that is drawn: one in ten thousand such people.
_STRICTEST = float(-ndtri(1e-4))

#: Points of the distribution of the entry rating that an average is taken over.
_POINTS = 401


@dataclass(frozen=True, slots=True)
class Entry:
    """Whom a trial takes. `threshold` is in standard deviations of the entry rating, minus infinity where everybody
    is taken; `means` are the usual scores by scale, entry scale first, shares of the scale counted towards worse.

    Where the printed start is no worse than the usual score assumed, nobody is selected and the usual score is the
    printed start. Where not even the strictest entry gives the printed start, the usual score is raised until it does.
    """

    threshold: float
    means: tuple[float, ...]

    @property
    def taken(self) -> float:
        """The share of such people who are bad enough to be taken."""
        return float(ndtr(-self.threshold))

    def draw(self, uniform: NDArray[np.float64]) -> NDArray[np.float64]:
        """Standardised entry ratings above the threshold from numbers between 0 and 1."""
        return np.asarray(-ndtri(uniform * self.taken), dtype=np.float64)


@lru_cache(maxsize=256)
def entry_of(plan: Plan, assumptions: Assumptions) -> Entry:
    """Whom a trial takes so that every scale starts at its printed mean."""
    spread, start = assumptions.spread, plan.entry.start

    def mean(threshold: float, usual: float) -> float:
        return mean_selected(usual, spread, threshold)

    usual = assumptions.usual_score
    if mean(-np.inf, usual) >= start:
        threshold = -np.inf
        usual = brentq(lambda middle: mean(-np.inf, middle) - start, -3.0, 1.0)
    elif mean(_STRICTEST, usual) <= start:
        threshold = _STRICTEST
        usual = brentq(lambda middle: mean(_STRICTEST, middle) - start, -3.0, 1.0)
    else:
        threshold = brentq(lambda limit: mean(limit, usual) - start, -9.0, _STRICTEST)
    first = Entry(float(threshold), (float(usual),))
    together = assumptions.reliability * assumptions.between_scales
    others = (
        brentq(lambda middle, goal=one.start: mean_given(first, assumptions, middle, together) - goal, -4.0, 5.0)
        for one in plan.scored[1:]
    )
    return Entry(first.threshold, (first.means[0], *(float(middle) for middle in others)))


def mean_given(entry: Entry, assumptions: Assumptions, usual: float, correlation: float) -> float:
    """The mean, among those who enter, of a rating with this usual score that correlates so with the entry rating: an
    exact average over the normal remainder at each of many equally likely entry ratings."""
    ratings = entry.draw((np.arange(_POINTS) + 0.5) / _POINTS)
    centre = usual + assumptions.spread * correlation * ratings
    left = assumptions.spread * np.sqrt(max(1 - correlation**2, 1e-12))
    return float(np.mean(mean_clipped(centre, left)))
