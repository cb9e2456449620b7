"""Mean changes from all visits of all patients at once, by a mixed model, beside those of the patients seen."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from marginalia.analysis.patient_changes import Spread, members, scores, spreads
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.counts import Interval
from marginalia.statistics.mixed_model import Fit, Floats, NotFitted, mixed_model
from marginalia.study.model import OVERALL, Outcome, Study
from marginalia.study.patient_level import Cohort

#: By how much a random slope must raise the restricted log-likelihood to be kept: its two parameters in Akaike's
#: criterion, where each costs one.
_WORTH = 2.0


@dataclass(frozen=True, slots=True)
class Estimated:
    """The mean improvement since before treatment at a visit, in the outcome's units: by the model for everybody who
    was ever rated, and by those `seen` then (`None` where nobody rated then was rated before treatment)."""

    month: float
    estimate: float
    interval: Interval
    seen: Spread | None


@dataclass(frozen=True, slots=True)
class Repeated:
    """A fitted model of one outcome. `slope` where each patient has a line of their own and not only a level; `why_not`
    says why there is no slope. `patients` and `ratings` are what went in. `alike` is the correlation of two ratings of
    one patient where patients differ by their level alone, else `None`."""

    outcome: Outcome
    patients: int
    ratings: int
    visits: tuple[Estimated, ...]
    slope: bool
    why_not: str
    alike: float | None


@dataclass(frozen=True, slots=True)
class Unfitted:
    """An outcome for which there is no model, and `why`, as the end of a sentence."""

    outcome: Outcome
    why: str


def repeated(
    study: Study, cohort: Cohort, outcome: Outcome, *, group: str = OVERALL, settings: Settings = DEFAULT
) -> Repeated | Unfitted:
    """A mixed model for repeated measures of one outcome: a mean for each visit, a level for each patient, and a slope
    over time for each patient where that fits and is worth it.

    The scores go in and the changes come out, so that patients without a rating before treatment count too; of an
    outcome that is itself a change, the changes go in. Intervals are normal ones, too narrow where patients are few.
    """
    rows = [(one.id, month, score) for one in members(cohort, group) for month, score in scores(one, outcome)]
    rows = [row for row in rows if row[1] in study.visits and not (outcome.is_change and row[1] == 0)]
    months = sorted({month for _, month, _ in rows})
    later = [month for month in months if month > 0]
    if not later:
        return Unfitted(outcome, "nobody was rated after treatment")
    if not outcome.is_change and 0.0 not in months:
        return Unfitted(outcome, "nobody was rated before treatment")
    values = np.array([score for *_, score in rows], float)
    fixed = np.array([[float(month == at) for at in months] for _, month, _ in rows])
    people = [id for id, *_ in rows]
    time = np.array([month for _, month, _ in rows], float) / max(months)
    level = np.ones((len(rows), 1))
    try:
        simple = mixed_model(values, fixed, people, level)
    except NotFitted as trouble:
        return Unfitted(outcome, str(trouble))
    fit, why_not = _with_slope(simple, values, fixed, people, np.column_stack([level, time]), len(months))
    seen = {one.month: one for one in spreads(study, cohort, outcome, change=True, group=group, settings=settings)}
    return Repeated(
        outcome,
        len(set(people)),
        len(rows),
        tuple(_estimated(fit, outcome, months, month, seen.get(month), settings) for month in later),
        not why_not,
        why_not,
        float(simple.random[0, 0] / (simple.random[0, 0] + simple.residual)) if why_not else None,
    )


def _with_slope(
    simple: Fit, values: Floats, fixed: Floats, people: list[str], random: Floats, visits: int
) -> tuple[Fit, str]:
    if visits < 3:
        return simple, "a line of one’s own needs three visits"
    try:
        slope = mixed_model(values, fixed, people, random)
    except NotFitted as trouble:
        return simple, str(trouble)
    if slope.log_likelihood - simple.log_likelihood <= _WORTH:
        return simple, "a slope would hardly make the model fit better"
    return slope, ""


def _estimated(
    fit: Fit, outcome: Outcome, months: list[float], month: float, seen: Spread | None, settings: Settings
) -> Estimated:
    weights = np.array([float(at == month) for at in months])
    if not outcome.is_change:
        weights[months.index(0.0)] = -1.0
    better = 1.0 if outcome.better == "higher" else -1.0
    estimate, error = fit.contrast(better * weights)
    reach = NormalDist().inv_cdf((1 + settings.confidence) / 2) * error
    return Estimated(month, estimate, Interval(estimate - reach, estimate + reach), seen)
