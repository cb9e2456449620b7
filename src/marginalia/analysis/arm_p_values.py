"""Printed P values of comparisons between arms, beside what the usual tests give from the printed numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from marginalia.analysis.arm_means import sample_of
from marginalia.analysis.arms import Printed, contrasts, count_of, printed_for_both
from marginalia.analysis.precision import half_unit
from marginalia.statistics.chi_square import chi_square
from marginalia.statistics.fisher import fisher
from marginalia.statistics.mean_difference import Sample, mean_difference
from marginalia.study.model import Cell, Measure, Number, Study

Answer = Literal["agrees", "differs", "perhaps of another test", "cannot be recomputed"]

#: What two floating-point ways to one P value may differ by.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Tested:
    """What one test gives: the smallest and the largest P that the printed numbers leave room for; they are equal where
    counts leave none."""

    test: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Compared:
    """A printed P value. `tested` is what the usual tests give, `by` the tests that give it back as printed. Where
    means are compared and no t test gives it back, a rank test may have been used, which needs every patient."""

    number: Number
    measure: Measure
    month: float | None
    tested: tuple[Tested, ...]
    by: tuple[str, ...]

    @property
    def answer(self) -> Answer:
        if not self.tested:
            return "cannot be recomputed"
        return "agrees" if self.by else "differs" if self.measure.kind == "proportion" else "perhaps of another test"


@dataclass(frozen=True, slots=True)
class PValues:
    """How many P values compare arms, and how many are of one arm alone: a change since before treatment."""

    between: tuple[Compared, ...]
    within: tuple[Number, ...]


def p_values(study: Study) -> PValues:
    """Every printed P value of a study with two arms: those that belong to no group compare the arms, those of an arm
    are its own. With more arms it is not known which arms are compared, so that none is taken up."""
    if len(contrasts(study)) != 1:
        return PValues((), ())
    arms = {group.id for group in study.arms}
    printed = {
        (one.measure.id, one.month): one for kind in ("proportion", "mean") for one in printed_for_both(study, kind)
    }
    numbers = [one for one in study.numbers if one.statistic == "p"]
    between = tuple(
        _compared(study, number, printed[number.measure, number.month])
        for number in numbers
        if number.group is None and number.reading is not None and (number.measure, number.month) in printed
    )
    return PValues(between, tuple(one for one in numbers if one.group in arms))


def _compared(study: Study, number: Number, printed: Printed) -> Compared:
    tested = _of_counts(study, printed) if printed.measure.kind == "proportion" else _of_means(study, printed)
    by = tuple(one.test for one in tested if _gives_back(number, one))
    return Compared(number, printed.measure, printed.month, tested, by)


def _gives_back(number: Number, tested: Tested) -> bool:
    """Whether some P that a test leaves room for is printed so; a sign before it (`<0.001`) is a limit."""
    reading = number.reading or 0.0
    if "<" in number.printed or "≤" in number.printed:
        return tested.low <= reading + _HAIR
    if ">" in number.printed or "≥" in number.printed:
        return tested.high >= reading - _HAIR
    slack = half_unit(number) + _HAIR
    return tested.low - slack <= reading <= tested.high + slack


def _of_counts(study: Study, printed: Printed) -> tuple[Tested, ...]:
    arm, control = count_of(study, printed.arm), count_of(study, printed.control)
    if arm is None or control is None:
        return ()
    counts = (arm.n, arm.N, control.n, control.N)
    tests = {
        "chi-squared": chi_square(*counts),
        "chi-squared with Yates’ correction": chi_square(*counts, continuity=True),
        "Fisher’s exact": fisher(*counts).p,
    }
    return tuple(Tested(name, p, p) for name, p in tests.items() if p is not None)


def _of_means(study: Study, printed: Printed) -> tuple[Tested, ...]:
    arm, control = sample_of(study, printed.arm), sample_of(study, printed.control)
    if arm is None or control is None:
        return ()
    found = []
    for name, pooled in (("Student’s t", True), ("Welch’s t", False)):
        ends = _extremes((printed.arm, arm), (printed.control, control), pooled)
        found.append(Tested(name, *ends))
    return tuple(found)


def _extremes(first: tuple[Cell, Sample], second: tuple[Cell, Sample], pooled: bool) -> tuple[float, float]:
    """The P values at the ends of what rounding leaves open: the means as far apart and the patients as alike as they
    can be, and the other way round."""
    spread = [_half(cell, "sd") for cell, _ in (first, second)]
    reach = sum(_half(cell, "mean") for cell, _ in (first, second))
    gap = abs(first[1].mean - second[1].mean)
    ends = []
    for apart, sign in ((gap + reach, -1), (max(0.0, gap - reach), 1)):
        sds = [max(0.0, sample.sd + sign * half) for (_, sample), half in zip((first, second), spread, strict=True)]
        samples = Sample(apart, sds[0], first[1].n), Sample(0.0, sds[1], second[1].n)
        ends.append(mean_difference(*samples, equal_spread=pooled).p)
    return min(ends), max(ends)


def _half(cell: Cell, statistic: str) -> float:
    number = cell[statistic]
    return 0.0 if number is None else half_unit(number)
