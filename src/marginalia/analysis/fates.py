"""What became of everybody in a group by a visit: responders, seen without a response, not seen."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.follow_up import flow
from marginalia.study.model import OVERALL, RESPONSE, Cell, Study


@dataclass(frozen=True, slots=True)
class Fate:
    """A whole group at one visit, in counts of patients.

    Where response is printed, `seen` is its denominator, and responders + seen_without + not_seen = size. Where it is
    not, `seen` comes from the follow-up and the split of the seen is `None`. Counts that cannot be are `None` too.
    """

    group: str
    month: float
    size: int | None
    seen: int | None
    responders: int | None
    seen_without: int | None
    not_seen: int | None
    response: Cell | None
    follow_up: Cell | None

    @property
    def complete(self) -> bool:
        """Whether the paper prints enough to place everybody."""
        return None not in (self.size, self.responders, self.seen_without, self.not_seen)


def fates(study: Study, group: str = OVERALL) -> tuple[Fate, ...]:
    """The group at every announced visit after treatment."""
    found = []
    for visit in flow(study, group):
        response = study.best(RESPONSE, group, visit.month)
        responders = seen_without = None
        seen = visit.seen
        if response is not None and response.n is not None and response.N is not None:
            seen = response.N
            if 0 <= response.n <= response.N:
                responders, seen_without = response.n, response.N - response.n
        possible = visit.size is not None and seen is not None and 0 <= seen <= visit.size
        found.append(
            Fate(
                group=group,
                month=visit.month,
                size=visit.size,
                seen=seen,
                responders=responders,
                seen_without=seen_without,
                not_seen=visit.size - seen if possible and visit.size is not None and seen is not None else None,
                response=response,
                follow_up=visit.cell,
            )
        )
    return tuple(found)
