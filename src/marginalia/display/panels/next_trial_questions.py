"""What the study leaves open, and which part of the next trial would answer it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marginalia.analysis.follow_up import flow
from marginalia.analysis.group_overlap import disjoint
from marginalia.analysis.harms import harms
from marginalia.analysis.promises import visits_reported
from marginalia.analysis.trial_design import has_outcome, waiting
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.methods import rule_in_words
from marginalia.display.facts.supported import HARM_RECORDING, lacks
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import OVERALL, Study

#: Follow-up below this share is asked about, as in appraisal instruments.
_WELL_FOLLOWED = 0.8


@dataclass(frozen=True, slots=True)
class Question:
    """What is open, why in this study, and what the trial does about it."""

    asks: str
    because: str
    answer: str


def show(evidence: Evidence, name: str) -> Table | Shown:
    if not has_outcome(evidence.study):
        return shown.sentence(shown.NO_OUTCOME)
    rows = tuple(
        Row(Entry.plain(one.asks), (Entry.plain(one.because), Entry.plain(one.answer)))
        for one in questions(evidence.study)
    )
    caption = "What stays open after this study, and the part of the trial that would answer it."
    return Table(name, markup.myst(caption), ("Open question", "Why it is open", "What the trial does"), rows, "wordy")


def questions(study: Study) -> Iterator[Question]:
    """The questions that this study leaves open, in the order in which a reader would ask them."""
    features = study.design.features
    if "control-group" not in features:
        yield Question(
            "Did the treatment do it?",
            f"No control group{_claims(study, 'control-group')}.",
            "Half of the patients, by chance, get a sham: the same room, preparations and procedure, without what is "
            "thought to work.",
        )
    if "randomised-comparison" not in features and not study.randomised:
        yield Question(
            "Are the groups alike?",
            f"Nobody’s treatment was decided by chance{_claims(study, 'randomised-comparison')}.",
            "A list drawn by computer, kept elsewhere, opened only when a patient has been entered.",
        )
    if study.design.arms == 1:
        yield Question(
            "Who judges?",
            "With one group, patients and raters know what was given.",
            "Patients, raters and analysts do not know the group; at the end patients guess theirs, and the guesses "
            "are published.",
        )
    yield _rule(study)
    if lost := _lost(study):
        yield Question(
            "What became of those not seen?",
            lost,
            "Everybody randomised is followed and counted, treated as planned or not. How operations and second "
            "treatments count is written down before: the estimand.",
        )
    pairs = [
        (one.label, two.label)
        for at, one in enumerate(study.treatments)
        for two in study.treatments[at + 1 :]
        if disjoint(one, two)
    ]
    if pairs:
        one, two = pairs[0]
        yield Question(
            f"Is “{two}” better than “{one}”?",
            "Who got which was not decided by chance.",
            "A second draw decides it within both groups: a two-by-two factorial trial, larger if the two treatments "
            "work on each other.",
        )
    if any(group.id != OVERALL and group.kind in ("diagnosis", "severity", "demographic") for group in study.groups):
        yield Question(
            "Who benefits most?",
            "Groups are parts of the whole, and without controls their response cannot be told from their outlook.",
            "One or two groups named beforehand, tested for a difference in effect, read with caution all the same.",
        )
    if lacks(study, HARM_RECORDING):
        yield Question(
            "What harm does it do?",
            f"We found no description of how harms were asked for{_claims(study, HARM_RECORDING)}.",
            "The same list of harms is asked of both groups at every visit, with definitions and grades, and judged by "
            "somebody who does not know the group.",
        )
    found = harms(study)
    if found is not None and not found.events:
        yield Question(
            "Are there rare harms?",
            f"{found.patients} patients are too few to see them.",
            "No trial of efficacy can answer this: a register of everybody treated can.",
        )
    missing = [visit.month for visit in visits_reported(study) if visit.month > 0 and not visit.reported]
    if missing:
        yield Question(
            "Was all of it reported?",
            f"No result is printed for {values.months(missing)}.",
            "Protocol and analysis are public before the first patient; every visit and outcome is reported.",
        )


def _claims(study: Study, feature: str) -> str:
    """How many of the paper's claims wait for a feature, as the end of a sentence; empty where none does."""
    count = len(waiting(study, feature))
    return f"; {values.plural(count, 'claim')} would need {'it' if count == 1 else 'that'}" if count else ""


def _rule(study: Study) -> Question:
    ruled = [outcome for outcome in study.outcomes if outcome.important_change is not None]
    if not ruled:
        because = rule_in_words(study) or "The paper sets no rule for who counts as improved."
    elif len(ruled) == 1:
        because = "One rating decides, cut at one limit."
    else:
        joint = "Any one" if study.responder_needs == "any" else "All"
        because = f"{joint} of {values.count(len(ruled))} ratings decides."
    return Question(
        "What counts as better?",
        because,
        "One outcome at one visit, named beforehand: the mean of a scale, or a rule that asks for pain and function "
        "together.",
    )


def _lost(study: Study) -> str:
    visits = [visit for visit in flow(study) if visit.share is not None and visit.share < _WELL_FOLLOWED]
    if not visits:
        return ""
    first = visits[0]
    return (
        f"{first.seen} of {first.size} were seen at {values.month(first.month)}, {visits[-1].seen} at the last visit."
    )
