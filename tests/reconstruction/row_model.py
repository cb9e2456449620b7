"""A system's own rows asked of an independent solver, OR-tools' CP-SAT: for papers too large for unknown patients."""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

from marginalia.reconstruction.system import Floats, System


def possible(system: System) -> bool:
    """Whether whole numbers of patients satisfy the rows."""
    return _solved(*_model(system)) is not None


def least(system: System, objective: Floats) -> int | None:
    """The least of an objective; `None` where nothing satisfies the rows."""
    model, unknowns = _model(system)
    model.minimize(cp_model.LinearExpr.weighted_sum(unknowns, [int(one) for one in objective]))
    found = _solved(model, unknowns)
    return None if found is None else round(float(objective @ np.array(found)))


def _model(system: System) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model, rows = cp_model.CpModel(), system.rows
    unknowns = [model.new_int_var(0, system.frame.enrolled, "") for _ in range(system.columns)]
    for at in range(rows.matrix.shape[0]):
        row = rows.matrix.getrow(at)
        terms = cp_model.LinearExpr.weighted_sum(
            [unknowns[column] for column in row.indices], [int(value) for value in row.data]
        )
        if np.isfinite(rows.low[at]):
            model.add(terms >= int(rows.low[at]))
        if np.isfinite(rows.high[at]):
            model.add(terms <= int(rows.high[at]))
    return model, unknowns


def _solved(model: cp_model.CpModel, unknowns: list[cp_model.IntVar]) -> list[int] | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE), solver.status_name(status)
    return [solver.value(one) for one in unknowns]
