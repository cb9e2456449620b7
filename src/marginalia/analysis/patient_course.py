"""What only patients one by one give: who was seen when and who came back, every mean with its spread, what happened
to whom. Each is told for visits as well that the paper does not print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean, stdev

from marginalia.analysis.aggregation import Aggregation
from marginalia.study.model import OVERALL, Outcome, Study
from marginalia.study.patient_level import Event, Patient


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """A visit of a group: how many of its `size` patients were `seen`, how many of these were rated enough to be
    `judged`, how many `responded`; of those not seen, how many came to a later visit (`back`) and how many never again
    (`lost`). `printed` says whether the paper prints any number of a group of patients at this visit."""

    month: float
    size: int
    seen: int
    judged: int
    responded: int
    back: int
    lost: int
    printed: bool


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """The scores of an outcome at a visit: how many, their mean, standard deviation (with n - 1; `None` of fewer than
    two) and range, in the outcome's units."""

    month: float
    n: int
    mean: float
    sd: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Happened:
    """How often events of a measure happened in a group of `size`: `patients` with at least one, `events`; those that
    were serious, with the patients who had one, and those that came from the treatment. The last three are `None` where
    no row of the record says so."""

    kind: str
    size: int
    patients: int
    events: int
    serious: int | None
    seriously: int | None
    related: int | None


def course(made: Aggregation, group: str = OVERALL) -> tuple[VisitSeen, ...]:
    """Every visit of the study for a group, in order."""
    members = made.members(group)
    printed = {number.month for number in made.study.numbers if number.group is not None}
    return tuple(_seen(made, members, month, month in printed) for month in made.study.visits)


def _seen(made: Aggregation, members: Sequence[Patient], month: float, printed: bool) -> VisitSeen:
    seen = made.seen(members, month)
    missed = [one for one in members if one.at(month) is None]
    back = [one for one in missed if any(visit.month > month for visit in one.visits)]
    judged = made.judged(members, month) if month > 0 else []
    responded = made.responding(members, month) if month > 0 else []
    return VisitSeen(
        month, len(members), len(seen), len(judged), len(responded), len(back), len(missed) - len(back), printed
    )


def summaries(made: Aggregation, outcome: Outcome, group: str = OVERALL) -> tuple[ScoreSummary, ...]:
    """The scores of an outcome in a group at each visit at which anybody was rated."""
    return tuple(_summaries(made.study, made.members(group), outcome))


def _summaries(study: Study, members: Sequence[Patient], outcome: Outcome) -> Iterator[ScoreSummary]:
    for month in study.visits:
        visits = (one.at(month) for one in members)
        scores = [Fraction(repr(one.scores[outcome.id])) for one in visits if one and outcome.id in one.scores]
        if scores:
            spread = float(stdev(scores)) if len(scores) > 1 else None
            yield ScoreSummary(month, len(scores), float(mean(scores)), spread, float(min(scores)), float(max(scores)))


def happened(made: Aggregation, group: str = OVERALL) -> tuple[Happened, ...]:
    """What happened in a group, by measure in the study's order; only measures of which the record speaks."""
    members = made.members(group)
    return tuple(_happened(made, members, kind) for kind in recorded_kinds(made))


def recorded_kinds(made: Aggregation) -> tuple[str, ...]:
    """The measures of which the patients' events say how often they happened."""
    return tuple(measure.id for measure in made.study.measures if made.records(measure.id))


def _happened(made: Aggregation, members: Sequence[Patient], kind: str) -> Happened:
    found = made.events(kind, members)
    events = [event for _, event in found]
    # A record without events says as much as one can: none was serious.
    says_serious = not events or any(event.serious is not None for event in events)
    says_related = not events or any(event.related is not None for event in events)
    return Happened(
        kind,
        len(members),
        len({one.id for one, _ in found}),
        len(events),
        sum(bool(event.serious) for event in events) if says_serious else None,
        len({one.id for one, event in found if event.serious}) if says_serious else None,
        sum(event.related == "yes" for event in events) if says_related else None,
    )


def listed_events(made: Aggregation) -> tuple[tuple[Patient, Event], ...]:
    """Every event with its patient: by measure, then in time, those of unknown time last."""
    order = {kind: place for place, kind in enumerate(recorded_kinds(made))}
    found = [(one, event) for one in made.cohort.patients for event in one.events]
    far = float("inf")
    return tuple(sorted(found, key=lambda pair: (order[pair[1].kind], far if pair[1].month is None else pair[1].month)))
