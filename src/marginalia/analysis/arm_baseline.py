"""Whether the arms were alike before treatment."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.arm_means import sample_of
from marginalia.analysis.arms import Contrast, Printed, count_of, printed_for_both
from marginalia.analysis.precision import gives_back
from marginalia.statistics.standardised_difference import between_means, between_shares
from marginalia.study.model import Cell, Measure, Study

#: Beyond this a difference before treatment is usually looked at again (Austin 2009, Stat Med 28:3083-3107).
NOTICEABLE = 0.1


@dataclass(frozen=True, slots=True)
class Baseline:
    """A value before treatment in an arm and in the control. `difference` is the arm's less the control's in standard
    deviations, `None` where the paper prints too little for it, or a percentage that does not follow from its fraction:
    which of the two to believe is then a question to the paper."""

    contrast: Contrast
    measure: Measure
    arm: Cell
    control: Cell
    difference: float | None

    @property
    def noticeable(self) -> bool:
        return self.difference is not None and abs(self.difference) > NOTICEABLE


def baseline(study: Study) -> tuple[Baseline, ...]:
    """Every mean and proportion before treatment that the paper prints for both, in the package's order."""
    order = {measure.id: place for place, measure in enumerate(study.measures)}
    printed = [one for kind in ("mean", "proportion") for one in printed_for_both(study, kind) if one.month == 0]
    printed.sort(key=lambda one: (one.contrast.arm.id, order[one.measure.id]))
    return tuple(Baseline(one.contrast, one.measure, one.arm, one.control, _difference(study, one)) for one in printed)


def _difference(study: Study, one: Printed) -> float | None:
    if one.measure.kind == "mean":
        arm, control = sample_of(study, one.arm), sample_of(study, one.control)
        return None if arm is None or control is None else between_means(arm, control)
    if not (_fits(one.arm) and _fits(one.control)):
        return None
    first, second = count_of(study, one.arm), count_of(study, one.control)
    return None if first is None or second is None else between_shares(first.n, first.N, second.n, second.N)


def _fits(cell: Cell) -> bool:
    """Whether the printed percentage, if any, follows from the printed fraction."""
    n, N, percent = cell.n, cell.N, cell["percent"]
    return not N or n is None or percent is None or gives_back(percent, 100 * n / N)
