"""Conflicts between printed counts as findings of the audit, those that its rules do not have already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.verdicts import Verdict
from marginalia.reconstruction.result import Conflict, Member, Reconstruction
from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, OVERALL, RESPONSE, Number, Study

RULE = "reconstruction"

#: What is assumed of each count before it says anything about patients.
_NEEDS: dict[str, tuple[str, ...]] = {
    FOLLOW_UP: ("follow-up-of-group",),
    RESPONSE: ("response-of-seen",),
    CONTINUED_RESPONSE: ("lasting-responds", "lasting-had-responded"),
}


def beyond(study: Study, found: Reconstruction, known: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each conflict as a finding, except those that a known finding asks about: one that names, for every statement of
    the conflict, a number printed with it.

    Each speaks against those of its numbers that a smallest correction would set aside.
    """
    asked = [_cells(study, one.numbers) for one in known]
    suspects = {id for aside in found.aside for member in aside for id in member.numbers}
    return tuple(
        _finding(study, found.enrolled, conflict, suspects)
        for conflict in found.conflicts
        if not any(all(_cells(study, member.numbers) & cells for member in conflict.members) for cells in asked)
    )


def _cells(study: Study, ids: Iterable[str]) -> set[str]:
    return {study.number(id).cell for id in ids}


def _finding(study: Study, enrolled: int, conflict: Conflict, suspects: Collection[str]) -> Finding:
    numbers = [study.number(id) for id in conflict.numbers]
    return finding(
        RULE,
        Severity.MODERATE,
        numbers,
        f"{_cannot(conflict.members)} be true of {enrolled} patients: "
        f"{'; '.join(member.text for member in conflict.members)}. Which is meant?",
        conflict.reason,
        needs=tuple(dict.fromkeys(_needs(study, numbers))),
        against=[number for number in numbers if number.id in suspects],
        verdict=Verdict.CONTRADICTED,
        on_scan=conflict.damaged,
    )


def _cannot(members: tuple[Member, ...]) -> str:
    if len(members) == 1:
        return "This cannot"
    return f"These {len(members)} statements cannot all"


def _needs(study: Study, numbers: list[Number]) -> Iterator[str]:
    groups = {number.group for number in numbers if number.group is not None}
    if len(groups) > 1:
        yield "everybody-counted"
    named = [one for one in study.groups if one.id in groups]
    if any(set(one.part_of) & groups - {OVERALL} for one in named):
        yield "groups-nested"
    if any(set(one.disjoint_from) & groups for one in named):
        yield "groups-disjoint"
    for number in numbers:
        yield from _NEEDS.get(number.measure, ())
