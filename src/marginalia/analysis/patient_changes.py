"""Courses and changes of patients one by one: what means and counts of a table leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median, quantiles, stdev

import numpy as np
from numpy.typing import NDArray

from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.counts import Interval
from marginalia.study.model import OVERALL, Outcome, Study
from marginalia.study.patient_level import Cohort, Patient, improvement, judging, must_exceed

#: Room for floating point: 5.1 - 3.1 is two points, though not to a computer.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Course:
    """A patient's scores of one outcome, or improvements since before treatment, as (month, value) in order. `lost`
    where the patient was not seen at the last visit at which anybody was."""

    patient: str
    points: tuple[tuple[float, float], ...]
    lost: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """Values at a visit in the outcome's units: how many, their mean with its interval (t; `None` of fewer than two),
    standard deviation (n - 1), median and quartiles (Hyndman and Fan's type 7; `None` of fewer than two)."""

    month: float
    n: int
    mean: float
    interval: Interval | None
    sd: float | None
    median: float
    quartiles: Interval | None


@dataclass(frozen=True, slots=True)
class Changed:
    """Patients at a visit by how they changed since before treatment: `improved` by the outcome's important change,
    `worse` by as much, the rest of `n` in between. Intervals are those of each share of `n`."""

    month: float
    n: int
    improved: int
    worse: int
    improved_interval: Interval | None
    worse_interval: Interval | None

    @property
    def between(self) -> int:
        return self.n - self.improved - self.worse


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """Responders at a visit if every important change were `factor` times what it is: `n` of the `N` of whom that can
    be said."""

    factor: float
    n: int
    N: int
    interval: Interval | None

    @property
    def share(self) -> float | None:
        return self.n / self.N if self.N else None


def members(cohort: Cohort, group: str = OVERALL) -> tuple[Patient, ...]:
    """The patients of a group."""
    return tuple(one for one in cohort.patients if one.within(group))


def later_visits(study: Study) -> tuple[float, ...]:
    """The study's visits after treatment."""
    return tuple(month for month in study.visits if month > 0)


def last_visit(cohort: Cohort) -> float:
    """The last visit at which any patient was seen; 0 where nobody was."""
    return max((visit.month for one in cohort.patients for visit in one.visits), default=0.0)


def scores(patient: Patient, outcome: Outcome) -> tuple[tuple[float, float], ...]:
    """A patient's (month, score) of an outcome."""
    return tuple((visit.month, visit.scores[outcome.id]) for visit in patient.visits if outcome.id in visit.scores)


def improvements(patient: Patient, outcome: Outcome) -> tuple[tuple[float, float], ...]:
    """A patient's (month, improvement since before treatment) of an outcome; negative where worse."""
    before = patient.at(0)
    found = ((visit.month, improvement(outcome, visit, before)) for visit in patient.visits if visit.month > 0)
    return tuple((month, better) for month, better in found if better is not None)


def courses(cohort: Cohort, outcome: Outcome, *, change: bool = False, group: str = OVERALL) -> tuple[Course, ...]:
    """Every patient of a group who was rated, in the cohort's order. With `change`, improvements instead of scores."""
    last = last_visit(cohort)
    made = (
        Course(one.id, improvements(one, outcome) if change else scores(one, outcome), one.at(last) is None)
        for one in members(cohort, group)
    )
    return tuple(course for course in made if course.points)


def spreads(
    study: Study,
    cohort: Cohort,
    outcome: Outcome,
    *,
    change: bool = False,
    group: str = OVERALL,
    settings: Settings = DEFAULT,
) -> tuple[Spread, ...]:
    """The scores (with `change`, the improvements) of a group at each visit at which anybody was rated."""
    found = courses(cohort, outcome, change=change, group=group)
    made = (_spread(month, _at(found, month), settings) for month in study.visits)
    return tuple(one for one in made if one is not None)


def changed(
    study: Study, cohort: Cohort, outcome: Outcome, *, group: str = OVERALL, settings: Settings = DEFAULT
) -> tuple[Changed, ...]:
    """How a group changed on an outcome at each visit; empty where the outcome has no important change."""
    if outcome.important_change is None:
        return ()
    found, strictly = courses(cohort, outcome, change=True, group=group), must_exceed(study, outcome)
    return tuple(
        _changed(month, values, outcome.important_change, strictly, settings)
        for month in later_visits(study)
        if (values := _at(found, month))
    )


def improvements_at(cohort: Cohort, outcome: Outcome, month: float, group: str = OVERALL) -> tuple[float, ...]:
    """The improvements of a group at a visit, the best first."""
    return tuple(sorted(_at(courses(cohort, outcome, change=True, group=group), month), reverse=True))


def by_threshold(
    study: Study,
    cohort: Cohort,
    month: float,
    factors: Sequence[float],
    *,
    group: str = OVERALL,
    settings: Settings = DEFAULT,
) -> tuple[AtThreshold, ...]:
    """Responders at a visit under the study's rule, for each multiple of its important changes; empty where the study
    has no rule that patients can be held against, or nobody was seen."""
    if not judging(study) or not any(one.at(month) for one in members(cohort, group)):
        return ()
    ratios = [found for one in members(cohort, group) if (found := _ratios(study, one, month)) is not None]
    return tuple(_at_threshold(study, ratios, factor, settings) for factor in factors)


def meets_rule(study: Study, better: Mapping[str, NDArray[np.float64]]) -> NDArray[np.bool_]:
    """Who responds, of people of whom the improvement on each outcome of the study's rule is known: arrays by outcome
    id, in the outcome's units, all of one shape, which is that of the answer too. Raises `KeyError` where an outcome is
    left out, `ValueError` where the study has no rule."""
    met = [
        reaches(better[outcome.id], outcome.important_change or 0.0, must_exceed(study, outcome))
        for outcome in judging(study)
    ]
    if not met:
        raise ValueError("the study has no responder rule")
    join = np.logical_or if study.responder_needs == "any" else np.logical_and
    return np.asarray(join.reduce(met), dtype=bool)


def reaches(value: NDArray[np.float64], limit: float, strictly: bool) -> NDArray[np.bool_]:
    """Whether improvements reach a limit, or with `strictly` exceed it."""
    return np.asarray(value > limit + _HAIR if strictly else value >= limit - _HAIR)


def _at_threshold(
    study: Study, ratios: Sequence[tuple[tuple[float | None, bool], ...]], factor: float, settings: Settings
) -> AtThreshold:
    settling = study.responder_needs == "any"
    met = []
    for patient in ratios:
        judged = [None if ratio is None else _reaches(ratio, factor, strictly) for ratio, strictly in patient]
        met.append(settling if settling in judged else None if None in judged else not settling)
    n, N = met.count(True), len(met) - met.count(None)
    return AtThreshold(factor, n, N, settings.interval(n, N))


def _ratios(study: Study, patient: Patient, month: float) -> tuple[tuple[float | None, bool], ...] | None:
    """For each outcome of the rule, the improvement as a multiple of the important change, and whether it must be
    exceeded; `None` for a patient not seen."""
    visit, before = patient.at(month), patient.at(0)
    if visit is None:
        return None
    made = []
    for outcome in judging(study):
        better = improvement(outcome, visit, before)
        wanted = outcome.important_change or 1.0
        made.append((None if better is None else better / wanted, must_exceed(study, outcome)))
    return tuple(made)


def _reaches(value: float, limit: float, strictly: bool) -> bool:
    return value > limit + _HAIR if strictly else value >= limit - _HAIR


def _changed(month: float, values: Sequence[float], wanted: float, strictly: bool, settings: Settings) -> Changed:
    n = len(values)
    improved = sum(_reaches(value, wanted, strictly) for value in values)
    worse = sum(_reaches(-value, wanted, strictly) for value in values)
    return Changed(month, n, improved, worse, settings.interval(improved, n), settings.interval(worse, n))


def _at(found: Sequence[Course], month: float) -> list[float]:
    return [value for course in found for at, value in course.points if at == month]


def _spread(month: float, values: Sequence[float], settings: Settings) -> Spread | None:
    if not values:
        return None
    n, centre = len(values), fmean(values)
    if n == 1:
        return Spread(month, 1, centre, None, None, median(values), None)
    low, middle, high = quantiles(values, n=4, method="inclusive")
    sd = stdev(values)
    reach = _t(n - 1, settings.confidence) * sd / sqrt(n)
    return Spread(month, n, centre, Interval(centre - reach, centre + reach), sd, middle, Interval(low, high))


def _t(freedom: int, confidence: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + confidence) / 2))


def rated(study: Study, cohort: Cohort) -> Iterator[Outcome]:
    """The outcomes that any patient was rated on, in the study's order."""
    for outcome in study.outcomes:
        if any(outcome.id in visit.scores for one in cohort.patients for visit in one.visits):
            yield outcome
