"""Questions to the exact solver, HiGHS through scipy: can a system hold, how far does a quantity go in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from marginalia.errors import MarginaliaError
from marginalia.reconstruction.system import Floats, System

_OPTIMAL, _INFEASIBLE = 0, 2
_TOLERANCE = 1e-7


class SolverError(MarginaliaError):
    """The solver stopped without an answer."""


def relaxable(system: System) -> bool:
    """Whether fractions of patients satisfy the system: where not even they do, patients cannot."""
    return _solve(system, None, whole=False) is not None


def satisfiable(system: System) -> bool:
    """Whether some set of patients satisfies the system."""
    return relaxable(system) and solution(system) is not None


def solution(system: System, objective: Floats | None = None) -> Floats | None:
    """Whole numbers of patients that satisfy the system, with the least of the objective where there is one. Shape:
    (columns,); `None` where there are none."""
    found = _solve(system, objective, whole=True)
    return None if found is None else np.rint(found)


def relaxed_least(system: System, objective: Floats) -> float | None:
    """The least value of an objective over fractions of patients; `None` where not even they satisfy the system."""
    found = _solve(system, objective, whole=False)
    return None if found is None else float(objective @ found)


def _solve(system: System, objective: Floats | None, *, whole: bool) -> Floats | None:
    rows = system.rows
    found = milp(
        np.zeros(system.columns) if objective is None else objective,
        constraints=LinearConstraint(rows.matrix, rows.low, rows.high),
        integrality=np.full(system.columns, int(whole)),
        bounds=Bounds(0, system.frame.enrolled),
        options={"mip_rel_gap": 0.0},
    )
    if found.status == _INFEASIBLE:
        return None
    if found.status != _OPTIMAL:
        raise SolverError(f"The solver stopped without an answer: {found.message}")
    return np.asarray(found.x)


@dataclass(frozen=True, slots=True)
class Bent:
    """A system whose statements may miss the mark, at the least sum of what they miss. `missing` are the positions of
    those that do; `multipliers` what each row adds to that sum, of shape (rows,)."""

    missing: frozenset[int]
    multipliers: Floats


def bend(system: System, kept: Collection[int] = ()) -> Bent:
    """Let the statements bend, except the kept ones, as little as fractions of patients allow.

    Raises `SolverError` where the kept ones cannot hold by themselves.
    """
    rows = system.rows
    bending = (rows.owner >= 0) & ~np.isin(rows.owner, list(kept))
    count, soft = len(rows.owner), int(bending.sum())
    slack = sparse.csr_matrix((np.ones(soft), (np.flatnonzero(bending), np.arange(soft))), shape=(count, soft))
    matrix = sparse.hstack([rows.matrix, slack, -slack]).tocsr()
    above, below = np.isfinite(rows.low), np.isfinite(rows.high)
    found = linprog(
        np.r_[np.zeros(system.columns), np.ones(2 * soft)],
        A_ub=sparse.vstack([matrix[below], -matrix[above]]),
        b_ub=np.r_[rows.high[below], -rows.low[above]],
        bounds=(0, None),
        method="highs",
    )
    if found.status != _OPTIMAL:
        raise SolverError(f"The solver stopped without an answer: {found.message}")
    missing = found.x[system.columns :].reshape(2, soft).sum(axis=0)
    multipliers = np.zeros(count)
    multipliers[below] += found.ineqlin.marginals[: int(below.sum())]
    multipliers[above] -= found.ineqlin.marginals[int(below.sum()) :]
    owners = rows.owner[bending]
    return Bent(frozenset(int(owner) for owner in owners[missing > _TOLERANCE]), multipliers)
