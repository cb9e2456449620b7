"""The numbers of a paper, worked out again from patients one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, GROUP_SIZE, RESPONSE, Number, Study
from marginalia.study.patient_level import Cohort, Patient, responds

#: Of the earlier responders seen at a visit, whom a mean among responders is taken over: all of them, or those who
#: still respond.
MeanOf = Literal["earlier", "lasting"]
MEANS_OF: tuple[MeanOf, ...] = get_args(MeanOf)


@dataclass(frozen=True)
class Aggregation:
    """A cohort under its study's own definitions. `base` is the visit whose responders continued response is counted
    among; `mean_of` says whom a mean of a measure `among` responders is taken over."""

    study: Study
    cohort: Cohort
    base: float | None
    mean_of: MeanOf = "earlier"

    def value(self, number: Number) -> float | None:
        """What a printed number should be: a count, a percentage or a mean, not rounded. `None` where patients one by
        one do not say, or nobody is there to count."""
        if number.group is None:
            return None
        if number.statistic == "mean":
            return self.mean(number)
        if number.measure == GROUP_SIZE and number.statistic == "count":
            return len(self._in(number.group))
        counted = self.counted(number)
        if counted is None:
            return None
        part, whole = counted
        if number.statistic == "percent":
            return 100 * len(part) / len(whole) if whole else None
        return {"n": float(len(part)), "N": float(len(whole))}.get(number.statistic)

    def counted(self, number: Number) -> tuple[list[Patient], list[Patient]] | None:
        """The patients of a proportion's numerator and denominator; `None` for other measures."""
        group, month = number.group, number.month
        if group is None or month is None or month <= 0:
            return None
        members = self._in(group)
        if number.measure == FOLLOW_UP:
            return self._seen(members, month), members
        if number.measure == RESPONSE:
            return self._responding(members, month), self._rated(members, month)
        if number.measure == CONTINUED_RESPONSE and self.base is not None:
            earlier = self._responding(self._rated(members, month), self.base)
            return self._responding(earlier, month), earlier
        return None

    def mean(self, number: Number) -> float | None:
        """The mean of a measure's outcome at a visit, over those it is taken over who were rated."""
        measure = self.study.measure(number.measure)
        if measure.outcome is None or number.group is None or number.month is None:
            return None
        if measure.among and self.base is None:
            return None  # of which responders, nobody says
        scores = [
            visit.scores[measure.outcome]
            for one in self.averaged(number)
            if (visit := one.at(number.month)) is not None and measure.outcome in visit.scores
        ]
        return sum(scores) / len(scores) if scores else None

    def averaged(self, number: Number) -> list[Patient]:
        """Whom a mean is taken over: everybody of the group, or the earlier responders where the measure is among
        responders (before treatment and at the base visit, the responders of the base visit)."""
        members = self._in(number.group or "")
        if not self.study.measure(number.measure).among or self.base is None or number.month is None:
            return members
        earlier = self._responding(members, self.base)
        later = number.month > self.base
        return self._responding(earlier, number.month) if later and self.mean_of == "lasting" else earlier

    def _in(self, group: str) -> list[Patient]:
        return [one for one in self.cohort.patients if one.within(group)]

    def _seen(self, patients: Sequence[Patient], month: float) -> list[Patient]:
        return [one for one in patients if one.at(month) is not None]

    def _rated(self, patients: Sequence[Patient], month: float) -> list[Patient]:
        return [one for one in patients if self._response[one.id, month] is not None]

    def _responding(self, patients: Sequence[Patient], month: float) -> list[Patient]:
        return [one for one in patients if self._response[one.id, month]]

    @cached_property
    def _response(self) -> dict[tuple[str, float], bool | None]:
        return {
            (one.id, month): responds(self.study, one, month)
            for one in self.cohort.patients
            for month in self.study.visits
        }
