"""The printed mean changes as text, table and chart of the magnitude chapter share them."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.comparators import of_field
from marginalia.analysis.follow_up import flow
from marginalia.analysis.magnitude import Change, changes, last_common
from marginalia.analysis.mean_changes import COMMON, MeanChange, read_mean_changes
from marginalia.analysis.proportions import by_visit
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.study.model import RESPONSE, Outcome


@dataclass(frozen=True, slots=True)
class Own:
    """This study's changes on one scale in points of 100: label, improvement, note. `seen` is how many were seen."""

    outcome: Outcome
    month: float
    seen: int | None
    rows: tuple[tuple[str, float, str], ...]


def visit(evidence: Evidence) -> float | None:
    """The visit that the chapter measures at: the last with a printed share of responders and a change of every mean,
    else the last with a change of every mean."""
    study = evidence.study
    last = last_common(study)
    if last is None:
        return None
    shared = [one.cell.month for one in by_visit(study, RESPONSE, settings=evidence.settings) if one.share is not None]
    judged = [month for month in shared if month is not None and month <= last]
    return max(judged) if judged else last


def printed_changes(evidence: Evidence) -> tuple[Change, ...]:
    """Every printed change at the chapter's visit."""
    month = visit(evidence)
    return () if month is None else changes(evidence.study, evidence.thresholds, month)


def own_changes(evidence: Evidence) -> Own | None:
    """The changes on the first scale that has any; `None` where none is printed."""
    found = printed_changes(evidence)
    if not found:
        return None
    first = found[0].outcome
    factor = COMMON / (first.high - first.low)
    rows = tuple(
        (
            f"{change.among or 'all seen'}, {values.short_month(change.month)}",
            change.change * factor,
            f"{first.label}, {change.point.number.printed} printed",
        )
        for change in found
        if change.outcome.id == first.id
    )
    month = found[0].month
    seen = next((one.seen for one in flow(evidence.study) if one.month == month), None)
    return Own(first, month, seen, rows)


def changes_beside(evidence: Evidence, outcome: str) -> list[MeanChange]:
    """Published mean changes for an outcome, of the study's field; none where the book has no literature folder."""
    if evidence.literature is None:
        return []
    found = read_mean_changes(evidence.literature, evidence.comparators)
    near = of_field(evidence.study, found, lambda one: (one.after.key, one.after.condition))
    return [one for one in near if one.outcome == outcome]
