"""Serious harm to patients: the one count that the book reasons from."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.study.model import ADVERSE_EVENTS, OVERALL, Cell, Study


@dataclass(frozen=True, slots=True)
class Harms:
    """How many of `patients` had a serious adverse event, and the cell that says so.

    `patients` is the denominator where the cell prints one, otherwise everybody enrolled.
    """

    events: int
    patients: int
    source: Cell


def harms(study: Study) -> Harms | None:
    """The count for all patients over the whole study; `None` where the paper prints none that is legible.

    A harm printed anywhere, of one group or at one visit too, stands before a statement that there was none: the
    largest count is taken, and among equals the one from the place that the book trusts most.
    """
    if not any(measure.id == ADVERSE_EVENTS for measure in study.measures):
        return None
    best = study.best(ADVERSE_EVENTS, OVERALL, None)
    cells = [*([] if best is None else [best]), *study.cells(measure=ADVERSE_EVENTS)]
    counted = [(events, cell) for cell in cells if (events := _events(cell)) is not None and _counts(events, cell)]
    if not counted:
        return None
    events, source = max(counted, key=lambda one: one[0])
    return Harms(events, source.N or study.enrolled, source)


def _events(cell: Cell) -> int | None:
    """The count, as the numerator of a fraction or by itself."""
    count = cell.reading("count") if cell.n is None else cell.n
    return None if count is None else round(count)


def _counts(events: int, cell: Cell) -> bool:
    """Whether a count speaks for the study: none among some patients, or at one visit, is not none at all."""
    return events > 0 or (cell.group == OVERALL and cell.month is None)
