"""Patients one by one, and who among them responds."""

from __future__ import annotations

from dataclasses import dataclass, field

from marginalia.study.model import OVERALL, Outcome, Study


@dataclass(frozen=True, slots=True)
class Visit:
    """A patient seen at a month, and the scores by outcome; an outcome that was not rated is left out."""

    month: float
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient, the groups they are in (`all` is understood), and their visits in order."""

    id: str
    groups: frozenset[str]
    visits: tuple[Visit, ...]

    def at(self, month: float) -> Visit | None:
        return next((visit for visit in self.visits if visit.month == month), None)

    def within(self, group: str) -> bool:
        return group == OVERALL or group in self.groups


@dataclass(frozen=True, slots=True)
class Cohort:
    """The patients of a study. `synthetic` where they were made up to fit printed numbers: no such person exists."""

    patients: tuple[Patient, ...]
    synthetic: bool


def responds(study: Study, patient: Patient, month: float) -> bool | None:
    """Whether a patient is a responder at a visit: improved since before treatment by the important change of any
    outcome, or of all, as the study's rule has it. `None` where they were not seen, or not rated enough to say."""
    visit, before = patient.at(month), patient.at(0)
    if visit is None:
        return None
    judged = [_improved(outcome, visit, before) for outcome in study.outcomes if outcome.important_change is not None]
    settling = study.responder_needs == "any"
    if settling in judged:
        return settling
    return None if None in judged or not judged else not settling


def _improved(outcome: Outcome, visit: Visit, before: Visit | None) -> bool | None:
    now, then = visit.scores.get(outcome.id), None if before is None else before.scores.get(outcome.id)
    if now is None or outcome.important_change is None or (then is None and not outcome.is_change):
        return None
    change = now - (0.0 if outcome.is_change or then is None else then)
    return (change if outcome.better == "higher" else -change) >= outcome.important_change
