"""What a study fixes for a simulated trial: patients, visits, numbers seen, scales, starts and rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from marginalia.analysis.comparators import Comparator, course_rows
from marginalia.analysis.means import mean_series
from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, OVERALL, RESPONSE, Outcome, Study

#: The published course is of pain between 0 and 100.
_COURSE_SCALE = 100.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A scale that patients are rated on. `start` is its printed mean before treatment, as a share of the scale's
    length counted towards worse: 0 is the best score."""

    outcome: Outcome
    start: float

    @property
    def length(self) -> float:
        return self.outcome.high - self.outcome.low


@dataclass(frozen=True, slots=True)
class Plan:
    """A trial like the study's. `months` begins with 0, `seen` with the enrolled, who are all seen then.

    `scored` are the outcomes that are rated before treatment and after, the entry scale first; `changes` those that
    are themselves a change in percent. `rule` holds the ids of those that decide about response, none where the paper
    sets no threshold. `since` is the visit whose responders are followed. `course` are months and mean improvements,
    shares of the scale, of the published course; empty where none is at hand. `carried` are the visits whose number
    seen is not printed and stands at the last printed one; `unseen_visits` those left out because nothing is printed
    of them, `left_out` the outcomes that cannot be drawn.
    """

    enrolled: int
    months: tuple[float, ...]
    seen: tuple[int, ...]
    scored: tuple[Scored, ...]
    changes: tuple[Outcome, ...]
    rule: tuple[str, ...]
    needs: Literal["any", "all"]
    since: float
    course: tuple[tuple[float, float], ...]
    carried: tuple[float, ...]
    unseen_visits: tuple[float, ...]
    left_out: tuple[Outcome, ...]

    @property
    def entry(self) -> Scored:
        """The scale on which people are bad enough to come."""
        return self.scored[0]

    @property
    def visits(self) -> tuple[float, ...]:
        """The months after treatment."""
        return self.months[1:]

    def place(self, month: float) -> int:
        """Where a month stands in the arrays. Raises `ValueError` for a month that the plan does not have."""
        return self.months.index(month)


def plan_of(study: Study, comparators: Mapping[str, Comparator] | None = None) -> Plan | str:
    """A trial like the study's, or a sentence why none can be drawn.

    The course without treatment is taken from `comparators`; without them there is none. A visit of which the paper
    prints results but no number seen stands at the number of the visit before; one of which it prints nothing is left
    out.
    """
    scored, changes, left_out = _outcomes(study)
    if not scored:
        whose = "no mean" if study.control is None else "no mean of all arms together"
        return (
            f"No trial can be drawn: the paper prints {whose} before treatment of a scale on which patients are rated "
            "before and after."
        )
    if study.enrolled < 1:
        return "No trial can be drawn: the paper does not report how many patients were enrolled."
    months, seen, carried, unseen = [0.0], [study.enrolled], [], []
    for month in (month for month in study.visits if month > 0):
        count = _count(study, month)
        if count is None and not _printed(study, month):
            unseen.append(month)
            continue
        if count is None:
            carried.append(month)
        months.append(month)
        seen.append(seen[-1] if count is None else count)
    if len(months) == 1:
        return "No trial can be drawn: the paper does not report whom it saw after treatment."
    drawn = {one.outcome.id for one in scored} | {one.id for one in changes}
    since = next((one.since for one in study.measures if one.id == CONTINUED_RESPONSE), None)
    return Plan(
        enrolled=study.enrolled,
        months=tuple(months),
        seen=tuple(seen),
        scored=scored,
        changes=changes,
        rule=tuple(one.id for one in study.outcomes if one.id in drawn and one.important_change is not None),
        needs=study.responder_needs,
        since=since if since in months else months[1],
        course=course_of(comparators or {}),
        carried=tuple(carried),
        unseen_visits=tuple(unseen),
        left_out=left_out,
    )


def course_of(comparators: Mapping[str, Comparator]) -> tuple[tuple[float, float], ...]:
    """The published course of pain as improvement since its own start: months and shares of the scale."""
    rows = sorted((row.month or 0.0, row.value) for row in course_rows(comparators.values()))
    return tuple((month, (rows[0][1] - value) / _COURSE_SCALE) for month, value in rows)


def _outcomes(study: Study) -> tuple[tuple[Scored, ...], tuple[Outcome, ...], tuple[Outcome, ...]]:
    scored, changes, left_out = [], [], []
    for outcome in study.outcomes:
        start = None if outcome.is_change else _start(study, outcome)
        if start is not None:
            scored.append(Scored(outcome, start))
        elif outcome.is_change and outcome.unit == "%":
            changes.append(outcome)
        else:
            left_out.append(outcome)
    return tuple(scored), tuple(changes), tuple(left_out)


def _start(study: Study, outcome: Outcome) -> float | None:
    """The printed mean before treatment of everybody, strictly between the scale's ends."""
    everybody = [one for one in mean_series(study, outcome.id) if not one.among]
    printed = everybody[0].baseline if everybody else None
    if printed is None or not outcome.low < printed < outcome.high:
        return None
    share = (printed - outcome.low) / (outcome.high - outcome.low)
    return share if outcome.better == "lower" else 1 - share


def _count(study: Study, month: float) -> int | None:
    """How many were seen, by the count of those followed, else by the denominator of the responders."""
    followed, responded = study.best(FOLLOW_UP, OVERALL, month), study.best(RESPONSE, OVERALL, month)
    for count in (None if followed is None else followed.n, None if responded is None else responded.N):
        if count is not None and 0 < count <= study.enrolled:
            return count
    return None


def _printed(study: Study, month: float) -> bool:
    """Whether a result of everybody at this visit is printed."""
    kinds = {one.id for one in study.measures if one.kind in ("mean", "proportion")}
    return any(one.group == OVERALL and one.month == month and one.measure in kinds for one in study.numbers)
