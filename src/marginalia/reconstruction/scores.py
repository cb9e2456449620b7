"""Scores for made-up patients: their responses follow from them by the study's own rule, and their means come as near
to the printed ones as they can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np

from marginalia.analysis.aggregation import MeanOf
from marginalia.audit.precision import half_unit
from marginalia.reconstruction.patterns import NOT_RESPONDING, RESPONDING
from marginalia.reconstruction.programme import Programme, solve
from marginalia.reconstruction.witness import Person
from marginalia.study.model import OVERALL, Limit, Number, Outcome, Study

#: Seconds after which the best scores found so far are taken.
PATIENCE = 20.0

#: How far drawn values scatter around a printed mean, as a share of the scale.
_SPREAD = 0.2
_HAIR = 1e-6
_RATED = (NOT_RESPONDING, RESPONDING)

Place = tuple[int, float, str]  # a patient's position, a month, an outcome


@dataclass(frozen=True)
class Scores:
    """Every score by place, and by how much the printed means are missed in all, each as a share of its scale."""

    by_place: dict[Place, float]
    missed: float


def scores(
    study: Study,
    people: Sequence[Person],
    visits: tuple[float, ...],
    base: float | None,
    mean_of: MeanOf,
    *,
    spread: np.random.Generator | None = None,
    patience: float = PATIENCE,
) -> Scores:
    """Scores on each outcome's scale, in its steps, for every visit at which a patient was seen and before treatment.

    Where a generator is given, of all scores that miss no more those that lie nearest to values drawn around the
    printed means: they look less like the corners of a sum. Raises `SolverError` where no scores on these scales make
    the patients respond as they do.
    """
    programme, columns = _programme(study, people, visits, base, mean_of)
    found = solve(programme, patience).columns
    missed = float(np.dot(programme.cost, found))
    if spread is not None:
        programme.row([(at, cost) for at, cost in enumerate(programme.cost) if cost], most=missed + _HAIR)
        programme.cost = [0.0] * programme.columns
        _draw_near(study, columns, programme, spread)
        found = solve(programme, patience, gap=0.05).columns
    steps = {outcome.id: step_of(outcome) for outcome in study.outcomes}
    by_place = {place: round(found[column]) * steps[place[2]] for place, column in columns.items()}
    return Scores(by_place, missed)


def least_missed(
    study: Study, people: Sequence[Person], visits: tuple[float, ...], base: float | None, mean_of: MeanOf
) -> float:
    """By how much the printed means must be missed even if scores were fractions: quick to know, and never more than
    `scores` misses."""
    programme, _ = _programme(study, people, visits, base, mean_of)
    return float(np.dot(programme.cost, solve(programme, PATIENCE, whole=False).columns))


def _programme(
    study: Study, people: Sequence[Person], visits: tuple[float, ...], base: float | None, mean_of: MeanOf
) -> tuple[Programme, dict[Place, int]]:
    programme = Programme()
    columns = _columns(study, people, visits, programme)
    _follow_the_rule(study, people, visits, columns, programme)
    for number in averageable(study, base):
        _near(study, number, _averaged(study, people, visits, base, mean_of, number), columns, programme)
    return programme, columns


def _draw_near(study: Study, columns: dict[Place, int], programme: Programme, spread: np.random.Generator) -> None:
    """Pull every score towards a value drawn around the first printed mean of its outcome at its visit."""
    middles: dict[tuple[str, float], float] = {}
    for number in printed_means(study):
        key = (study.measure(number.measure).outcome or "", number.month or 0.0)
        middles.setdefault(key, number.reading or 0.0)
    for (_, month, id), column in columns.items():
        outcome = study.outcome(id)
        step, reach = step_of(outcome), outcome.high - outcome.low
        middle = middles.get((id, month), (outcome.high + outcome.low) / 2)
        wanted = float(np.clip(spread.normal(middle, _SPREAD * reach), outcome.low, outcome.high))
        away = programme.column(0, np.inf, step / reach, whole=False)
        programme.row([(column, 1.0), (away, -1.0)], most=wanted / step)
        programme.row([(column, 1.0), (away, 1.0)], least=wanted / step)


def step_of(outcome: Outcome) -> float:
    """The smallest difference between two made-up scores: the scale's own, else half a point on a scale of ten points
    or fewer, and a whole one on a longer scale."""
    return outcome.step or (0.5 if outcome.high - outcome.low <= 10 else 1.0)


def _columns(
    study: Study, people: Sequence[Person], visits: tuple[float, ...], programme: Programme
) -> dict[Place, int]:
    columns: dict[Place, int] = {}
    for at, person in enumerate(people):
        for outcome in study.outcomes:
            step = step_of(outcome)
            months = [month for month, what in zip(visits, person.fate, strict=True) if what in _RATED]
            for month in months if outcome.is_change else [0.0, *months]:
                low, high = _limits(study, person, outcome) if month == 0 else (outcome.low, outcome.high)
                columns[at, month, outcome.id] = programme.column(ceil(low / step), floor(high / step))
    return columns


def _limits(study: Study, person: Person, outcome: Outcome) -> tuple[float, float]:
    """The scores that a patient can have before treatment: beyond the limit that forms a severity group for those in
    it, short of it for the others."""
    low, high, step = outcome.low, outcome.high, step_of(outcome)
    for limit, number in severity_limits(study, outcome):
        inside, reading = number.group in person.groups, number.reading or 0.0
        upwards = limit.sense in ("at least", "more than")
        beyond = 0.0 if limit.sense in ("at least", "at most") else step
        if upwards == inside:
            low = max(low, reading + beyond if upwards else reading + step - beyond)
        else:
            high = min(high, reading - step + beyond if upwards else reading - beyond)
    return low, high


def severity_limits(study: Study, outcome: Outcome) -> Iterator[tuple[Limit, Number]]:
    """The limits on an outcome that form groups by severity, one for each group, those that the scan leaves in no
    doubt."""
    kinds = {group.id: group.kind for group in study.groups}
    told = set()
    for limit in study.limits:
        number = study.number(limit.number)
        fits = kinds.get(number.group or "") == "severity" and study.measure(number.measure).outcome == outcome.id
        if fits and not limit.doubtful and number.group not in told and number.reading is not None:
            told.add(number.group)
            yield limit, number


def _follow_the_rule(
    study: Study,
    people: Sequence[Person],
    visits: tuple[float, ...],
    columns: dict[Place, int],
    programme: Programme,
) -> None:
    """A responder has improved by the important change on one outcome at least (or on all), anybody else on none (or
    not on all)."""
    judged = [outcome for outcome in study.outcomes if outcome.important_change is not None]
    for at, person in enumerate(people):
        for month, what in zip(visits, person.fate, strict=True):
            if what not in _RATED:
                continue
            responding = what == RESPONDING
            either = responding == (study.responder_needs == "any")
            switches = [programme.column(0, 1) if either else None for _ in judged]
            for outcome, switch in zip(judged, switches, strict=True):
                _improve(outcome, at, month, responding, switch, columns, programme)
            if either:
                programme.row([(switch, 1.0) for switch in switches if switch is not None], least=1)


def _improve(
    outcome: Outcome,
    at: int,
    month: float,
    responding: bool,
    switch: int | None,
    columns: dict[Place, int],
    programme: Programme,
) -> None:
    """The improvement, in steps, at least the important change or below it; only while the switch is on, where there
    is one."""
    step = step_of(outcome)
    sign = 1.0 if outcome.better == "higher" else -1.0
    needed = np.ceil((outcome.important_change or 0) / step)
    reach = (outcome.high - outcome.low) / step + needed + 1
    terms = [(columns[at, month, outcome.id], sign)]
    if not outcome.is_change:
        terms.append((columns[at, 0.0, outcome.id], -sign))
    if responding:
        loosened = [] if switch is None else [(switch, -reach)]
        programme.row([*terms, *loosened], least=needed - (0 if switch is None else reach))
    else:
        loosened = [] if switch is None else [(switch, reach)]
        programme.row([*terms, *loosened], most=needed - 1 + (0 if switch is None else reach))


def printed_means(study: Study) -> Iterator[Number]:
    """Every printed mean of an outcome, once for each value."""
    told = set()
    for number in study.numbers:
        outcome = study.measure(number.measure).outcome if number.statistic == "mean" else None
        key = (number.group, number.measure, number.month, number.reading)
        if outcome is not None and number.reading is not None and number.group is not None and key not in told:
            told.add(key)
            yield number


def averageable(study: Study, base: float | None) -> Iterator[Number]:
    """The printed means of which it is known whom they are of: those among responders only where the visit is known
    whose responders are meant."""
    return (one for one in printed_means(study) if base is not None or not study.measure(one.measure).among)


def _averaged(
    study: Study,
    people: Sequence[Person],
    visits: tuple[float, ...],
    base: float | None,
    mean_of: MeanOf,
    number: Number,
) -> list[int]:
    """The positions of those whom a mean is taken over."""
    members = [at for at, one in enumerate(people) if number.group == OVERALL or number.group in one.groups]
    month, among = number.month or 0.0, study.measure(number.measure).among
    if among and base is not None:
        members = [at for at in members if people[at].fate[visits.index(base)] == RESPONDING]
    if month == 0:
        return members
    if month not in visits:
        return []
    wanted = (RESPONDING,) if among and mean_of == "lasting" else _RATED
    return [at for at in members if people[at].fate[visits.index(month)] in wanted]


def _near(study: Study, number: Number, averaged: list[int], columns: dict[Place, int], programme: Programme) -> None:
    """The mean within half a unit of its last digit, or as little beyond as can be."""
    outcome = study.outcome(study.measure(number.measure).outcome or "")
    month = number.month or 0.0
    terms = [(columns[at, month, outcome.id], 1.0) for at in averaged if (at, month, outcome.id) in columns]
    if not terms:
        return
    step = Fraction(str(step_of(outcome)))
    weight = float(step) / (len(terms) * (outcome.high - outcome.low))
    above, below = (programme.column(0, np.inf, weight) for _ in range(2))
    middle, slack = Fraction(str(number.reading or 0)), Fraction(str(half_unit(number)))
    # The sum in steps: at least the lower end, and below the upper, so that rounding half up gives the printed digits.
    programme.row([*terms, (below, 1.0)], least=ceil(len(terms) * (middle - slack) / step))
    programme.row([*terms, (above, -1.0)], most=ceil(len(terms) * (middle + slack) / step) - 1)
