"""Missed visits filled in from what else is known of the patients, many times over, and then made worse by degrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marginalia.analysis.patient_changes import later_visits, meets_rule, members
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.counts import Interval
from marginalia.statistics.gaussian_imputation import imputed
from marginalia.statistics.missing_outcomes import Group, bounds
from marginalia.statistics.pooled_correlation import pooled_correlation
from marginalia.statistics.rubin import Pooled, pool, pooled_share, pooled_wilson
from marginalia.study.model import OVERALL, Outcome, Study
from marginalia.study.patient_level import Cohort, Patient, improvement, judging, responds

Floats = NDArray[np.float64]

#: Data sets: at least so many, at most so many, and one for so many simulated trials of the book's parameter.
FEWEST, MOST, _TRIALS_A_SET = 20, 100, 40
#: As many patients as the prior of the covariance is worth.
PRIOR_PATIENTS = 10
#: Fewer patients than this say too little of how visits go together.
_FEWEST_PATIENTS = 5
#: Delta runs from 0 to this many important changes, in this many steps a change.
_DELTAS, _STEPS = 3, 4
#: What one important change is of a scale's length where an outcome has none of its own.
_SHARE_OF_SCALE = 0.1


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A visit with every missing rating filled in and made worse by `delta` important changes: the share of responders
    in the whole group, and the mean improvement of each outcome by its id, pooled over the data sets."""

    delta: float
    share: Pooled
    interval: Interval
    means: dict[str, Pooled]


@dataclass(frozen=True, slots=True)
class Imputed:
    """A visit of a group of `size`, `seen` of whom came; of `judged` it can be said whether they responded, and
    `responders` did. `bounds` are the shares if none and if all of the others had responded. `adjusted` begins with
    delta 0."""

    month: float
    size: int
    seen: int
    judged: int
    responders: int
    bounds: Interval
    adjusted: tuple[Adjusted, ...]

    @property
    def missing(self) -> int:
        return self.size - self.judged

    @property
    def share_seen(self) -> float | None:
        return self.responders / self.judged if self.judged else None

    def falls_to(self, share: float, *, surely: bool = False) -> float | None:
        """The least delta tried at which the share of everybody is no longer above `share` (with `surely`, at which the
        interval's lower end is not); `None` where it stays above."""
        for one in self.adjusted:
            if (one.interval.low if surely else one.share.estimate) <= share + 1e-12:
                return one.delta
        return None


