"""Who was seen at each visit, and who was not."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.references import holds
from marginalia.statistics.rounding import percent_alone
from marginalia.study.model import FOLLOW_UP, OVERALL, Cell, Study


@dataclass(frozen=True, slots=True)
class Seen:
    """A group at one visit after treatment.

    `size` is how many the group is said to have, `printed_N` the denominator that the paper uses here; they should
    agree. `share` is seen over size. Everything is `None` that the paper does not print; counts that cannot be (more
    seen than there are) leave `not_seen` and `share` empty.
    """

    group: str
    month: float
    size: int | None
    seen: int | None
    not_seen: int | None
    share: float | None
    printed: str | None
    printed_N: int | None
    cell: Cell | None


def flow(study: Study, group: str = OVERALL) -> tuple[Seen, ...]:
    """The group at every announced visit after treatment, printed or not."""
    return tuple(_seen(study, group, month) for month in study.visits if month > 0)


def not_above(study: Study, limit: float, group: str = OVERALL) -> tuple[Seen, ...]:
    """Every visit at which no more than a share `limit` (0 to 1) of the group was seen, in the order of the visits.

    The claim is "more than", so that a visit exactly at the limit fails it too.
    """
    return tuple(
        visit for visit in flow(study, group) if visit.share is not None and not holds(visit.share, ">", limit)
    )


@dataclass(frozen=True, slots=True)
class Short:
    """A visit against a limit. `lost` is the share not seen; `needed` the fewest seen for more than the limit, and
    `more` how many those are beyond the ones who came, 0 where the limit is kept."""

    visit: Seen
    lost: float
    needed: int
    more: int


def against(study: Study, limit: float, group: str = OVERALL) -> tuple[Short, ...]:
    """Every visit with a printed count against a share `limit` (0 to 1) that more than are to be seen."""
    found = []
    for visit in flow(study, group):
        if visit.share is not None and visit.seen is not None and visit.size:
            # Whole patients: the share of the needed must be above the limit, and that of one fewer must not.
            needed = next((k for k in range(visit.size + 1) if holds(k / visit.size, ">", limit)), visit.size)
            found.append(Short(visit, 1 - visit.share, needed, max(needed - visit.seen, 0)))
    return tuple(found)


def claimed_limit(study: Study) -> float | None:
    """The share of patients that the paper says it followed at every visit; `None` where it claims none."""
    limits = [
        number.reading
        for number in study.numbers
        if number.measure == FOLLOW_UP and number.statistic == "threshold" and number.reading is not None
    ]
    return limits[0] / 100 if limits else None


def _seen(study: Study, group: str, month: float) -> Seen:
    size = study.group_size(group)
    cell = study.best(FOLLOW_UP, group, month)
    seen = None if cell is None else cell.n
    possible = seen is not None and size is not None and 0 <= seen <= size and size > 0
    percent = None if cell is None else cell["percent"]
    return Seen(
        group=group,
        month=month,
        size=size,
        seen=seen,
        not_seen=size - seen if possible and size is not None and seen is not None else None,
        share=seen / size if possible and size and seen is not None else None,
        printed=None if percent is None else percent_alone(percent.printed),
        printed_N=None if cell is None else cell.N,
        cell=cell,
    )
