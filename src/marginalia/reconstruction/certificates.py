"""Proofs that printed numbers cannot hold together, small enough to be checked by hand.

Farkas' lemma: rows `low <= a x <= high` have no solution with x >= 0 if some weighted sum of them says that a sum that
can never be above nothing must be. The weights come from the solver as floats, are rounded to simple fractions, and are
checked in exact arithmetic; what fails the check is no proof. Where only whole patients are impossible, a proof goes by
cases: a quantity is at most k, or at least k + 1, and neither can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd, lcm

import numpy as np

from marginalia.reconstruction import solver
from marginalia.reconstruction.statements import Quantity, quantities_of
from marginalia.reconstruction.system import Bound, System

_DENOMINATORS = (1, 2, 6, 60, 1000, 10**6)
_MOST_CASES = 3
_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole numbers, one for each row of a system, that make its rows contradict each other by `excess`."""

    weights: tuple[int, ...]
    excess: int


@dataclass(frozen=True, slots=True)
class Cases:
    """A contradiction whichever way: with the quantity at most `at`, and with it at least one more."""

    quantity: Quantity
    at: int
    below: Proof
    above: Proof


Proof = Weights | Cases


def prove(system: System, cases: int = _MOST_CASES) -> Proof | None:
    """A checked proof that no set of patients satisfies the system, by at most so many nested cases; `None` where none
    was found."""
    direct = _weights(system)
    if direct is not None:
        return direct
    if cases == 0:
        return None
    percentages = tuple(one for one in system.stated if not one.is_count)
    for quantity, at in _splits(system, quantities_of(percentages)):
        low = prove(_with(system, Bound(quantity, high=at)), cases - 1)
        high = None if low is None else prove(_with(system, Bound(quantity, low=at + 1)), cases - 1)
        if low is not None and high is not None:
            return Cases(quantity, at, low, high)
    return None


def _splits(system: System, quantities: tuple[Quantity, ...]) -> list[tuple[Quantity, int]]:
    """Where to tell two cases apart: a quantity that fractions of patients hold between two whole numbers before any
    other, and none that they hold to one whole number."""
    between, others = [], []
    for quantity in quantities:
        counted = system.quantity(quantity)
        least, most = solver.relaxed_least(system, counted), solver.relaxed_least(system, -counted)
        if least is None or most is None:
            continue
        low, high = ceil(least - _HAIR), floor(_HAIR - most)
        if low > high:
            between.append((quantity, high))
        elif low < high:
            others.append((quantity, low if low - least < _HAIR else low - 1))
    return [*between, *others]


def holds(system: System, proof: Proof) -> bool:
    """Whether a proof proves what it says, in exact arithmetic."""
    if isinstance(proof, Cases):
        return holds(_with(system, Bound(proof.quantity, high=proof.at)), proof.below) and holds(
            _with(system, Bound(proof.quantity, low=proof.at + 1)), proof.above
        )
    return contradiction(system, proof.weights) == proof.excess > 0


def contradiction(system: System, weights: tuple[int, ...]) -> int:
    """By how much the weighted rows contradict each other; 0 where they do not."""
    rows = system.rows
    used = [at for at, weight in enumerate(weights) if weight]
    matrix = rows.matrix[used].toarray() if used else np.zeros((0, system.columns))
    if not np.array_equal(matrix, np.rint(matrix)):
        raise ValueError("a row has a coefficient that is not whole")
    factors = np.array([weights[at] for at in used], dtype=object)
    if any(value > 0 for value in factors @ matrix.astype(np.int64).astype(object)) if used else True:
        return 0
    excess = 0
    for at in used:
        limit = rows.low[at] if weights[at] > 0 else rows.high[at]
        if not np.isfinite(limit):
            return 0
        excess += weights[at] * floor(limit)
    return max(excess, 0)


def _weights(system: System) -> Weights | None:
    try:
        bent = solver.bend(system)
    except solver.SolverError:
        return None  # the bounds of a case contradict what holds of any patients, which no statement can mend
    if not bent.missing:
        return None
    for most in _DENOMINATORS:
        fractions = [Fraction(float(one)).limit_denominator(most) for one in bent.multipliers]
        scale = lcm(*(one.denominator for one in fractions))
        whole = [int(one * scale) for one in fractions]
        shared = gcd(*whole) or 1
        made = tuple(one // shared for one in whole)
        excess = contradiction(system, made)
        if excess:
            return Weights(made, excess)
    return None


def _with(system: System, bound: Bound) -> System:
    return system.only(range(len(system.stated)), *system.bounds, bound)
