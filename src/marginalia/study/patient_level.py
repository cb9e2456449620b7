"""Patients one by one, and who among them responds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from marginalia.study.model import OVERALL, Limit, Outcome, Study

#: Whether an event is thought to come from the treatment.
Related = Literal["yes", "no", "unclear"]

#: Room for floating point, far below any step of a scale: 5.1 - 3.1 is two points, though not to a computer.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Visit:
    """A patient seen at a month, and the scores by outcome; an outcome that was not rated is left out."""

    month: float
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a patient: an event of the measure `kind` of the study, in words in `label`. `month`
    counts from treatment and is any number, not only a visit; `None` where it is not known when. `serious` and
    `related` (to the treatment) are `None` where nobody says."""

    month: float | None
    kind: str
    label: str = ""
    serious: bool | None = None
    related: Related | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient, the groups they are in (`all` is understood), their visits in order, and what happened to them."""

    id: str
    groups: frozenset[str]
    visits: tuple[Visit, ...]
    events: tuple[Event, ...] = ()

    def at(self, month: float) -> Visit | None:
        return next((visit for visit in self.visits if visit.month == month), None)

    def within(self, group: str) -> bool:
        return group == OVERALL or group in self.groups


@dataclass(frozen=True, slots=True)
class Cohort:
    """The patients of a study. `synthetic` where they were made up to fit printed numbers: no such person exists.

    `without_groups` and `without_outcomes` are those of the study of which the files hold no column, so that nobody can
    be told to be in the group, or how they were rated. `events_recorded` says whether there is a record of events at
    all: without one, a patient without events is one of whom nothing is known.
    """

    patients: tuple[Patient, ...]
    synthetic: bool
    without_groups: frozenset[str] = frozenset()
    without_outcomes: frozenset[str] = frozenset()
    events_recorded: bool = False

    @property
    def visits(self) -> int:
        """How many visits there are in all."""
        return sum(len(one.visits) for one in self.patients)

    @property
    def events(self) -> int:
        """How many events there are in all."""
        return sum(len(one.events) for one in self.patients)


def responds(study: Study, patient: Patient, month: float) -> bool | None:
    """Whether a patient is a responder at a visit: improved since before treatment by the important change of any
    outcome, or of all, as the study's rule has it. `None` where they were not seen, or not rated enough to say."""
    visit, before = patient.at(month), patient.at(0)
    if visit is None:
        return None
    judged = [_improved(study, outcome, visit, before) for outcome in judging(study)]
    settling = study.responder_needs == "any"
    if settling in judged:
        return settling
    return None if None in judged or not judged else not settling


def judging(study: Study) -> tuple[Outcome, ...]:
    """The outcomes that the responder rule asks for."""
    return tuple(outcome for outcome in study.outcomes if outcome.important_change is not None)


def improvement(outcome: Outcome, visit: Visit, before: Visit | None) -> float | None:
    """By how much a patient is better at a visit than before treatment, in the outcome's units; negative where worse,
    `None` where one of the ratings is not there."""
    now, then = visit.scores.get(outcome.id), None if before is None else before.scores.get(outcome.id)
    if now is None or (then is None and not outcome.is_change):
        return None
    change = now - (0.0 if outcome.is_change or then is None else then)
    return change if outcome.better == "higher" else -change


def must_exceed(study: Study, outcome: Outcome) -> bool:
    """Whether a responder must have improved by more than the important change. It is enough to reach it unless the
    package says of a printed threshold of this outcome, and of no other place that states the same one, that it means
    `more than`; a sign that the scan may have changed does not count."""
    senses = {limit.sense for limit in study.limits if _states(study, outcome, limit)}
    return bool(senses) and senses <= {"more than", "less than"}


def _states(study: Study, outcome: Outcome, limit: Limit) -> bool:
    """Whether a limit is the outcome's important change, as printed. One that forms a group is not."""
    number = study.number(limit.number)
    measure = study.measure(number.measure)
    same = number.reading is not None and number.reading == outcome.important_change
    groups = {group.id for group in study.groups if group.kind != "overall"}
    return (
        same
        and not limit.doubtful
        and measure.kind == "threshold"
        and measure.outcome == outcome.id
        and number.group not in groups
    )


def _improved(study: Study, outcome: Outcome, visit: Visit, before: Visit | None) -> bool | None:
    better = improvement(outcome, visit, before)
    if better is None or outcome.important_change is None:
        return None
    if abs(better - outcome.important_change) <= _HAIR:
        return not must_exceed(study, outcome)
    return better > outcome.important_change
