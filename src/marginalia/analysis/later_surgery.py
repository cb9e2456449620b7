"""Later surgery: what the printed count is over other denominators, and what those not heard of leave open."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.follow_up import flow
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.intervals import Interval
from marginalia.study.model import LATER_SURGERY, OVERALL, RESPONSE, Study


@dataclass(frozen=True, slots=True)
class Base:
    """A denominator that the paper gives. `month` is the visit whose patients it counts; `None` for the paper's own."""

    month: float | None
    known: int
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class LaterSurgery:
    """Who is known to have had surgery later. Counts of patients; `bases` begins with the paper's own denominator."""

    had: int
    enrolled: int
    bases: tuple[Base, ...]
    whole: Interval | None

    def bounds(self, base: Base) -> tuple[float, float]:
        """The least and the greatest share of everybody enrolled who can have had surgery: none, or all, of those
        beyond `base` (Horowitz and Manski 1998). Shares between 0 and 1."""
        return self.had / self.enrolled, (self.had + self.enrolled - base.known) / self.enrolled


def later_surgery(study: Study, settings: Settings = DEFAULT, *, late: float = 6) -> LaterSurgery | None:
    """The printed count of later operations; `None` where there is none, or one that cannot be among the enrolled.

    Visits from the month `late` on serve as denominators: whether to operate is decided once a treatment has had time
    to fail, so that whoever came only earlier had hardly had the chance of an operation.
    """
    if not any(measure.id == LATER_SURGERY for measure in study.measures):
        return None
    cell = study.best(LATER_SURGERY, OVERALL, None)
    if cell is None or cell.n is None or not cell.N or not 0 <= cell.n <= cell.N <= study.enrolled:
        return None
    had = cell.n
    seen = [
        (visit.month, visit.seen)
        for visit in flow(study)
        if visit.month >= late and visit.seen and had <= visit.seen <= study.enrolled
    ]
    bases = [Base(month, known, settings.interval(had, known)) for month, known in [(None, cell.N), *seen]]
    return LaterSurgery(had, study.enrolled, tuple(bases), settings.interval(had, study.enrolled))


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The share of responders at a visit, `n` of `N`, and what it can be if whoever had surgery counts as no responder.
    `least` supposes that all of them are among the `n`; `n` itself that none is. Counts of patients."""

    month: float
    n: int
    N: int
    least: int


def if_surgery_is_no_response(study: Study) -> Uncertain | None:
    """The last printed response if surgery ends it, which is the composite strategy for an event that comes between
    treatment and rating (Fleming and others 2025); `None` where response or later surgery is not printed."""
    surgery = later_surgery(study)
    cells = [study.best(RESPONSE, OVERALL, month) for month in study.visits]
    rated = [cell for cell in cells if cell is not None and cell.is_fraction]
    if surgery is None or not rated:
        return None
    n, N, month = rated[-1].n, rated[-1].N, rated[-1].month
    if n is None or N is None or month is None or not 0 <= n <= N:
        return None
    return Uncertain(month, n, N, max(0, n - surgery.had))
