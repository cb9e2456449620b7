"""A study's responder thresholds beside published important changes and measurement error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from marginalia.analysis.literature import Row, read_records
from marginalia.study.model import Outcome, Study

Kind = Literal["important change", "detectable change"]
Unit = Literal["points", "% of baseline"]
Side = Literal["below", "within", "above"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A published threshold, a range from `low` to `high` (equal where one figure is published), in points of an
    instrument that spans `scale` points, or in percent of the patient's own value before treatment. `condition` is what
    ailed the patients, empty where they were of several kinds."""

    id: str
    outcome: str
    instrument: str
    kind: Kind
    low: float
    high: float
    unit: Unit
    scale: float | None
    key: str
    note: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A published threshold in the points of the study's own scale, and where the study's threshold lies: `below`
    (more lenient than published), `within` its range or equal, or `above` (stricter)."""

    outcome: Outcome
    threshold: Threshold
    low: float
    high: float
    own: float
    side: Side


def read_thresholds(folder: Path) -> tuple[Threshold, ...]:
    """Every row of `thresholds.csv` in a literature folder, in the file's order. Raises `PackageError`."""
    return read_records(folder / "thresholds.csv", Threshold, _scaled)


def _scaled(row: Row) -> None:
    """Points are of a scale; a share of the start is of none."""
    if (row["unit"] == "points") != bool(row["scale"]):
        row.expected("scale", "the points that the instrument spans, and nothing beside a percentage")


def beside(study: Study, thresholds: tuple[Threshold, ...], baselines: dict[str, float]) -> tuple[Beside, ...]:
    """Every published threshold of an outcome for which the study sets one of its own.

    Points are rescaled from the instrument's span to the outcome's (15 of 100 stand as 1.5 of 10). Percentages of
    baseline are turned into points with the study's mean before treatment, by outcome id in `baselines`, and left out
    where none is given: a mean stands in for each patient's own value, so that they are approximate.
    """
    found = []
    for outcome in study.outcomes:
        own = outcome.important_change
        if own is None:
            continue
        for threshold in thresholds:
            factor = _points_each(threshold, outcome, baselines)
            if threshold.outcome == outcome.id and factor is not None:
                low, high = threshold.low * factor, threshold.high * factor
                if threshold.unit == "% of baseline":
                    # A mean stands in for each patient's own value: more digits than it prints would mislead.
                    low, high = round(low, 1), round(high, 1)
                side: Side = "below" if own < low else "above" if own > high else "within"
                found.append(Beside(outcome, threshold, low, high, own, side))
    return tuple(found)


def _points_each(threshold: Threshold, outcome: Outcome, baselines: dict[str, float]) -> float | None:
    """How many points of the study's scale one unit of the published threshold is."""
    if threshold.unit == "% of baseline":
        return baselines[outcome.id] / 100 if outcome.id in baselines else None
    return (outcome.high - outcome.low) / threshold.scale if threshold.scale else None
