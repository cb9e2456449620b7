"""Mixed-integer programmes that are put together column by column and row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from marginalia.reconstruction.solver import SolverError
from marginalia.reconstruction.system import Floats


@dataclass
class Programme:
    """Rows and columns of a mixed-integer programme, as they are collected."""

    columns: int = 0
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    entries: list[tuple[int, int, float]] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def column(self, low: float, high: float, cost: float = 0.0, *, whole: bool = True) -> int:
        self.low.append(low)
        self.high.append(high)
        self.cost.append(cost)
        self.whole.append(int(whole))
        self.columns += 1
        return self.columns - 1

    def row(self, terms: Sequence[tuple[int, float]], least: float = -np.inf, most: float = np.inf) -> None:
        self.entries += [(len(self.least), column, value) for column, value in terms]
        self.least.append(least)
        self.most.append(most)


@dataclass(frozen=True, slots=True)
class Solved:
    """The columns found, and the cost below which nothing can be, which is their own unless time ran out."""

    columns: Floats
    at_least: float


def solve(programme: Programme, patience: float, *, gap: float = 0.0, whole: bool = True) -> Solved:
    """The columns at the least cost (or within a share `gap` of it), or the best found after so many seconds; in
    fractions where they need not be `whole`. Raises `SolverError` where there are none."""
    rows, columns, values = zip(*programme.entries, strict=True)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(programme.least), programme.columns))
    found = milp(
        np.array(programme.cost),
        constraints=LinearConstraint(matrix, programme.least, programme.most),
        integrality=np.array(programme.whole) * int(whole),
        bounds=Bounds(programme.low, programme.high),
        options={"time_limit": patience, "mip_rel_gap": gap},
    )
    if found.x is None:
        raise SolverError(f"The solver found nothing that fits: {found.message}")
    bound = found.fun if found.mip_dual_bound is None else found.mip_dual_bound
    return Solved(np.asarray(found.x), float(bound))
