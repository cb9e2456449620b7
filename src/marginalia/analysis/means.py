"""The means that the paper prints for an outcome: everybody seen beside those who responded."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.study.model import OVERALL, Measure, Number, Outcome, Study


@dataclass(frozen=True, slots=True)
class MeanPoint:
    """A printed mean at one visit. `change` is the improvement since before treatment, positive where patients are
    better; `important_changes` the same in units of the paper's own threshold. Both are `None` where no mean before
    treatment is printed, and the second where the paper sets no threshold."""

    month: float
    value: float | None
    change: float | None
    important_changes: float | None
    number: Number


@dataclass(frozen=True, slots=True)
class MeanSeries:
    """One outcome over the visits in one population. `among` is empty for everybody seen, else the measure's own
    word (`responders`); the two populations shrink from visit to visit, so that a series is not a cohort."""

    outcome: Outcome
    measure: Measure
    group: str
    baseline: float | None
    points: tuple[MeanPoint, ...]

    @property
    def among(self) -> str:
        return self.measure.among


def mean_series(study: Study, outcome: str, group: str = OVERALL) -> tuple[MeanSeries, ...]:
    """Every series of means that the paper prints for an outcome and group, everybody first.

    Raises `KeyError` for an unknown outcome.
    """
    scale = study.outcome(outcome)
    measures = [measure for measure in study.measures if measure.kind == "mean" and measure.outcome == outcome]
    measures.sort(key=lambda measure: measure.among != "")
    series = (_series(study, scale, measure, group) for measure in measures)
    return tuple(one for one in series if one.points)


def _series(study: Study, outcome: Outcome, measure: Measure, group: str) -> MeanSeries:
    printed: list[tuple[float, Number]] = []
    for month in study.visits:
        cell = study.best(measure.id, group, month)
        mean = None if cell is None else cell["mean"]
        if mean is not None:
            printed.append((month, mean))
    baseline = next((mean.reading for month, mean in printed if month == 0), None)
    points = tuple(_point(outcome, baseline, month, mean) for month, mean in printed)
    return MeanSeries(outcome, measure, group, baseline, points)


def _point(outcome: Outcome, baseline: float | None, month: float, mean: Number) -> MeanPoint:
    change = None
    if baseline is not None and mean.reading is not None and month > 0:
        fall = baseline - mean.reading
        change = fall if outcome.better == "lower" else -fall
    important = change / outcome.important_change if change is not None and outcome.important_change else None
    return MeanPoint(month, mean.reading, change, important, mean)