@dataclass(frozen=True, slots=True)
class Imputation:
    """The visits of a group, filled in `sets` times. `units` gives for each outcome by id what one important change is
    in its units; `without` names outcomes that could not be filled in, as too few were rated."""

    visits: tuple[Imputed, ...]
    sets: int
    units: dict[str, float]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotImputed:
    """Why nothing was filled in, as the end of a sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class _Grid:
    """What is known of a group: a row a patient, a column an outcome and visit, NaN where nothing is. Before treatment
    it is the score, at later visits the improvement since."""

    patients: tuple[Patient, ...]
    columns: tuple[tuple[Outcome, float], ...]
    values: Floats

    @property
    def blocks(self) -> list[list[int]]:
        """The places of the columns of each visit; of a visit that nobody was wholly rated at, each by itself."""
        made: list[list[int]] = []
        for month in sorted({month for _, month in self.columns}):
            block = [place for place, (_, at) in enumerate(self.columns) if at == month]
            whole = np.isfinite(self.values[:, block]).all(axis=1).any()
            made.extend([block] if whole else [[place] for place in block])
        return made


def sets_of(simulations: int) -> int:
    """How many data sets a book with so many simulated trials fills in."""
    return max(FEWEST, min(MOST, simulations // _TRIALS_A_SET))


def impute(
    study: Study,
    cohort: Cohort,
    *,
    group: str = OVERALL,
    settings: Settings = DEFAULT,
    simulations: int = 2000,
    seed: int = 1,
) -> Imputation | NotImputed:
    """Every visit after treatment at which somebody was judged, with the missed ratings filled in and made worse.

    A missed visit gets the improvements of a patient who came to it and who is alike in what was seen of both, before
    treatment and at other visits, by a normal model of it all (missing at random: patients who are alike in what was
    seen are alike in what was not). Delta worsens the filled-in improvements of visits that were missed, not those
    that a patient who came left out. For a share as for a mean Rubin's rules pool the data sets; shares get the
    interval of Lott and Reiter 2020.
    """
    grid = _grid(study, members(cohort, group))
    why = _why_not(study, grid)
    if why:
        return NotImputed(why)
    rng = np.random.default_rng([seed, len(grid.patients)])
    sets = sets_of(simulations)
    prior = pooled_correlation(grid.values, [one.id for one, _ in grid.columns], [month for _, month in grid.columns])
    filled = list(imputed(grid.values, prior, grid.blocks, worth=PRIOR_PATIENTS, count=sets, rng=rng))
    units = {
        outcome.id: outcome.important_change or _SHARE_OF_SCALE * (outcome.high - outcome.low)
        for outcome in study.outcomes
    }
    months = sorted({month for _, month in grid.columns if month > 0})
    visits = (_visit(study, grid, month, filled, units, settings) for month in months)
    held = {outcome.id for outcome, _ in grid.columns}
    without = tuple(outcome.id for outcome in study.outcomes if outcome.id not in held)
    return Imputation(tuple(one for one in visits if one is not None), sets, units, without)


def _why_not(study: Study, grid: _Grid) -> str:
    if not judging(study):
        return "the study has no responder rule that patients can be held against"
    if len(grid.patients) < _FEWEST_PATIENTS:
        return f"with fewer than {_FEWEST_PATIENTS} patients nothing can be told of how visits go together"
    if not any(month > 0 for _, month in grid.columns):
        return "at no visit after treatment were two patients rated"
    if not np.isnan(grid.values).any():
        return "no rating is missing"
    return ""


def _grid(study: Study, patients: Sequence[Patient]) -> _Grid:
    visits = {0.0, *later_visits(study)}
    columns = tuple(
        (outcome, month)
        for outcome in study.outcomes
        for month in sorted(visits)
        if sum(_value(one, outcome, month) is not None for one in patients) >= 2
    )
    rows = [[_value(one, outcome, month) for outcome, month in columns] for one in patients]
    return _Grid(tuple(patients), columns, np.array(rows, dtype=float).reshape(len(patients), len(columns)))


def _value(patient: Patient, outcome: Outcome, month: float) -> float | None:
    visit = patient.at(month)
    if visit is None:
        return None
    if month == 0:
        return None if outcome.is_change else visit.scores.get(outcome.id)
    return improvement(outcome, visit, patient.at(0))


def _visit(
    study: Study, grid: _Grid, month: float, filled: Sequence[Floats], units: dict[str, float], settings: Settings
) -> Imputed | None:
    known = [responds(study, one, month) for one in grid.patients]
    judged, responders, size = len(known) - known.count(None), known.count(True), len(known)
    if any((outcome, month) not in grid.columns for outcome in judging(study)):
        return None  # an outcome that the rule needs was hardly rated at this visit
    missed = np.array([one.at(month) is None for one in grid.patients])
    steps = range(_DELTAS * _STEPS + 1) if missed.any() else range(1)
    return Imputed(
        month,
        size,
        int(size - missed.sum()),
        judged,
        responders,
        bounds(Group(responders, judged, size)),
        tuple(_adjusted(study, grid, month, filled, units, missed, step / _STEPS, settings) for step in steps),
    )


def _adjusted(
    study: Study,
    grid: _Grid,
    month: float,
    filled: Sequence[Floats],
    units: dict[str, float],
    missed: NDArray[np.bool_],
    delta: float,
    settings: Settings,
) -> Adjusted:
    size = len(grid.patients)
    better = {
        outcome.id: np.stack([_better(grid, outcome, month, one, missed, delta * units[outcome.id]) for one in filled])
        for outcome, at in grid.columns
        if at == month
    }
    share = pooled_share([float(one) for one in meets_rule(study, better).mean(axis=1)], size)
    means = {
        id: pool(
            [float(one) for one in found.mean(axis=1)], list(map(float, found.var(axis=1, ddof=1) / size)), size - 1
        )
        for id, found in better.items()
    }
    return Adjusted(delta, share, pooled_wilson(share, size, settings.confidence), means)


def _better(
    grid: _Grid, outcome: Outcome, month: float, values: Floats, missed: NDArray[np.bool_], worse: float
) -> Floats:
    """The improvements of everybody in one data set, those who missed the visit made worse; none beyond the scale."""
    better = values[:, grid.columns.index((outcome, month))] - worse * missed
    before = 0.0 if outcome.is_change else values[:, grid.columns.index((outcome, 0.0))]
    if outcome.better == "higher":
        return np.clip(better, outcome.low - before, outcome.high - before)
    return np.clip(better, before - outcome.high, before - outcome.low)
