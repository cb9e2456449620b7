"""Harm to patients: the one count that the book reasons from, and what it leaves room for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marginalia.analysis.comparators import Comparator
from marginalia.analysis.fates import fates
from marginalia.analysis.person_time import PersonTime, person_time
from marginalia.analysis.precision import gives_back
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.clopper_pearson import clopper_pearson
from marginalia.statistics.counts import Interval
from marginalia.statistics.zero_events import chance_of_none, exact_upper
from marginalia.study.model import ADVERSE_EVENTS, OVERALL, Cell, Study

#: The chapter whose claims and notes choose the literature on harms.
_CHAPTER = "safety"


@dataclass(frozen=True, slots=True)
class Harms:
    """How many of `patients` had an event of the kind that the paper counts, and the cell that says so.

    `patients` is the denominator where the cell prints one; else everybody enrolled, or all that the arms have where
    only that gives the printed percentage.
    """

    events: int
    patients: int
    source: Cell

    def interval(self, *, confidence: float) -> Interval:
        """The exact two-sided interval for the true share (Clopper and Pearson 1934)."""
        return clopper_pearson(self.events, self.patients, confidence=confidence)


@dataclass(frozen=True, slots=True)
class Room:
    """What none among some of the patients leaves room for: `upper` is the exact one-sided bound for their true rate.

    `group` is whose patients they are; `month` the visit at which so many were seen, `None` for all of the group.
    """

    group: str
    month: float | None
    patients: int
    upper: float


@dataclass(frozen=True, slots=True)
class Expected:
    """A published risk: how many of the study's patients it would strike, and the chance that it strikes none."""

    comparator: Comparator
    patients: int
    expected: float
    none: float


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
    return Harms(events, _patients(study, source), source)


def none_harmed(study: Study) -> Harms | None:
    """The count where it is zero; `None` where the paper counts an event, or prints no count."""
    found = harms(study)
    return found if found is not None and not found.events else None


def room_by_visit(study: Study, settings: Settings = DEFAULT) -> tuple[Room, ...]:
    """All patients, and those seen at each visit: a harm that shows only by then can have been told by no others. Empty
    unless none was harmed."""
    found = none_harmed(study)
    if found is None:
        return ()
    seen = [(fate.month, fate.seen) for fate in fates(study) if fate.seen and fate.seen <= found.patients]
    rooms: list[tuple[float | None, int]] = [(None, found.patients), *seen]
    return tuple(
        Room(OVERALL, month, patients, exact_upper(patients, confidence=settings.confidence))
        for month, patients in rooms
    )


def room_by_group(study: Study, settings: Settings = DEFAULT) -> tuple[Room, ...]:
    """Every group with a printed size: where nobody was harmed, nobody in it was. Empty unless none was harmed."""
    if none_harmed(study) is None:
        return ()
    return tuple(
        Room(group.id, None, size, exact_upper(size, confidence=settings.confidence))
        for group in study.groups
        if group.id != OVERALL and (size := study.group_size(group.id))
    )


def time_by_group(study: Study) -> tuple[PersonTime, ...]:
    """The time watched of all patients, then of every group whose follow-up is printed. Empty unless none was
    harmed."""
    if none_harmed(study) is None:
        return ()
    return tuple(found for group in study.groups if (found := person_time(study, group.id)) is not None)


def cited(study: Study, comparators: Iterable[Comparator], *measures: str) -> tuple[Comparator, ...]:
    """The published figures of these measures in the publications that the package cites on safety."""
    cites = [one.literature for one in study.claims_in(_CHAPTER)] + [one.literature for one in study.notes_in(_CHAPTER)]
    keys = {key for one in cites for key in one}
    return tuple(one for one in comparators if one.key in keys and one.measure in measures)


def expected(study: Study, comparators: Iterable[Comparator]) -> tuple[Expected, ...]:
    """Every published risk that the package cites on safety, in as many patients as the count of none is about."""
    found = none_harmed(study)
    if found is None:
        return ()
    return tuple(
        Expected(one, found.patients, found.patients * one.value, chance_of_none(found.patients, one.value))
        for one in cited(study, comparators, "risk")
    )


def _events(cell: Cell) -> int | None:
    """The count, as the numerator of a fraction or by itself."""
    count = cell.reading("count") if cell.n is None else cell.n
    return None if count is None else round(count)


def _patients(study: Study, cell: Cell) -> int:
    """Among how many an event is counted."""
    n, percent = cell.n, cell["percent"]
    if cell.N or n is None or percent is None:
        return cell.N or study.enrolled
    sizes = [study.group_size(arm.id) or 0 for arm in study.arms] if cell.group == OVERALL else []
    whole = sum(sizes) if sizes and all(sizes) else study.enrolled
    fits = [size for size in (study.enrolled, whole) if size and gives_back(percent, 100 * n / size)]
    return fits[0] if fits else study.enrolled


def _counts(events: int, cell: Cell) -> bool:
    """Whether a count speaks for the study: none among some patients, or at one visit, is not none at all."""
    return events > 0 or (cell.group == OVERALL and cell.month is None)
