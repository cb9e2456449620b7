"""What a responder rule calls people who have not changed, and what other rules would have called the same patients.

Changes are taken as normal and equally correlated between scales. On a scale scored at each visit the change of an
unchanged patient is the difference of two ratings; a rating of change (`Outcome.is_change`) has no start, so that its
scatter is an assumption of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from marginalia.analysis.means import mean_series
from marginalia.analysis.proportions import assess
from marginalia.analysis.thresholds import Threshold
from marginalia.simulation.assumptions import Assumptions
from marginalia.statistics.change_error import chance_above, sd_from_detectable, sd_of_difference
from marginalia.statistics.composite import Repeated, at_least, at_visits, centres_given_any
from marginalia.study.model import OVERALL, Outcome, Study

#: Scatter of a rating of change among unchanged patients, as shares of its scale: no figure was found in what we read.
RATING_SPREADS = (0.1, 0.2, 0.3)
RATING_SPREAD = 0.2


@dataclass(frozen=True, slots=True)
class Criterion:
    """One way to count as a responder: `share` is the outcome's threshold as a share of its scale's length."""

    outcome: Outcome
    threshold: float
    share: float


def criteria(study: Study) -> tuple[Criterion, ...]:
    """The study's thresholds, in the order of its outcomes."""
    return tuple(
        Criterion(outcome, outcome.important_change, outcome.important_change / (outcome.high - outcome.low))
        for outcome in study.outcomes
        if outcome.important_change is not None
    )


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What is assumed of patients who have not changed. `spread` is the standard deviation of their ratings and
    `rating_spread` that of a rating of change, as shares of a scale; `agreement` is the correlation of two ratings of
    one scale, `alike` that of the changes on two scales."""

    spread: float
    agreement: float
    alike: float
    rating_spread: float = RATING_SPREAD

    def sd(self, criterion: Criterion) -> float:
        """Standard deviation of the change on a criterion, as a share of its scale."""
        return self.rating_spread if criterion.outcome.is_change else sd_of_difference(self.spread, self.agreement)


@dataclass(frozen=True, slots=True)
class Called:
    """Chances to be called a responder: by each criterion alone, and by rules that ask for at least 1, 2, ... of
    them."""

    each: tuple[float, ...]
    at_least: tuple[float, ...]

    def by_rule(self, needs: str) -> float:
        """By the rule that asks for `any` or for `all`."""
        return self.at_least[0] if needs == "any" else self.at_least[-1]


def within_a_day(assumed: Assumptions, alike: float) -> Unchanged:
    """Patients rated twice within a day: what differs is error of measurement."""
    return Unchanged(assumed.spread, assumed.reliability, alike)


def months_apart(assumed: Assumptions, months: float, alike: float) -> Unchanged:
    """Patients rated `months` apart who have good and bad spells about a level that does not change: two ratings
    correlate by the reliability times the correlation of true scores so far apart."""
    return Unchanged(assumed.spread, assumed.reliability * float(assumed.correlation(months)), alike)


def alike_months_apart(assumed: Assumptions, months: float) -> float:
    """Correlation of the changes on two scales of such patients, by the simulation's model of ratings.

    With R the reliability, r the correlation of true scores so far apart and c that between scales, the changes have
    covariance 2 R c (1 - r) and variance 2 (1 - R r) each.
    """
    true = float(assumed.correlation(months))
    rest = 1 - assumed.reliability * true
    return assumed.reliability * assumed.between_scales * (1 - true) / rest if rest > 0 else 0.0


def last_counted(study: Study) -> float | None:
    """The last visit for which a fraction of responders is printed, in months; `None` where none is."""
    cells = {month: study.best("response", OVERALL, month) for month in study.visits if month > 0}
    counted = [month for month, cell in cells.items() if cell is not None and cell.n is not None and cell.N]
    return max(counted, default=None)


def called(rule: Sequence[Criterion], unchanged: Unchanged) -> Called:
    """How often patients without any change are called responders. Raises `ValueError` without criteria."""
    each = tuple(chance_above(one.share, unchanged.sd(one)) for one in rule)
    return Called(each, at_least(each, unchanged.alike))


def called_again(rule: Sequence[Criterion], unchanged: Unchanged, visits: int, *, draws: int, seed: int) -> Repeated:
    """The same for the rule that asks for any criterion, over several visits, with Monte Carlo errors. Raises
    `ValueError` without criteria or visits."""
    rng = np.random.default_rng(seed)
    return at_visits(called(rule, unchanged).each, unchanged.alike, visits, draws=draws, rng=rng)


@dataclass(frozen=True, slots=True)
class FromError:
    """A published detectable change with what follows: the standard deviation of the difference of two ratings of
    unchanged people, in points of the study's scale, and how often such a difference reaches the study's threshold.
    `high` and `low` belong to the ends of a published range."""

    criterion: Criterion
    threshold: Threshold
    sd_low: float
    sd_high: float
    low: float
    high: float


def from_published_error(rule: Sequence[Criterion], thresholds: Sequence[Threshold]) -> tuple[FromError, ...]:
    """Each criterion against each published detectable change of its scale, taken as 1.96 times the standard deviation
    of the difference of two ratings."""
    found = []
    for criterion in rule:
        for one in thresholds:
            if one.outcome != criterion.outcome.id or one.kind != "detectable change" or not one.scale:
                continue
            points = (criterion.outcome.high - criterion.outcome.low) / one.scale
            sds = [sd_from_detectable(end * points) for end in (one.low, one.high)]
            chances = [chance_above(criterion.threshold, sd) for sd in sds]
            found.append(FromError(criterion, one, *sds, *chances))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ranged:
    """A share under the central assumptions, and the lowest and highest over their ranges."""

    low: float
    central: float
    high: float


@dataclass(frozen=True, slots=True)
class OtherRules:
    """The patients who count at one visit by the study's own rule (`n` of `N`), and the shares of the `N` that
    stricter rules would keep: each criterion alone, and at least 2, ... all."""

    month: float
    n: int
    N: int
    each: tuple[Ranged, ...]
    at_least: tuple[Ranged, ...]


#: Standard deviations of responders' changes as shares of a scale, and correlations of changes on two scales: low,
#: central, high. The first runs from measurement error alone to half as much again as ratings of unchanged people
#: months apart; changes on a disability scale and patients' own judgement of change correlated by 0.67
#: (`monticone2022qbpds`), and the range reaches beyond it on both sides.
CHANGE_SPREADS = (0.1, 0.25, 0.4)
CHANGE_LIKENESS = (0.2, 0.6, 0.9)


def other_rules(study: Study, rule: Sequence[Criterion]) -> tuple[OtherRules, ...]:
    """What stricter rules would have called the printed responders, at each visit for which the study, whose own rule
    asks for any criterion, prints the fraction of responders and their mean change on every scale.

    Whoever meets a stricter rule meets the study's own, so that only the printed responders can. Their changes are
    taken as normal with the printed means, given that they met at least one criterion. Assumptions under which no
    normal changes have these means are left out.
    """
    if study.responder_needs != "any" or len(rule) < 2:
        return ()
    found = []
    for month in study.visits:
        cell = study.best("response", OVERALL, month)
        means = _means_of_responders(study, rule, month)
        if cell is None or means is None:
            continue
        counted = assess(study, cell)
        if counted.n is None or not counted.N:
            continue
        kept = {
            pair: called
            for pair in product(CHANGE_SPREADS, CHANGE_LIKENESS)
            if (called := _among_responders(rule, means, *pair)) is not None
        }
        central = kept.get((CHANGE_SPREADS[1], CHANGE_LIKENESS[1]))
        if central is not None:
            share = counted.n / counted.N
            found.append(
                OtherRules(
                    month,
                    counted.n,
                    counted.N,
                    tuple(
                        _ranged([share * one.each[at] for one in kept.values()], share * central.each[at])
                        for at in range(len(rule))
                    ),
                    tuple(
                        _ranged([share * one.at_least[at] for one in kept.values()], share * central.at_least[at])
                        for at in range(len(rule))
                    ),
                )
            )
    return tuple(found)


def _means_of_responders(study: Study, rule: Sequence[Criterion], month: float) -> list[float] | None:
    """The printed mean improvement of responders on every criterion, as shares of the scales."""
    means = []
    for criterion in rule:
        outcome = criterion.outcome
        points = [
            point.value if outcome.is_change else point.change
            for series in mean_series(study, outcome.id)
            if series.among
            for point in series.points
            if point.month == month
        ]
        if not points or points[0] is None:
            return None
        means.append(points[0] / (outcome.high - outcome.low))
    return means


def _among_responders(rule: Sequence[Criterion], means: list[float], spread: float, alike: float) -> Called | None:
    """The shares of responders who meet each criterion and each stricter rule."""
    limits, sds = [one.share for one in rule], [spread] * len(rule)
    try:
        centres = centres_given_any(means, limits, sds, alike)
    except ValueError:
        return None
    each = [chance_above(limit, spread, mean=centre) for limit, centre in zip(limits, centres, strict=True)]
    many = at_least(each, alike)
    return Called(tuple(one / many[0] for one in each), tuple(one / many[0] for one in many))


def _ranged(shares: list[float], central: float) -> Ranged:
    return Ranged(min(shares), central, max(shares))
