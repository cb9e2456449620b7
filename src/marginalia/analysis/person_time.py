"""For how long the patients of a study were watched, from how many were seen at each visit."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.follow_up import flow
from marginalia.statistics.poisson_rate import none_upper
from marginalia.study.model import OVERALL, Study

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class PersonTime:
    """The time under observation of a group, in patient-years, at least and at most; `promised` if everybody had been
    seen until `until`, the last visit (months) with a printed count."""

    group: str
    patients: int
    until: float
    least: float
    most: float
    promised: float

    def upper(self, *, confidence: float) -> float:
        """The highest rate of events a patient-year that none in the time surely watched leaves room for."""
        return none_upper(self.least, confidence=confidence)

    def upper_at_best(self, *, confidence: float) -> float:
        """The same with the most time that the visits allow."""
        return none_upper(self.most, confidence=confidence)


def person_time(study: Study, group: str = OVERALL) -> PersonTime | None:
    """The time watched; `None` where the paper does not print the group's size and how many were seen.

    Whoever is seen at a visit can tell of all the time before it. At least so many as were seen at any visit from a
    month on were therefore watched until then. At most, whoever was not seen again told of everything up to the day
    before the next visit, and those seen last up to the next visit announced; that bound takes it that nobody who
    missed a visit came back.
    """
    visits = [(visit.month, visit.seen) for visit in flow(study, group) if visit.seen is not None]
    size = study.group_size(group)
    if not visits or not size or any(not 0 <= seen <= size for _, seen in visits):
        return None
    least = most = 0.0
    before, present = 0.0, size
    for at, (month, seen) in enumerate(visits):
        least += (month - before) * max(count for _, count in visits[at:])
        most += (month - before) * present
        before, present = month, seen
    following = next((month for month in study.visits if month > before), before)
    most += (following - before) * present
    if least <= 0:
        return None
    years = _MONTHS_A_YEAR
    return PersonTime(group, size, before, least / years, max(least, most) / years, size * before / years)
