"""The arms of a study: who is compared with whom, and what a paper prints of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from marginalia.analysis.precision import gives_back
from marginalia.study.model import (
    ADVERSE_EVENTS,
    CONTINUED_RESPONSE,
    FOLLOW_UP,
    LATER_SURGERY,
    RESPONSE,
    Cell,
    Group,
    Measure,
    Study,
)

#: The chapter whose sections print harms.
_SAFETY = "safety"
_BETTER: dict[str, Literal["lower", "higher"]] = {
    RESPONSE: "higher",
    CONTINUED_RESPONSE: "higher",
    ADVERSE_EVENTS: "lower",
    LATER_SURGERY: "lower",
}


@dataclass(frozen=True, slots=True)
class Contrast:
    """An arm and the control that it is compared with: every difference is the arm's value less the control's."""

    arm: Group
    control: Group


@dataclass(frozen=True, slots=True)
class Printed:
    """What a paper prints of one measure at one visit for both arms of a contrast; `month` is `None` where no visit
    applies."""

    contrast: Contrast
    measure: Measure
    month: float | None
    arm: Cell
    control: Cell


@dataclass(frozen=True, slots=True)
class Count:
    """`n` of `N` patients of an arm. `of_size` where the paper prints no denominator and the arm's size stands in."""

    n: int
    N: int
    of_size: bool

    @property
    def share(self) -> float:
        return self.n / self.N


def contrasts(study: Study) -> tuple[Contrast, ...]:
    """Each arm against the control, in the package's order; none in a study with one arm."""
    control = study.control
    return () if control is None else tuple(Contrast(arm, control) for arm in study.arms if arm.id != control.id)


def printed_for_both(study: Study, kind: str) -> Iterator[Printed]:
    """Everything of this kind of measure that the paper prints for an arm and the control: contrast by contrast,
    measure by measure, what belongs to no visit before the visits."""
    for contrast in contrasts(study):
        for measure in study.measures:
            if measure.kind != kind or measure.id == FOLLOW_UP:
                continue
            for month in (None, *study.visits):
                arm, control = (study.best(measure.id, one.id, month) for one in (contrast.arm, contrast.control))
                if arm is not None and control is not None:
                    yield Printed(contrast, measure, month, arm, control)


def better(study: Study, measure: Measure) -> Literal["lower", "higher"] | None:
    """Whether more or less of a measure is better for a patient: as the package says, as the rating scale says, or as
    the name says that every package gives it; `None` where nothing does."""
    if measure.better is not None:
        return measure.better
    if measure.kind == "mean" and measure.outcome is not None:
        return study.outcome(measure.outcome).better
    return _BETTER.get(measure.id)


def count_of(study: Study, cell: Cell) -> Count | None:
    """The cell's patients: as it prints them, or of the arm's size where it prints no denominator and its percentage,
    if any, follows from that size; `None` where that is no proportion."""
    n, N = cell.n, cell.N
    if N is not None:
        return Count(n, N, of_size=False) if n is not None and 0 <= n <= N and N > 0 else None
    size = study.group_size(cell.group) if cell.group is not None else None
    if n is None or not size or not 0 <= n <= size:
        return None
    percent = cell["percent"]
    fits = percent is None or gives_back(percent, 100 * n / size)
    return Count(n, size, of_size=True) if fits else None


def is_harm(study: Study, measure: Measure) -> bool:
    """Whether a measure counts harm: the one of that name, and what the sections on safety print first."""
    if measure.id == ADVERSE_EVENTS:
        return True
    return bool(measure.sources) and study.section(measure.sources[0]).chapter == _SAFETY
