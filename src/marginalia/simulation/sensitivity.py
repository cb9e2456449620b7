"""Which assumption matters: one at a time, one mechanism after another, and the effect that would be needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scipy.optimize import brentq

from marginalia.analysis.assumptions import Assumed
from marginalia.simulation.assumptions import NAMES, Assumptions
from marginalia.simulation.plan import Plan
from marginalia.simulation.scenarios import Draw, Results, results
from marginalia.simulation.summaries import Spread, mean, run, spread_of

#: The largest true effect that is looked for, as a share of the scale.
_LARGEST_EFFECT = 0.9

#: How closely the effect is found, as a share of the scale.
_CLOSE = 1e-3


@dataclass(frozen=True, slots=True)
class Swing:
    """What one assumption does at either end of its plausible range, all others as chosen. `low` and `high` are what
    is shown there; `figure` of either is the share of responders at the month, or the mean improvement where the
    study has no rule for responders."""

    assumed: Assumed
    month: float
    low: Results
    high: Results

    def figures(self, plan: Plan) -> tuple[float, float]:
        """The figure at the low and at the high end."""
        return figure(plan, self.low, self.month), figure(plan, self.high, self.month)


@dataclass(frozen=True, slots=True)
class Step:
    """A mechanism, or several together, with nothing else at work."""

    label: str
    results: Results


@dataclass(frozen=True, slots=True)
class Scenarios:
    """Every assumption at the end of its range that shows less improvement, all as chosen, and all at the end that
    shows more. The outer two are corners: that all hold at once is less likely than any one of them."""

    less: Results
    chosen: Results
    more: Results


def swings(
    plan: Plan, assumptions: Assumptions, ranges: Sequence[Assumed], month: float, draw: Draw
) -> tuple[Swing, ...]:
    """One swing for every assumption of the engine that has a range, the widest first."""
    found = [
        Swing(
            one,
            month,
            results(plan, replace(assumptions, **{one.id: one.low}), draw),
            results(plan, replace(assumptions, **{one.id: one.high}), draw),
        )
        for one in ranges
        if one.id in NAMES
    ]
    return tuple(sorted(found, key=lambda swing: -_width(swing.figures(plan))))


def extremes(assumptions: Assumptions, found: Sequence[Swing], plan: Plan) -> tuple[Assumptions, Assumptions]:
    """Every assumption at the end that shows less, and every one at the end that shows more."""
    less, more = {}, {}
    for swing in found:
        low, high = swing.figures(plan)
        ends = swing.assumed.low, swing.assumed.high
        less[swing.assumed.id], more[swing.assumed.id] = ends if low <= high else ends[::-1]
    return replace(assumptions, **less), replace(assumptions, **more)


def mechanisms(plan: Plan, assumptions: Assumptions, draw: Draw) -> tuple[Step, ...]:
    """One mechanism at a time, then together. Where an assumption is at its neutral value its step is left out."""
    start = plan.entry.start
    still = replace(
        assumptions,
        usual_score=start,
        lasting_share=1.0,
        reliability=1.0,
        natural_course=0.0,
        recall_shift=0.0,
        dropout_odds=1.0,
    )
    moving = replace(still, lasting_share=assumptions.lasting_share, reliability=assumptions.reliability)
    steps = [
        ("Rating error alone", replace(still, reliability=assumptions.reliability)),
        ("Error and spells", moving),
        ("Both, and entry in bad times", replace(moving, usual_score=assumptions.usual_score)),
        ("Natural course alone", replace(still, natural_course=assumptions.natural_course)),
        ("All of these", replace(assumptions, recall_shift=0.0, dropout_odds=1.0)),
        ("And recall of the start", replace(assumptions, dropout_odds=1.0)),
        ("And losses by response", assumptions),
    ]
    kept = steps[:5]
    kept += [steps[5]] if assumptions.recall_shift else []
    kept += [steps[6]] if assumptions.dropout_odds != 1 else []
    return tuple(Step(label, results(plan, changed, draw)) for label, changed in kept)


@lru_cache(maxsize=64)
def effect_needed(plan: Plan, assumptions: Assumptions, month: float, printed: float, draw: Draw) -> float | None:
    """The improvement, in the entry scale's unit, that a treatment would have to cause besides all that is assumed for
    the mean at `month` to be the `printed` one. Negative where the assumptions alone go further than the paper; `None`
    where no effect within the scale gives it."""
    outcome = plan.entry.outcome

    def miss(effect: float) -> float:
        found = run(
            plan,
            replace(assumptions, effect=effect),
            lambda trials: mean(trials, outcome.id, month),
            trials=draw.trials,
            seed=draw.seed,
        )
        spread = spread_of(found)
        return 0.0 if spread is None else spread.mean - printed

    if miss(-_LARGEST_EFFECT) * miss(_LARGEST_EFFECT) >= 0:
        return None
    return float(brentq(miss, -_LARGEST_EFFECT, _LARGEST_EFFECT, xtol=_CLOSE)) * plan.entry.length


def improvement(plan: Plan, found: Results, month: float) -> Spread | None:
    """The mean improvement on the entry scale since the printed start, in its unit, positive where better. Its spread
    is that of the mean at the visit."""
    at = found.mean(month)
    if at is None:
        return None
    outcome = plan.entry.outcome
    sign = 1 if outcome.better == "lower" else -1
    start = printed_start(plan)
    low, high = sorted((sign * (start - at.low), sign * (start - at.high)))
    return Spread(sign * (start - at.mean), low, high, at.mc_error)


def printed_start(plan: Plan) -> float:
    """The printed mean before treatment on the entry scale, in its unit."""
    outcome = plan.entry.outcome
    worse = plan.entry.start * plan.entry.length
    return outcome.low + worse if outcome.better == "lower" else outcome.high - worse


def figure(plan: Plan, found: Results, month: float) -> float:
    """The mean share of responders at a visit, or the mean improvement where the study has no rule for responders."""
    spread = found.share(month) if plan.rule else improvement(plan, found, month)
    return 0.0 if spread is None else spread.mean


def _width(ends: tuple[float, float]) -> float:
    return abs(ends[0] - ends[1])
