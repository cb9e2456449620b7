"""Trials like the study's, patient by patient: the whole model in one place.

The observed standardised rating of patient i on scale s at visit t is sqrt(r) true + sqrt(1 - r) error; the true one
is sqrt(c) shared + sqrt(1 - c) own; shared and own are each sqrt(l) stable + sqrt(1 - l) spell, and a spell's
correlation over m months is exp(-m / spell_months). Ratings are the usual score plus `spread` times that, less the
natural course and the effect, cut off at the scale's ends. Patients are drawn given their entry rating, by the formula
for conditioning jointly normal variables: draw all of them freely, then add to each its covariance with the entry
rating times the rating's shift, which leaves the covariance given that rating as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from marginalia.simulation.assumptions import Assumptions
from marginalia.simulation.entry import Entry, entry_of
from marginalia.simulation.follow_up import drawn
from marginalia.simulation.plan import Plan, Scored

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Ratings are drawn in single precision, seven digits, for speed; scores and comparisons are in double.
Singles = NDArray[np.float32]

#: Differences of scores are compared with a threshold to this share of a scale: 6.4 - 4.4 counts as 2.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Trials:
    """Simulated trials. `scores` by outcome id, in the outcome's unit; all arrays are trials by patients by visits,
    with what was before treatment first (a change is 0 there). `responder` says who would count if seen."""

    plan: Plan
    scores: dict[str, Floats]
    seen: Bools
    responder: Bools


def simulate(plan: Plan, assumptions: Assumptions, *, trials: int, seed: int, block: int = 0) -> Trials:
    """Draw trials. Equal arguments give equal trials; `block` numbers further draws from one seed.

    The same seed draws the same random numbers whatever is assumed, so that differences between assumptions are not
    blurred by chance.
    """
    generator = np.random.default_rng([seed, block])
    entry = entry_of(plan, assumptions)
    ratings = _ratings(generator, plan, assumptions, entry, (trials, plan.enrolled))
    scores: dict[str, Floats] = {}
    for scored, usual, rating in zip(plan.scored, entry.means, ratings, strict=True):
        eased = improvement(plan, assumptions, scored)
        worse = np.clip(usual + assumptions.spread * rating.astype(np.float64) - eased, 0.0, 1.0)
        scores[scored.outcome.id] = _in_units(scored, worse)
    for change in plan.changes:
        scores[change.id] = _global_change(
            plan.entry, scores[plan.entry.outcome.id], assumptions, change.low, change.high
        )
    responder = _responders(plan, scores)
    return Trials(plan, scores, drawn(generator, plan.seen, responder, assumptions.dropout_odds), responder)


def improvement(plan: Plan, assumptions: Assumptions, scored: Scored) -> Floats:
    """The mean improvement at every visit, none before treatment, as a share of the scale: the published course and
    the effect assumed. Other scales than the entry scale improve by as much of their own start."""
    months = np.asarray(plan.months)
    course = np.interp(months, *np.asarray(plan.course).T) if plan.course else np.zeros(len(months))
    eased = assumptions.natural_course * course + assumptions.effect * (months > 0)
    return np.asarray(eased * scored.start / plan.entry.start, dtype=np.float64)


def _ratings(
    generator: np.random.Generator, plan: Plan, assumptions: Assumptions, entry: Entry, size: tuple[int, int]
) -> Singles:
    """Standardised ratings: scales by trials by patients by visits, given that each patient entered."""
    months, scales = np.asarray(plan.months), len(plan.scored)
    reliability, between = assumptions.reliability, assumptions.between_scales
    shared = _true(generator, assumptions, months, size)
    ratings = np.empty((scales, *size, len(months)), dtype=np.float32)
    for scale in range(scales):
        own = _true(generator, assumptions, months, size)
        error = generator.standard_normal(own.shape, dtype=np.float32)
        # In place: memory, not arithmetic, is what a trial costs.
        own *= sqrt(reliability * (1 - between))
        own += sqrt(reliability * between) * shared
        error *= sqrt(1 - reliability)
        np.add(own, error, out=ratings[scale])
    shift = entry.draw(1 - generator.random(size)) - ratings[0, :, :, 0]
    covariance = reliability * assumptions.correlation(months) * np.where(np.arange(scales) == 0, 1, between)[:, None]
    covariance[0, 0] = 1.0
    for scale in range(scales):
        ratings[scale] += covariance[scale].astype(np.float32) * shift[:, :, None].astype(np.float32)
    return ratings


def _true(generator: np.random.Generator, assumptions: Assumptions, months: Floats, size: tuple[int, int]) -> Singles:
    """Standardised true scores: a part that lasts, and spells that follow each other as an autoregression."""
    lasting = assumptions.lasting_share
    stable = generator.standard_normal((*size, 1), dtype=np.float32)
    spell = generator.standard_normal((*size, len(months)), dtype=np.float32)
    for place, apart in enumerate(np.diff(months), start=1):
        kept = float(assumptions.spell_correlation(apart))
        spell[:, :, place] = kept * spell[:, :, place - 1] + sqrt(1 - kept**2) * spell[:, :, place]
    spell *= sqrt(1 - lasting)
    spell += sqrt(lasting) * stable
    return spell


def _in_units(scored: Scored, worse: Floats) -> Floats:
    """Shares of the scale counted towards worse as scores, rounded to the scale's step where it is known."""
    outcome = scored.outcome
    score = worse * scored.length if outcome.better == "lower" else (1 - worse) * scored.length
    if outcome.step:
        score = np.round(score / outcome.step) * outcome.step
    return np.asarray(outcome.low + score, dtype=np.float64)


def _global_change(entry: Scored, scores: Floats, assumptions: Assumptions, low: float, high: float) -> Floats:
    """Improvement in percent of the start as it is remembered, which nobody remembers beyond the scale's worst."""
    outcome = entry.outcome
    worse = scores - outcome.low if outcome.better == "lower" else outcome.high - scores
    remembered = np.clip(worse[:, :, :1] + assumptions.recall_shift * entry.length, 0.0, entry.length)
    change = 100 * (remembered - worse) / np.where(remembered > 0, remembered, np.inf)
    change[:, :, 0] = 0.0
    return np.clip(change, low, high)


def _responders(plan: Plan, scores: dict[str, Floats]) -> Bools:
    """Who improved by the important change on any of the outcomes of the rule, or on all; nobody before treatment."""
    judged = []
    for outcome in [*(one.outcome for one in plan.scored), *plan.changes]:
        if outcome.id in plan.rule and outcome.important_change is not None:
            found = scores[outcome.id]
            change = found if outcome.is_change else found - found[:, :, :1]
            gain = change if outcome.better == "higher" else -change
            judged.append(gain >= outcome.important_change - _HAIR * (outcome.high - outcome.low))
    if not judged:
        shape = next(iter(scores.values())).shape
        return np.zeros(shape, dtype=np.bool_)
    responder = np.asarray(np.any(judged, axis=0) if plan.needs == "any" else np.all(judged, axis=0), dtype=np.bool_)
    responder[:, :, 0] = False
    return responder
