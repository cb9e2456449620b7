"""Means of two arms compared: the difference with its interval, in the unit printed and in standard deviations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from marginalia.analysis.arms import Contrast, Printed, better, printed_for_both
from marginalia.analysis.precision import half_unit
from marginalia.analysis.references import HAIR
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.mean_difference import MeanDifference, Sample, mean_difference
from marginalia.statistics.standardised_difference import Standardised, hedges
from marginalia.study.model import FOLLOW_UP, Cell, Measure, Number, Study

Lacking = Literal["mean", "standard deviation", "number of patients"]


@dataclass(frozen=True, slots=True)
class PrintedInterval:
    """An interval that the paper prints for a difference between its arms. `turned` where the paper seems to take the
    arm from the control; `agrees` where the middle is the difference of the printed means, as far as rounding tells."""

    low: Number
    high: Number
    middle: float
    turned: bool
    agrees: bool


@dataclass(frozen=True, slots=True)
class Means:
    """A mean in an arm and in the control. `difference` and `standardised` are the arm's less the control's; `None`
    with what is `lacking` where the paper prints too little. `printed` is the paper's own interval."""

    contrast: Contrast
    measure: Measure
    month: float | None
    arm: Cell
    control: Cell
    n: tuple[int | None, int | None]
    difference: MeanDifference | None
    standardised: Standardised | None
    lacking: tuple[Lacking, ...]
    better: Literal["lower", "higher"] | None
    printed: PrintedInterval | None

    @property
    def apart(self) -> bool:
        """Whether the interval leaves out that the arms do equally well."""
        return self.difference is not None and not (self.difference.interval.low <= 0 <= self.difference.interval.high)

    @property
    def between(self) -> float | None:
        """The arm's mean less the control's, also where nothing more can be worked out."""
        arm, control = self.arm.reading("mean"), self.control.reading("mean")
        return None if arm is None or control is None else arm - control


def means(study: Study, settings: Settings = DEFAULT) -> tuple[Means, ...]:
    """Every mean after treatment that the paper prints for both."""
    return tuple(compared(study, one, settings) for one in printed_for_both(study, "mean") if one.month != 0)


def compared(study: Study, printed: Printed, settings: Settings = DEFAULT) -> Means:
    """The comparison of what is printed."""
    cells = (printed.arm, printed.control)
    arm, control = (sample_of(study, cell) for cell in cells)
    lacking = tuple(dict.fromkeys(what for cell in cells for what in _lacking(study, cell)))
    level = settings.confidence
    whole = arm is not None and control is not None
    return Means(
        contrast=printed.contrast,
        measure=printed.measure,
        month=printed.month,
        arm=printed.arm,
        control=printed.control,
        n=(patients_of(study, printed.arm), patients_of(study, printed.control)),
        difference=mean_difference(arm, control, confidence=level) if whole and arm and control else None,
        standardised=hedges(arm, control, confidence=level) if whole and arm and control else None,
        lacking=lacking,
        better=better(study, printed.measure),
        printed=_printed_interval(study, printed),
    )


def sample_of(study: Study, cell: Cell) -> Sample | None:
    """A printed mean with its spread and its patients; `None` where one of them is not printed or cannot be."""
    mean, sd, n = cell.reading("mean"), cell.reading("sd"), patients_of(study, cell)
    if mean is None or sd is None or sd < 0 or n is None or n < 2:
        return None
    return Sample(mean, sd, n)


def patients_of(study: Study, cell: Cell) -> int | None:
    """How many patients a mean is of: as its cell prints it, else those of the arm seen at the visit."""
    if cell.N is not None:
        return cell.N
    seen = study.best(FOLLOW_UP, cell.group, cell.month) if cell.group is not None else None
    return None if seen is None else seen.n


def _lacking(study: Study, cell: Cell) -> list[Lacking]:
    found: list[Lacking] = []
    if cell.reading("mean") is None:
        found.append("mean")
    sd, n = cell.reading("sd"), patients_of(study, cell)
    if sd is None or sd < 0:
        found.append("standard deviation")
    if n is None or n < 2:
        found.append("number of patients")
    return found


def _printed_interval(study: Study, printed: Printed) -> PrintedInterval | None:
    """The interval in a cell that belongs to no group: with two arms there is nothing else that it could be of."""
    if len(study.arms) != 2:
        return None
    arm, control = printed.arm["mean"], printed.control["mean"]
    for cell in study.cells(measure=printed.measure.id):
        low, high = cell["ci-low"], cell["ci-high"]
        if cell.group is not None or cell.month != printed.month or low is None or high is None:
            continue
        if low.reading is None or high.reading is None:
            continue
        middle = (low.reading + high.reading) / 2
        if arm is None or control is None or arm.reading is None or control.reading is None:
            return PrintedInterval(low, high, middle, turned=False, agrees=False)
        ours = arm.reading - control.reading
        turned = abs(middle + ours) < abs(middle - ours)
        slack = half_unit(arm) + half_unit(control) + (half_unit(low) + half_unit(high)) / 2 + HAIR
        return PrintedInterval(low, high, middle, turned, abs(middle - (-ours if turned else ours)) <= slack)
    return None
