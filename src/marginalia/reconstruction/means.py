"""Printed means in the choice of patients: of all sets that fit the counts, one whose scores can come nearest to them.

Sums of scores, not scores: for each printed mean, one unknown sum for those of each membership who still respond and
one for those who do not, between the least and the most that the scale allows so many patients.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from marginalia.analysis.aggregation import MeanOf
from marginalia.audit.precision import half_unit
from marginalia.reconstruction.patterns import ABSENT, RESPONDING, Ints
from marginalia.reconstruction.programme import Programme, solve
from marginalia.reconstruction.scores import PATIENCE, averageable, step_of
from marginalia.reconstruction.system import Floats, System
from marginalia.study.model import OVERALL, Number, Outcome, Study

#: Below this a printed mean is met.
_TOLERANCE = 1e-6
#: What avoiding one patient weighs against missing one mean by its whole scale.
_LESS = 1e-4


@dataclass(frozen=True)
class _Class:
    """Patients whose scores are summed together: those marked, and the highest and lowest score they can have."""

    marked: Ints
    low: float
    high: float


@dataclass(frozen=True)
class Fit:
    """A set of patients, as the solver's columns; the printed means that even the sums of their scores must miss; by
    how much in all, each as a share of its scale; and how much any set of patients must miss, as far as was proved."""

    solution: Floats
    missed: tuple[Number, ...]
    by: float
    at_least: float

    @property
    def impossible(self) -> bool:
        """Whether it is proved that no set of patients has all the means."""
        return self.at_least > _TOLERANCE


def fitting(
    system: System, study: Study, mean_of: MeanOf, *, avoiding: Floats | None = None, patience: float = PATIENCE
) -> Fit:
    """A set of patients that satisfies the system, with the printed means missed by as little as their sums allow, and
    with as few patients as can be of the kinds to avoid (a mark for each column), which weighs less.

    Raises `SolverError` where nobody fits.
    """
    programme = Programme()
    for at in range(system.columns):
        cost = 0.0 if avoiding is None else _LESS * float(avoiding[at])
        programme.column(0, system.frame.enrolled, cost)
    rows = system.rows
    for at in range(len(rows.owner)):
        start, end = rows.matrix.indptr[at], rows.matrix.indptr[at + 1]
        terms = list(zip(rows.matrix.indices[start:end].tolist(), rows.matrix.data[start:end].tolist(), strict=True))
        programme.row(terms, rows.low[at], rows.high[at])
    blocks: dict[tuple[str, float], list[Number]] = defaultdict(list)
    for number in averageable(study, system.frame.base):
        blocks[number.measure, number.month or 0.0].append(number)
    slacks: list[tuple[Number, tuple[int, int]]] = []
    for (measure, month), numbers in blocks.items():
        if month == 0 or month in system.patterns.visits:
            classes = _classes(system, study, measure, month, mean_of)
            slacks += _block(system, study, numbers, classes, programme)
    solved = solve(programme, patience)
    found = solved.columns
    gaps = [(number, sum(programme.cost[at] * float(found[at]) for at in pair)) for number, pair in slacks]
    missed = tuple(number for number, gap in gaps if gap > _TOLERANCE)
    return Fit(found[: system.columns], missed, sum(gap for _, gap in gaps), solved.at_least)


def _classes(system: System, study: Study, measure: str, month: float, mean_of: MeanOf) -> list[_Class]:
    """Whom a mean is taken over, those who respond at the visit apart from those who do not."""
    patterns, base = system.patterns, system.frame.base
    outcome = study.outcome(study.measure(measure).outcome or "")
    among = study.measure(measure).among
    taken = np.ones(len(patterns.fates), dtype=bool)
    if among and base is not None:
        taken = patterns.fates[:, patterns.visits.index(base)] == RESPONDING
    if month == 0:
        return [_Class(taken.astype(np.int64), outcome.low, outcome.high)]
    now = patterns.fates[:, patterns.visits.index(month)]
    responding = _Class((taken & (now == RESPONDING)).astype(np.int64), outcome.low, outcome.high)
    if among and mean_of == "lasting":
        return [responding]
    low, high = _without_response(study, outcome)
    return [responding, _Class((taken & (now != RESPONDING) & (now != ABSENT)).astype(np.int64), low, high)]


def _without_response(study: Study, outcome: Outcome) -> tuple[float, float]:
    """The scores of somebody who does not respond: where a score is itself a change, and one such change is enough to
    be a responder, it stays below the important one."""
    if study.responder_needs == "all" or not outcome.is_change or outcome.important_change is None:
        return outcome.low, outcome.high
    step = step_of(outcome)
    if outcome.better == "higher":
        return outcome.low, outcome.important_change - step
    return step - outcome.important_change, outcome.high


def _block(
    system: System, study: Study, numbers: list[Number], classes: list[_Class], programme: Programme
) -> Iterator[tuple[Number, tuple[int, int]]]:
    """The rows of the means of one measure at one visit; yields each with the columns of what it misses."""
    outcome = study.outcome(study.measure(numbers[0].measure).outcome or "")
    sums = [_by_membership(system, one, programme) for one in classes]
    for number in numbers:
        group = number.group or ""
        if group == OVERALL or group in system.frame.joint:
            columns = [
                column
                for one in sums
                for column, members in zip(one, system.frame.memberships, strict=True)
                if group == OVERALL or group in members
            ]
        else:
            try:
                counted = [system.counting(one.marked, group) for one in classes]
            except ValueError:
                continue  # the group's own counts say nothing of these patients
            columns = [
                _of_solo(system, one, row, sums_of, programme)
                for one, row, sums_of in zip(classes, counted, sums, strict=True)
            ]
        total = sum((system.counting(one.marked, group) for one in classes), np.zeros(system.columns))
        yield number, _near(number, outcome, columns, total, programme)


def _by_membership(system: System, one: _Class, programme: Programme) -> list[int]:
    columns = []
    for at in range(len(system.frame.memberships)):
        counted = system.belonging([at == other for other in range(len(system.frame.memberships))])
        row = counted * system.counting(one.marked)
        columns.append(_sum(one, row, programme))
    return columns


def _sum(one: _Class, counted: Floats, programme: Programme) -> int:
    """The sum of the scores of the patients counted."""
    column = programme.column(-np.inf, np.inf, whole=False)
    terms = [(int(at), float(counted[at])) for at in np.flatnonzero(counted)]
    programme.row([(column, 1.0), *((at, -one.low * value) for at, value in terms)], least=0)
    programme.row([(column, 1.0), *((at, -one.high * value) for at, value in terms)], most=0)
    return column


def _of_solo(system: System, one: _Class, counted: Floats, sums: list[int], programme: Programme) -> int:
    """The sum of a solo group's scores within a class; the rest of the class takes what is left."""
    column = _sum(one, counted, programme)
    rest = system.counting(one.marked) - counted
    terms = [(int(at), float(rest[at])) for at in np.flatnonzero(rest)]
    left = [*((each, 1.0) for each in sums), (column, -1.0)]
    programme.row([*left, *((at, -one.low * value) for at, value in terms)], least=0)
    programme.row([*left, *((at, -one.high * value) for at, value in terms)], most=0)
    return column


def _near(
    number: Number, outcome: Outcome, columns: list[int], counted: Floats, programme: Programme
) -> tuple[int, int]:
    """The sum within what the printed mean allows so many patients, or as little beyond as can be; the columns of what
    is beyond it, above and below."""
    weight = 1 / (outcome.high - outcome.low)
    above, below = (programme.column(0, np.inf, weight, whole=False) for _ in range(2))
    middle, slack = number.reading or 0.0, half_unit(number)
    terms = [(int(at), float(counted[at])) for at in np.flatnonzero(counted)]
    summed = [(column, 1.0) for column in columns]
    low, high = middle - slack, middle + slack
    programme.row([*summed, (below, 1.0), *((at, -low * value) for at, value in terms)], least=0)
    programme.row([*summed, (above, -1.0), *((at, -high * value) for at, value in terms)], most=0)
    return above, below
