"""Synthetic cohorts: patients made up so that their aggregates are the printed ones. No such person exists.

Several of them, as unlike each other as can be, show how little printed aggregates say about the patients behind them.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from marginalia.analysis.aggregation import MEANS_OF, Aggregation, MeanOf
from marginalia.analysis.precision import gives_back
from marginalia.reconstruction.assumptions import DEFAULT, Assumptions
from marginalia.reconstruction.means import Fit, fitting
from marginalia.reconstruction.patterns import NOT_RESPONDING, RESPONDING
from marginalia.reconstruction.reconstruct import believed
from marginalia.reconstruction.scores import Scores, least_missed, scores
from marginalia.reconstruction.system import Floats, System, system_of
from marginalia.reconstruction.witness import Person, people
from marginalia.study.model import OVERALL, Number, Study
from marginalia.study.patient_level import Cohort, Patient, Visit

#: How often the groups that may share any patient are drawn anew, the best drawing being kept.
DRAWINGS = 150


@dataclass(frozen=True, slots=True)
class Deviation:
    """A printed number that the cohort does not give back, with what it gives. `set_aside` where the number is one of
    those that cannot be true beside the others."""

    number: Number
    made: float
    set_aside: bool


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A made-up cohort, how it is to be aggregated, how many printed numbers it gives back, and those it does not.
    `shared` is how many of its patients are of a kind that an earlier cohort of the same run has."""

    cohort: Cohort
    aggregation: Aggregation
    given_back: int
    deviations: tuple[Deviation, ...]
    shared: int


def synthesise(
    study: Study,
    assumptions: Assumptions = DEFAULT,
    *,
    count: int = 1,
    seed: int = 1,
    executor: Executor | None = None,
) -> tuple[Synthetic, ...]:
    """So many cohorts, each as unlike those before it as the printed numbers allow.

    The counts that no smallest correction sets aside are met exactly, means as nearly as was found. Means among
    responders are taken over whichever of the two populations comes nearer to the printed ones. Drawings are judged on
    the executor. Raises `SolverError`
    where nobody fits, `PackageError` where the groups and visits are too many.
    """
    kept = believed(study, assumptions)
    system = system_of(study, assumptions, kept).everywhere()
    fits = [(fitting(system, study, one), one) for one in MEANS_OF]
    fit, mean_of = min(fits, key=lambda pair: pair[0].by)
    aside = {number.id for number in _counted(study)} - {number.id for one in kept for number in one.numbers}
    used = np.zeros(system.columns)
    made: list[Synthetic] = []
    for at in range(count):
        if at:
            fit = fitting(system, study, mean_of, avoiding=used)
        shared = int(np.rint(_patients(system, fit.solution) @ _patients(system, used)))
        cohort = _cohort(study, system, fit, mean_of, np.random.default_rng([seed, at]), executor)
        aggregation = Aggregation(study, cohort, system.frame.base, mean_of)
        compared = [(number, aggregation.value(number)) for number in study.numbers if number.reading is not None]
        differing = [
            Deviation(number, value, number.id in aside)
            for number, value in compared
            if value is not None and not gives_back(number, value)
        ]
        told = sum(value is not None for _, value in compared)
        made.append(Synthetic(cohort, aggregation, told - len(differing), tuple(differing), shared))
        used = np.maximum(used, (fit.solution > 0.5).astype(float))
    return tuple(made)


def _counted(study: Study) -> list[Number]:
    return [number for number in study.numbers if number.statistic in ("n", "N", "count", "percent")]


def _patients(system: System, columns: Floats) -> Floats:
    """The columns that count patients, without those of solo groups, which count some of them again."""
    sets, fates = system.kinds
    return columns[: sets * fates]


def _cohort(
    study: Study, system: System, fit: Fit, mean_of: MeanOf, draw: np.random.Generator, executor: Executor | None
) -> Cohort:
    visits, base = system.patterns.visits, system.frame.base
    drawings = [people(system, fit.solution, draw) for _ in range(DRAWINGS if system.classes else 1)]
    judge = partial(least_missed, study, visits=visits, base=base, mean_of=mean_of)
    missed = list(map(judge, drawings) if executor is None else executor.map(judge, drawings))
    drawn = drawings[int(np.argmin(missed))]
    return _patients_of(study, visits, scores(study, drawn, visits, base, mean_of, spread=draw), drawn)


def _patients_of(study: Study, visits: tuple[float, ...], found: Scores, drawn: tuple[Person, ...]) -> Cohort:
    digits = len(str(len(drawn)))
    patients = []
    for at, person in enumerate(drawn):
        months = [month for month, what in zip(visits, person.fate, strict=True) if what]
        rated = {month for month, what in zip(visits, person.fate, strict=True) if what in (NOT_RESPONDING, RESPONDING)}
        seen = tuple(
            Visit(
                month,
                {
                    outcome.id: found.by_place[at, month, outcome.id]
                    for outcome in study.outcomes
                    if (at, month, outcome.id) in found.by_place and (month == 0 or month in rated)
                },
            )
            for month in (0.0, *months)
        )
        patients.append(Patient(f"synthetic-{at + 1:0{digits}d}", person.groups - {OVERALL}, seen))
    return Cohort(tuple(patients), synthetic=True)
