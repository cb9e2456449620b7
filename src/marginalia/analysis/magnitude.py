"""How large the printed mean changes are: against published changes that matter, the start, and the possible spread."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.means import MeanPoint, MeanSeries, mean_series
from marginalia.analysis.thresholds import Beside, Threshold, beside
from marginalia.statistics.bounded_spread import largest_sd, smallest_standardised
from marginalia.study.model import Outcome, Study


@dataclass(frozen=True, slots=True)
class Change:
    """A printed mean improvement since before treatment, positive where better, in the outcome's unit. `of_start` is
    its share of the printed start; `largest_sd` the largest standard deviation before treatment that the scale allows
    with that mean, `least_standardised` the change in units of it: the true standardised change is at least as large.
    `important` and `detectable` are published changes in the outcome's points."""

    outcome: Outcome
    among: str
    start: float
    point: MeanPoint
    change: float
    of_start: float | None
    largest_sd: float
    least_standardised: float
    important: tuple[Beside, ...]
    detectable: tuple[Beside, ...]

    @property
    def month(self) -> float:
        return self.point.month


def changes(study: Study, thresholds: tuple[Threshold, ...], month: float) -> tuple[Change, ...]:
    """Every outcome's printed change at a visit that can be worked out: everybody seen first, then responders."""
    found = []
    for outcome in study.outcomes:
        kept: set[str] = set()
        for series in mean_series(study, outcome.id):
            change = None if series.among in kept else _change(study, series, thresholds, month)
            if change is not None:
                kept.add(series.among)
                found.append(change)
    return tuple(found)


def last_common(study: Study, among: str = "") -> float | None:
    """The last visit at which every outcome with a printed start prints a mean of the population: months; `None` where
    there is none."""
    visits = [
        {point.month for point in series.points if point.change is not None}
        for outcome in study.outcomes
        for series in mean_series(study, outcome.id)[:1]
        if series.among == among and series.baseline is not None
    ]
    shared = set.intersection(*visits) if visits else set()
    return max(shared) if shared else None


def _change(study: Study, series: MeanSeries, thresholds: tuple[Threshold, ...], month: float) -> Change | None:
    outcome, start = series.outcome, series.baseline
    point = next((one for one in series.points if one.month == month), None)
    if point is None or point.change is None or start is None or not outcome.low <= start <= outcome.high:
        return None
    worse = start - outcome.low if outcome.better == "lower" else outcome.high - start
    published = [one for one in beside(study, thresholds, {outcome.id: start}) if one.outcome.id == outcome.id]
    return Change(
        outcome,
        series.among,
        start,
        point,
        point.change,
        point.change / worse if worse else None,
        largest_sd(start, outcome.low, outcome.high),
        smallest_standardised(point.change, start, outcome.low, outcome.high),
        tuple(one for one in published if one.threshold.kind == "important change"),
        tuple(one for one in published if one.threshold.kind == "detectable change"),
    )
