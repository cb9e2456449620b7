"""How long responses lasted, among earlier responders as printed, and as a share of everybody who started."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.follow_up import flow
from marginalia.analysis.proportions import Assessed, assess
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.intervals import Interval
from marginalia.study.model import CONTINUED_RESPONSE, OVERALL, Study


@dataclass(frozen=True, slots=True)
class Lasting:
    """Continued response at one visit: one numerator over three denominators. Shares lie between 0 and 1.

    `printed` is the paper's own proportion, among earlier responders seen again. `of_seen` divides the same
    numerator by everybody seen at the visit, `of_starters` by everybody in the group at the start; the last counts a
    patient who was not seen as not known to be still improved. `None` where a count is not printed or cannot be.
    """

    month: float
    printed: Assessed
    seen: int | None
    of_seen: float | None
    seen_interval: Interval | None
    starters: int | None
    of_starters: float | None
    starters_interval: Interval | None


def lasting(study: Study, group: str = OVERALL, settings: Settings = DEFAULT) -> tuple[Lasting, ...]:
    """Every visit at which the paper prints continued response for the group, in the order of the visits."""
    found = []
    for visit in flow(study, group):
        cell = study.best(CONTINUED_RESPONSE, group, visit.month)
        if cell is None:
            continue
        found.append(
            Lasting(
                month=visit.month,
                printed=assess(study, cell, settings),
                seen=visit.seen,
                of_seen=_share(cell.n, visit.seen),
                seen_interval=_interval(cell.n, visit.seen, settings),
                starters=visit.size,
                of_starters=_share(cell.n, visit.size),
                starters_interval=_interval(cell.n, visit.size, settings),
            )
        )
    return tuple(found)


def _share(n: int | None, N: int | None) -> float | None:
    return n / N if n is not None and N and 0 <= n <= N else None


def _interval(n: int | None, N: int | None, settings: Settings) -> Interval | None:
    return None if n is None or N is None else settings.interval(n, N)
