"""What simulated trials show, visit by visit, under one set of assumptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from marginalia.simulation.assumptions import Assumptions
from marginalia.simulation.plan import Plan
from marginalia.simulation.severe import Severe
from marginalia.simulation.summaries import Spread, mean, run, share, spread_of
from marginalia.simulation.trials import Trials

Floats = NDArray[np.float64]
Summary = Callable[[Trials], Floats]


@dataclass(frozen=True, slots=True)
class Draw:
    """How trials are drawn: how many, from which seed, and the share of them that a printed range holds."""

    trials: int
    seed: int
    level: float = 0.95

    def fewer(self, part: int) -> Draw:
        """The same with a part of the trials, for figures of which only the mean is wanted."""
        return Draw(max(self.trials // part, 100), self.seed, self.level)


@dataclass(frozen=True, slots=True)
class At:
    """A figure at one visit; `spread` is `None` where no simulated trial has it."""

    month: float
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class Results:
    """What the tables of trials under these assumptions show. Shares lie between 0 and 1; means are of the entry
    scale, in its unit, `means` with what was before treatment first. `severe_size` counts the patients of the severe
    group; the figures of that group are `None` where the study has none."""

    assumptions: Assumptions
    trials: int
    shares: tuple[At, ...]
    means: tuple[At, ...]
    others: tuple[tuple[str, tuple[At, ...]], ...]
    severe_size: Spread | None
    severe_shares: tuple[At, ...]
    severe_means: tuple[At, ...]

    def share(self, month: float) -> Spread | None:
        return _at(self.shares, month)

    def mean(self, month: float) -> Spread | None:
        return _at(self.means, month)

    def severe_share(self, month: float) -> Spread | None:
        return _at(self.severe_shares, month)

    def severe_mean(self, month: float) -> Spread | None:
        return _at(self.severe_means, month)


@lru_cache(maxsize=128)
def results(plan: Plan, assumptions: Assumptions, draw: Draw, severe: Severe | None = None) -> Results:
    """Everything that the pages ask of trials under these assumptions, drawn once."""
    entry = plan.entry.outcome.id
    others = [*(one.outcome.id for one in plan.scored[1:]), *(one.id for one in plan.changes)]
    makers: list[Summary] = [
        *(_share(month, None) for month in plan.visits),
        *(_mean(entry, month, None) for month in plan.months),
        *(_mean(other, month, None) for other in others for month in plan.months),
    ]
    if severe is not None:
        makers += [lambda trials: severe.within(trials).sum(axis=1).astype(np.float64)]
        makers += [_share(month, severe) for month in plan.visits]
        makers += [_mean(entry, month, severe) for month in plan.months]

    found = run(
        plan,
        assumptions,
        lambda trials: np.stack([make(trials) for make in makers], axis=1),
        trials=draw.trials,
        seed=draw.seed,
    )
    spreads = iter([spread_of(column, draw.level) for column in found.T])

    def at(months: tuple[float, ...]) -> tuple[At, ...]:
        return tuple(At(month, next(spreads)) for month in months)

    return Results(
        assumptions,
        draw.trials,
        at(plan.visits),
        at(plan.months),
        tuple((other, at(plan.months)) for other in others),
        next(spreads) if severe else None,
        at(plan.visits) if severe else (),
        at(plan.months) if severe else (),
    )


def _share(month: float, severe: Severe | None) -> Summary:
    return lambda trials: share(trials, month, None if severe is None else severe.within(trials))


def _mean(outcome: str, month: float, severe: Severe | None) -> Summary:
    return lambda trials: mean(trials, outcome, month, within=None if severe is None else severe.within(trials))


def _at(points: tuple[At, ...], month: float) -> Spread | None:
    return next((point.spread for point in points if point.month == month), None)
