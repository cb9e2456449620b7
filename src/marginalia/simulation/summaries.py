"""What the tables of a simulated trial print, trial by trial, and how it spreads over the trials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marginalia.simulation.assumptions import Assumptions
from marginalia.simulation.plan import Plan
from marginalia.simulation.trials import Trials, simulate

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Trials drawn at once, so that a long run needs no more memory than a short one.
BLOCK = 2000


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over many simulated trials: its mean, the range that holds `level` of the trials, and the Monte Carlo
    standard error of the mean (standard deviation over the root of the number of trials)."""

    mean: float
    low: float
    high: float
    mc_error: float


def spread_of(found: Floats, level: float = 0.95) -> Spread | None:
    """How a figure spreads over trials; `None` where no trial has it."""
    there = found[~np.isnan(found)]
    if not len(there):
        return None
    low, high = np.quantile(there, [(1 - level) / 2, (1 + level) / 2])
    error = float(np.std(there, ddof=1) / np.sqrt(len(there))) if len(there) > 1 else float("nan")
    return Spread(float(np.mean(there)), float(low), float(high), error)


def run(plan: Plan, assumptions: Assumptions, summary: Callable[[Trials], Floats], *, trials: int, seed: int) -> Floats:
    """A summary of many trials, drawn in blocks: `summary` returns an array whose first axis is the trials."""
    sizes = [min(BLOCK, trials - start) for start in range(0, trials, BLOCK)]
    parts = [
        summary(simulate(plan, assumptions, trials=size, seed=seed, block=block)) for block, size in enumerate(sizes)
    ]
    return np.concatenate(parts)


def share(trials: Trials, month: float, within: Bools | None = None) -> Floats:
    """Responders among those seen, by trial; NaN where nobody is seen or the paper has no rule. `within` (trials by
    patients) keeps to a group."""
    place = trials.plan.place(month)
    counted = trials.seen[:, :, place] if within is None else trials.seen[:, :, place] & within
    if not trials.plan.rule:
        return np.full(len(counted), np.nan)
    return _ratio((trials.responder[:, :, place] & counted).sum(axis=1), counted.sum(axis=1))


def continued(trials: Trials, since: float, month: float) -> Floats:
    """Responders at `month` among the responders of `since` (seen then) who are seen; NaN where there is none."""
    earlier = earlier_responders(trials, since) & trials.seen[:, :, trials.plan.place(month)]
    return _ratio((earlier & trials.responder[:, :, trials.plan.place(month)]).sum(axis=1), earlier.sum(axis=1))


def mean(
    trials: Trials,
    outcome: str,
    month: float,
    responders: bool = False,
    *,
    since: float | None = None,
    within: Bools | None = None,
) -> Floats:
    """The mean score of those seen, by trial; NaN where nobody is. With `responders`, of those seen who were responders
    at `since` (the plan's own visit where not given); before treatment, of the same responders. `within` (trials by
    patients) keeps to a group."""
    plan = trials.plan
    place = plan.place(month)
    counted = trials.seen[:, :, place]
    if responders:
        counted = counted & earlier_responders(trials, plan.since if since is None else since)
    if within is not None:
        counted = counted & within
    return _ratio(np.where(counted, trials.scores[outcome][:, :, place], 0.0).sum(axis=1), counted.sum(axis=1))


def earlier_responders(trials: Trials, since: float) -> Bools:
    """Who responded at a visit and was seen there: trials by patients."""
    place = trials.plan.place(since)
    return np.asarray(trials.responder[:, :, place] & trials.seen[:, :, place], dtype=np.bool_)


def _ratio(part: NDArray[np.generic], whole: NDArray[np.generic]) -> Floats:
    counts = np.asarray(whole, dtype=np.float64)
    return np.asarray(part, dtype=np.float64) / np.where(counts > 0, counts, np.nan)
