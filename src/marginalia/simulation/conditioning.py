"""What a table of continued response among earlier responders shows where nobody is helped, and where everybody is.

The table is conditioned on its own outcome. For two visits s and t, P(responds at t | responded at s) is
P(responds at t) + cov / P(responded at s), so that it lies above the share of everybody as soon as the two responses
of a person go together, whatever made them (Anderson, Cain and Gelber 1983 on responders in general).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from marginalia.analysis.comparators import Comparator
from marginalia.analysis.duration import late
from marginalia.parameters import Parameters
from marginalia.simulation.assumptions import Assumptions, chosen
from marginalia.simulation.plan import Plan, plan_of
from marginalia.simulation.summaries import Spread, continued, earlier_responders, run, share, spread_of
from marginalia.simulation.trials import Trials
from marginalia.study.model import CONTINUED_RESPONSE, OVERALL, Study

#: What happens to the patients of a scenario: ups and downs alone; these and the natural course; these and an effect.
Kind = Literal["chance", "course", "helped"]

#: Values of `lasting_share` that a reader can move through.
LASTING = (0.0, 0.25, 0.5, 0.75, 1.0)

#: Each of those is drawn with this part of the trials that the chosen one gets.
_COARSE = 4

#: Shares of counts are compared to this precision: 22/26 is 22/26.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Printed:
    """Continued response at a visit as printed: `n` of `N` earlier responders. `others` are those seen then who are not
    among the `N`, and `late` those of them who respond; both `None` where the paper does not say."""

    month: float
    n: int
    N: int
    others: int | None
    late: int | None


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability between 0 and 1, estimated from simulated trials, with its Monte Carlo standard error."""

    share: float
    mc_error: float


@dataclass(frozen=True, slots=True)
class Kept:
    """A visit of a scenario over many trials. `kept` is the share of earlier responders seen who still respond,
    `everyone` the share of all seen. `at_least` and `at_most` are the chances that a trial prints such a share as the
    paper or a higher, or a lower, one. `late` is the chance that one of the others responds, and `none_late` that
    none of the paper's number of others does, where the paper counts none."""

    printed: Printed
    kept: Spread
    everyone: Spread
    at_least: Chance
    at_most: Chance
    late: Chance | None
    none_late: Chance | None


@dataclass(frozen=True, slots=True)
class Scenario:
    kind: Kind
    assumptions: Assumptions
    visits: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The scenarios beside the paper, the same patients and the same random numbers in each."""

    plan: Plan
    trials: int
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The scenarios with another `lasting_share`, drawn with `trials` trials."""

    lasting_share: float
    trials: int
    scenarios: tuple[Scenario, ...]


def compared(study: Study, comparators: Mapping[str, Comparator], parameters: Parameters) -> Compared | str:
    """Every scenario at the chosen assumptions, or a sentence why there is none."""
    plan = plan_of(study, comparators)
    if isinstance(plan, str):
        return plan
    prints = printed(study, plan)
    if not plan.rule or not prints:
        return "No such table can be drawn: the paper does not report who of its earlier responders still responded."
    scenarios = _scenarios(plan, chosen(parameters), prints, parameters.simulations, parameters.seed)
    if not scenarios:
        return "No such table can be drawn: in no simulated trial does anybody respond before the visits printed."
    return Compared(plan, parameters.simulations, scenarios)


