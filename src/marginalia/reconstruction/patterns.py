"""The kinds of patient that there could be: what happened at each visit, and which treatment groups they are in.

Patients of one kind are alike to every printed number, so that counting kinds instead of patients loses nothing and
leaves no symmetry: 48 patients become a few thousand whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from marginalia.analysis import aggregation
from marginalia.reconstruction.assumptions import Assumptions
from marginalia.reconstruction.statements import Kind, Quantity
from marginalia.study.model import OVERALL, Reading, Study

#: What can happen at a visit. Somebody may be seen and not rated only where the assumptions allow it.
ABSENT, NOT_RESPONDING, RESPONDING, UNRATED = 0, 1, 2, 3

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Patterns:
    """Every kind of patient, as far as some visits go.

    `fates` has a row for each course of the visits, of shape (fates, visits); `memberships` are the sets of joint
    groups that a patient can be in. `base` is the visit whose responders continued response starts from. `schedule` are
    all visits at which the paper counts anybody.
    """

    visits: tuple[float, ...]
    schedule: tuple[float, ...]
    fates: Ints
    memberships: tuple[frozenset[str], ...]
    base: float | None
    assumptions: Assumptions

    def counts(self, kind: Kind, month: float) -> Ints:
        """1 for each fate that is counted, 0 for the others."""
        if kind == "size":
            return np.ones(len(self.fates), dtype=np.int64)
        now = self.fates[:, self.visits.index(month)]
        rated = (now == NOT_RESPONDING) | (now == RESPONDING)
        counted = {
            "seen": now != ABSENT,
            "rated": rated,
            "responders": now == RESPONDING,
            "earlier": rated,
            "lasting": now == RESPONDING,
        }[kind]
        if kind in ("earlier", "lasting"):
            counted = counted & self.responded_before(month)
        return np.asarray(counted, dtype=np.int64)

    def responded_before(self, month: float) -> NDArray[np.bool_]:
        """Whether each fate has responded before the visit, as the assumptions understand `before`."""
        before = visits_before(month, self.schedule, self.base, self.assumptions)
        columns = [self.visits.index(visit) for visit in before]
        return np.asarray((self.fates[:, columns] == RESPONDING).any(axis=1))


def visits_before(
    month: float, schedule: tuple[float, ...], base: float | None, assumptions: Assumptions
) -> tuple[float, ...]:
    """The visits at any of which a patient must have responded to be counted as an earlier responder."""
    earlier = tuple(visit for visit in schedule if visit < month)
    if assumptions.conditioning == "ever":
        return earlier
    if assumptions.conditioning == "previous":
        return earlier[-1:]
    return (base,) if base in earlier and base is not None else ()


def fates(visits: int, assumptions: Assumptions) -> Ints:
    """Every course of so many visits. Shape: (fates, visits)."""
    status = (ABSENT, NOT_RESPONDING, RESPONDING) if assumptions.rated_when_seen else range(4)
    every: Iterable[tuple[int, ...]] = product(status, repeat=visits)
    if assumptions.nested_follow_up:
        every = (one for one in every if all(now or not later for now, later in pairwise(one)))
    found = list(every)
    return np.array(found, dtype=np.int64).reshape(len(found), visits)


def joint_groups(study: Study) -> tuple[str, ...]:
    """Groups whose relations to others matter: the treatment groups, and whatever is declared to be part of another
    group than everybody, or disjoint from one, or is named by a reading. The others may be anybody's."""
    named: set[str] = {one.id for one in study.treatments}
    for one in study.groups:
        related = {*one.part_of, *one.disjoint_from} - {OVERALL}
        if related:
            named |= {one.id, *related}
    for reading in study.readings:
        named |= {reading.group, *reading.within}
    return tuple(one.id for one in study.groups if one.id in named and one.id != OVERALL)


def memberships(study: Study, assumptions: Assumptions, most: int) -> tuple[frozenset[str], ...]:
    """Every set of joint groups that a patient can be in; the search stops soon after `most` of them."""
    groups = {one.id: one for one in study.groups}
    treated = {one.id for one in study.treatments}
    readings = [reading for reading in study.readings if reading.id in assumptions.readings]
    found: list[frozenset[str]] = [frozenset()]
    for id in joint_groups(study):
        apart = {*groups[id].disjoint_from, *(one.id for one in study.groups if id in one.disjoint_from)}
        if assumptions.disjoint_treatments and id in treated:
            apart |= treated - {id}
        found += [members | {id} for members in found if not members & apart]
        if len(found) > most:
            break
    return tuple(
        members
        for members in found
        if all({part for part in groups[one].part_of if part != OVERALL} <= members for one in members)
        and (members & treated or not treated or not assumptions.covering_treatments)
        and all(_as_read(reading, members) for reading in readings)
    )


def _as_read(reading: Reading, members: frozenset[str]) -> bool:
    """Whether somebody in these groups fits a reading; everybody is in the group of all."""
    if reading.group != OVERALL and reading.group not in members:
        return True
    return OVERALL in reading.within or bool(members & set(reading.within))


def base_visit(study: Study, quantities: Iterable[Quantity]) -> float | None:
    """The visit whose responders continued response starts from, as far as these quantities tell."""
    quantities = tuple(quantities)
    return aggregation.base_visit(
        study,
        [one.month for one in quantities if one.kind == "responders"],
        [one.month for one in quantities if one.kind in ("lasting", "earlier")],
    )
