"""The numbers of a paper, worked out again from patients one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import sqrt
from statistics import median, stdev
from typing import Literal, get_args

from marginalia.study.model import (
    ADVERSE_EVENTS,
    CONTINUED_RESPONSE,
    FOLLOW_UP,
    GROUP_SIZE,
    OVERALL,
    RESPONSE,
    Measure,
    Number,
    Study,
)
from marginalia.study.patient_events import event_measures
from marginalia.study.patient_level import Cohort, Event, Patient, judging, responds

#: Of the earlier responders seen at a visit, whom a mean among responders is taken over: all of them, or those who
#: still respond.
MeanOf = Literal["earlier", "lasting"]
MEANS_OF: tuple[MeanOf, ...] = get_args(MeanOf)
#: The same, or whoever responds at the very visit that the mean is of, whom no two visits need have in common.
Responders = Literal["earlier", "lasting", "current"]
RESPONDERS: tuple[Responders, ...] = get_args(Responders)

_OF_SCORES = ("mean", "sd", "se", "median", "low", "high")


def base_visit(study: Study, responding: Iterable[float], followed: Iterable[float]) -> float | None:
    """The visit whose responders continued response starts from: the one that the package names, else the last one with
    responders before the first at which continued response is printed; both given by their months."""
    named = next((one.since for one in study.measures if one.id == CONTINUED_RESPONSE), None)
    first = min(followed, default=None)
    if named is not None or first is None:
        return named
    return max((month for month in responding if month < first), default=None)


@dataclass(frozen=True, slots=True)
class Untold:
    """Why patients one by one do not say what a number should be: `why` in words, as the end of a sentence."""

    why: str


@dataclass(frozen=True)
class Aggregation:
    """A cohort under its study's own definitions. `base` is the visit whose responders continued response is counted
    among; `mean_of` says whom a mean of a measure `among` responders is taken over (see `Responders`)."""

    study: Study
    cohort: Cohort
    base: float | None
    mean_of: Responders = "earlier"

    def value(self, number: Number) -> float | None:
        """What a printed number should be, not rounded. `None` where patients one by one do not say, or nobody is there
        to count."""
        made = self.told(number)
        return None if isinstance(made, Untold) else made

    def told(self, number: Number) -> float | Untold:
        """What a printed number should be, not rounded: a count of patients or events, a percentage, a mean, a standard
        deviation (with n - 1), a standard error (that over the root of n), a median, the ends of a range."""
        if number.group is None:
            return Untold("it is not about a group of these patients")
        if number.group in self.cohort.without_groups:
            return Untold(f"the files have no column {number.group}")
        counted = self._counted(number)
        if not isinstance(counted, Untold):
            return _count(number, *counted)
        if counted.why:
            return counted
        measure = self.study.measure(number.measure)
        if measure.kind == "mean" and measure.outcome is not None:
            return self._of_scores(number, measure.outcome)
        if measure.id in event_measures(self.study.measures) and self.records(measure.id):
            return self._of_events(number, measure)
        return Untold("the files do not hold it")

    def counted(self, number: Number) -> tuple[list[Patient], list[Patient]] | None:
        """The patients of a proportion's numerator and denominator; `None` for other measures."""
        found = self._counted(number)
        return None if isinstance(found, Untold) or found[1] is None else (found[0], found[1])

    def mean(self, number: Number) -> float | None:
        """The mean of a measure's outcome at a visit, over those it is taken over who were rated."""
        scores = self.scores(number)
        return float(sum(scores) / len(scores)) if scores else None

    def scores(self, number: Number) -> list[Fraction]:
        """The scores that a mean is taken over, exactly as written."""
        outcome, month = self.study.measure(number.measure).outcome, number.month
        if outcome is None or number.group is None or month is None or self._untold_among(number):
            return []
        visits = (one.at(month) for one in self.averaged(number))
        return [
            Fraction(repr(visit.scores[outcome])) for visit in visits if visit is not None and outcome in visit.scores
        ]

    def averaged(self, number: Number) -> list[Patient]:
        """Whom a mean is taken over: everybody of the group, or responders where the measure is among responders
        (before treatment and, for earlier responders, at the base visit, the responders of the base visit)."""
        members, month = self.members(number.group or ""), number.month
        if not self.study.measure(number.measure).among or month is None:
            return members
        if self.mean_of == "current" and month > 0:
            return self.responding(members, month)
        if self.base is None:
            return members
        earlier = self.responding(members, self.base)
        later = month > self.base
        return self.responding(earlier, month) if later and self.mean_of == "lasting" else earlier

    def events(self, kind: str, members: Sequence[Patient], until: float | None = None) -> list[tuple[Patient, Event]]:
        """The events of a measure among these patients, up to a month where one is given."""
        return [
            (one, event)
            for one in members
            for event in one.events
            if event.kind == kind and (until is None or (event.month is not None and event.month <= until))
        ]

    def members(self, group: str) -> list[Patient]:
        """The patients of a group, everybody for `all`."""
        return [one for one in self.cohort.patients if one.within(group)]

    def seen(self, patients: Sequence[Patient], month: float) -> list[Patient]:
        """Those who have a visit at a month."""
        return [one for one in patients if one.at(month) is not None]

    def judged(self, patients: Sequence[Patient], month: float) -> list[Patient]:
        """Those who were rated enough at a month to say whether they responded."""
        return [one for one in patients if self._response[one.id, month] is not None]

    def responding(self, patients: Sequence[Patient], month: float) -> list[Patient]:
        """The responders of a month."""
        return [one for one in patients if self._response[one.id, month]]

    def _counted(self, number: Number) -> tuple[list[Patient], list[Patient] | None] | Untold:
        """A numerator and, where there is one, its denominator; `Untold` with nothing to say for what is no count of
        groups, visits or responders."""
        members, month = self.members(number.group or ""), number.month
        if number.measure == GROUP_SIZE:
            return members, None
        counted_group = self._sizes.get((number.group, number.measure, month))
        if counted_group is not None:
            if counted_group in self.cohort.without_groups:
                return Untold(f"the files have no column {counted_group}")
            part = [one for one in members if one.within(counted_group)]
            return part, None if self.study.measure(number.measure).among else members
        if number.measure not in (FOLLOW_UP, RESPONSE, CONTINUED_RESPONSE):
            return Untold("")
        if month is None:
            return Untold("it names no visit")
        if month not in self._months:
            return Untold("nobody has a visit then")
        if number.measure == FOLLOW_UP:
            return self.seen(members, month), members
        return self._answered(number.measure, members, month)

    def _answered(
        self, measure: str, members: list[Patient], month: float
    ) -> tuple[list[Patient], list[Patient]] | Untold:
        """Responders among those rated, or lasting responders among the earlier ones of them."""
        rule = judging(self.study)
        if not rule or month <= 0:
            return Untold("no responder rule says who responds then")
        missing = [outcome.id for outcome in rule if outcome.id in self.cohort.without_outcomes]
        if missing:
            return Untold(f"the files have no column {missing[0]}, which the responder rule needs")
        if measure == RESPONSE:
            return self.responding(members, month), self.judged(members, month)
        if self.base is None:
            return Untold("it is not known whose response is followed")
        earlier = self.responding(self.judged(members, month), self.base)
        return self.responding(earlier, month), earlier

    def _of_scores(self, number: Number, outcome: str) -> float | Untold:
        if outcome in self.cohort.without_outcomes:
            return Untold(f"the files have no column {outcome}")
        if untold := self._untold_among(number):
            return Untold(untold)
        if number.statistic not in (*_OF_SCORES, "n", "N", "count"):
            return Untold("the files do not say how it was worked out")
        if number.month is None:
            return Untold("it names no visit")
        scores = self.scores(number)
        if number.statistic in ("n", "N", "count"):
            return float(len(scores))
        few = number.statistic in ("sd", "se") and len(scores) == 1
        if not scores or few:
            return Untold("only one of them was rated then" if few else "nobody of them was rated then")
        made: Fraction | float
        match number.statistic:
            case "mean":
                made = sum(scores) / len(scores)
            case "sd":
                made = stdev(scores)
            case "se":
                made = stdev(scores) / sqrt(len(scores))
            case "median":
                made = median(scores)
            case "low":
                made = min(scores)
            case _:
                made = max(scores)
        return float(made)

    def _untold_among(self, number: Number) -> str:
        """Why it is not known whose scores a mean is of; empty where it is."""
        measure = self.study.measure(number.measure)
        if measure.among and self.base is None and not (self.mean_of == "current" and number.month):
            return "it is not known at which visit those patients had responded"
        alike = [
            one.id
            for one in self.study.measures
            if (one.kind, one.outcome, bool(one.among)) == (measure.kind, measure.outcome, bool(measure.among))
        ]
        if len(alike) > 1 and measure.id != measure.outcome:
            return f"the column {measure.outcome} holds one score, and the paper several means of that scale"
        return ""

    def _of_events(self, number: Number, measure: Measure) -> float | Untold:
        """Patients to whom it happened (all of the group are the denominator), or for a bare value the events."""
        members = self.members(number.group or "")
        if number.month is not None and any(event.month is None for _, event in self.events(measure.id, members)):
            return Untold("it is not known when all of these events happened")
        happened = self.events(measure.id, members, number.month)
        if number.statistic == "value":
            return float(len(happened))
        whom = {one.id for one, _ in happened}
        return _count(number, whom, None if measure.among else members)

    def records(self, kind: str) -> bool:
        """Whether the record of events says how often this happened: it is the whole record of adverse events, and of
        anything else that it names."""
        named = any(event.kind == kind for one in self.cohort.patients for event in one.events)
        return named or (kind == ADVERSE_EVENTS and self.cohort.events_recorded)

    @cached_property
    def _response(self) -> dict[tuple[str, float], bool | None]:
        return {
            (one.id, month): responds(self.study, one, month)
            for one in self.cohort.patients
            for month in self.study.visits
        }

    @cached_property
    def _months(self) -> frozenset[float]:
        return frozenset(visit.month for one in self.cohort.patients for visit in one.visits)

    @cached_property
    def _sizes(self) -> dict[tuple[str | None, str, float | None], str]:
        """The quantities that are the size of a group under another name: 74 women, of all patients before
        treatment."""
        sized = [(group.id, self.study.number(group.size)) for group in self.study.groups if group.size is not None]
        return {(one.group, one.measure, one.month): group for group, one in sized if group != OVERALL}


def _count(number: Number, part: Collection[object], whole: Collection[object] | None) -> float | Untold:
    if number.statistic in ("n", "count"):
        return float(len(part))
    if number.statistic not in ("N", "percent"):
        return Untold("the files do not say how it was worked out")
    if whole is None:
        return Untold("the files do not say among whom it is counted")
    if number.statistic == "N":
        return float(len(whole))
    return 100 * len(part) / len(whole) if whole else Untold("there is nobody to count")