def moved(study: Study, comparators: Mapping[str, Comparator], parameters: Parameters) -> tuple[Moved, ...]:
    """The scenarios at each value of `LASTING`, and at the chosen one with all its trials; none where none is drawn."""
    at_chosen = compared(study, comparators, parameters)
    if isinstance(at_chosen, str):
        return ()
    prints = printed(study, at_chosen.plan)
    fewer = max(100, parameters.simulations // _COARSE)
    own = Moved(parameters.lasting_share, parameters.simulations, at_chosen.scenarios)
    others = [
        Moved(
            value,
            fewer,
            _scenarios(
                at_chosen.plan, replace(chosen(parameters), lasting_share=value), prints, fewer, parameters.seed
            ),
        )
        for value in LASTING
        if value != parameters.lasting_share
    ]
    return tuple(sorted([own, *others], key=lambda one: one.lasting_share))


def printed(study: Study, plan: Plan) -> tuple[Printed, ...]:
    """The paper's continued response of everybody, at the visits that the plan has after its first responders."""
    newcomers = {one.month: one for one in late(study)}
    found = []
    for month in plan.visits:
        cell = study.best(CONTINUED_RESPONSE, OVERALL, month)
        if cell is None or cell.n is None or not cell.N or not 0 <= cell.n <= cell.N or month <= plan.since:
            continue
        new = newcomers.get(month)
        found.append(
            Printed(month, cell.n, cell.N, None if new is None else new.others, None if new is None else new.responders)
        )
    return tuple(found)


def _scenarios(
    plan: Plan, assumptions: Assumptions, prints: tuple[Printed, ...], trials: int, seed: int
) -> tuple[Scenario, ...]:
    """Those in which some trial has responders before a printed visit."""
    still = replace(assumptions, natural_course=0.0, effect=0.0)
    wanted: list[tuple[Kind, Assumptions]] = [("chance", still)]
    if plan.course and assumptions.natural_course:
        wanted.append(("course", replace(assumptions, effect=0.0)))
    important = plan.entry.outcome.important_change
    if important:
        wanted.append(("helped", replace(still, effect=important / plan.entry.length)))
    made = (Scenario(kind, one, conditioned(plan, one, prints, trials, seed)) for kind, one in wanted)
    return tuple(one for one in made if one.visits)


@lru_cache(maxsize=64)
def conditioned(
    plan: Plan, assumptions: Assumptions, prints: tuple[Printed, ...], trials: int, seed: int
) -> tuple[Kept, ...]:
    """Each printed visit over many trials; visits at which no trial has an earlier responder are left out."""
    months = [one.month for one in prints]
    drawn = run(plan, assumptions, lambda found: _by_trial(found, plan.since, months), trials=trials, seed=seed)
    visits = []
    for one, figures in zip(prints, np.moveaxis(drawn, 1, 0), strict=True):
        kept, everyone = spread_of(figures[:, 0]), spread_of(figures[:, 1])
        if kept is None or everyone is None:
            continue
        shares = figures[~np.isnan(figures[:, 0]), 0]
        responding = _responding(figures[:, 2].sum(), figures[:, 3].sum())
        visits.append(
            Kept(
                one,
                kept,
                everyone,
                _chance(shares >= one.n / one.N - _HAIR),
                _chance(shares <= one.n / one.N + _HAIR),
                responding,
                _none(responding, one),
            )
        )
    return tuple(visits)


def _by_trial(trials: Trials, since: float, months: list[float]) -> NDArray[np.float64]:
    """Trials by months by (kept, share of everyone, late responders, others)."""
    earlier = earlier_responders(trials, since)
    figures = np.empty((len(earlier), len(months), 4))
    for place, month in enumerate(months):
        at = trials.plan.place(month)
        others = trials.seen[:, :, at] & ~earlier
        figures[:, place, 0] = continued(trials, since, month)
        figures[:, place, 1] = share(trials, month)
        figures[:, place, 2] = (others & trials.responder[:, :, at]).sum(axis=1)
        figures[:, place, 3] = others.sum(axis=1)
    return figures


def _chance(happened: NDArray[np.bool_]) -> Chance:
    part = float(happened.mean())
    return Chance(part, float(np.sqrt(part * (1 - part) / len(happened))))


def _responding(late_ones: float, others: float) -> Chance | None:
    if not others:
        return None
    part = float(late_ones / others)
    return Chance(part, float(np.sqrt(part * (1 - part) / others)))


def _none(responding: Chance | None, printed: Printed) -> Chance | None:
    """The chance that none of so many others responds, (1 - p) to their number, as patients are drawn independently;
    its error by the first derivative. `None` unless the paper counts no late responder among some others."""
    if responding is None or printed.late != 0 or not printed.others:
        return None
    rest = 1 - responding.share
    slope = printed.others * rest ** (printed.others - 1)
    return Chance(float(rest**printed.others), float(slope * responding.mc_error))
