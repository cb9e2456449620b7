"""The printed counts as linear rows over the numbers of patients of each kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from marginalia.errors import PackageError, Problem
from marginalia.reconstruction.assumptions import Assumptions
from marginalia.reconstruction.patterns import (
    Ints,
    Patterns,
    base_visit,
    fates,
    joint_groups,
    memberships,
    visits_before,
)
from marginalia.reconstruction.statements import Quantity, Statement, quantities_of, statements
from marginalia.study.model import OVERALL, Study

Floats = NDArray[np.float64]

#: Above this many kinds of patient the solver would take minutes: the study has to be asked in parts.
MOST_KINDS = 8_000


@dataclass(frozen=True)
class Frame:
    """What holds whichever statements are asked about: who was enrolled, which groups can share patients, which visits
    there were, and what is assumed."""

    enrolled: int
    joint: tuple[str, ...]
    memberships: tuple[frozenset[str], ...]
    schedule: tuple[float, ...]
    base: float | None
    assumptions: Assumptions


@dataclass(frozen=True)
class Rows:
    """Rows `low <= matrix @ x <= high`, every coefficient whole. `owner` is the position of the statement that a row
    is of, -1 where it holds of any set of patients. Shape of `matrix`: (rows, columns)."""

    matrix: sparse.csr_matrix
    low: Floats
    high: Floats
    owner: Ints


@dataclass(frozen=True)
class Bound:
    """A row beside the statements: a quantity at most `high` or at least `low`."""

    quantity: Quantity
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True)
class System:
    """Statements as rows over unknown whole numbers.

    The first columns count patients by membership and fate. Groups whose patients may be anybody's (diagnoses,
    severity) follow, each with a column for every class of fates that its own statements tell apart, never above the
    patients of that class: exact as long as no printed number crosses two such groups.
    """

    frame: Frame
    stated: tuple[Statement, ...]
    months: tuple[float, ...] = ()
    bounds: tuple[Bound, ...] = ()

    def only(self, positions: Collection[int], *bounds: Bound) -> System:
        """The system of some of the statements, in their order, and of further bounds; it has only the visits that
        they need."""
        return System(self.frame, tuple(self.stated[at] for at in sorted(positions)), self.months, bounds)

    def everywhere(self) -> System:
        """The same system, which tells patients apart at every visit of the schedule."""
        return self.seeing(self.frame.schedule)

    def seeing(self, months: Iterable[float]) -> System:
        """The same system, which tells patients apart at these visits too."""
        return System(self.frame, self.stated, tuple(sorted({*self.months, *months})), self.bounds)

    @cached_property
    def patterns(self) -> Patterns:
        frame = self.frame
        needed = {*self.months, *(one.month for one in self._quantities if one.month > 0)}
        for one in self._quantities:
            if one.kind in ("earlier", "lasting"):
                needed |= {*visits_before(one.month, frame.schedule, frame.base, frame.assumptions)}
        visits = tuple(sorted(needed))
        return Patterns(
            visits,
            frame.schedule,
            fates(len(visits), frame.assumptions),
            frame.memberships,
            frame.base,
            frame.assumptions,
        )

    @cached_property
    def columns(self) -> int:
        return self._first_solo + sum(int(classes.max()) + 1 for classes in self.classes.values())

    @property
    def kinds(self) -> tuple[int, int]:
        """How many memberships and how many fates there are."""
        return len(self.frame.memberships), len(self.patterns.fates)

    @cached_property
    def classes(self) -> dict[str, Ints]:
        """For each solo group, the class of each fate: fates that no number of the group tells apart share one."""
        made: dict[str, Ints] = {}
        for group in dict.fromkeys(one.group for one in self._quantities):
            if group == OVERALL or group in self.frame.joint:
                continue
            wanted = sorted({one for one in self._quantities if one.group == group})
            signature = np.array([self.patterns.counts(one.kind, one.month) for one in wanted]).T
            _, classes = np.unique(signature, axis=0, return_inverse=True)
            made[group] = np.asarray(classes, dtype=np.int64).ravel()
        return made

    def quantity(self, quantity: Quantity) -> Floats:
        """The coefficients that count a quantity. Shape: (columns,)."""
        return self.counting(self.patterns.counts(quantity.kind, quantity.month), quantity.group)

    def counting(self, fates: Ints, group: str = OVERALL) -> Floats:
        """The coefficients that count the patients of a group by their fate; `fates` has a weight for each.

        Raises `ValueError` for a solo group whose own statements do not tell these fates apart.
        """
        row = np.zeros(self.columns)
        if group in self.classes:
            classes, start = self.classes[group], self._starts[group]
            weights = np.zeros(int(classes.max()) + 1)
            weights[classes] = fates
            if not np.array_equal(weights[classes], fates):
                raise ValueError(f"the statements about {group} do not tell these fates apart")
            row[start : start + len(weights)] = weights
            return row
        sets, every = self.kinds
        counted = [group == OVERALL or group in members for members in self.frame.memberships]
        row[: self._first_solo] = np.outer(counted, fates).reshape(sets * every)
        return row

    def belonging(self, counted: Sequence[bool]) -> Floats:
        """The coefficients that count patients by membership, whatever their fate."""
        row = np.zeros(self.columns)
        row[: self._first_solo] = np.repeat(np.asarray(counted, dtype=float), self.kinds[1])
        return row

    @cached_property
    def rows(self) -> Rows:
        """Every row: the enrolled, solo groups within the patients, the statements, the bounds."""
        every = np.ones(self.kinds[1], dtype=np.int64)
        made: list[tuple[Floats, float, float, int]] = [
            (self.counting(every), self.frame.enrolled, self.frame.enrolled, -1)
        ]
        for group, classes in self.classes.items():
            for at in range(int(classes.max()) + 1):
                row = -self.counting((classes == at).astype(np.int64))
                row[self._starts[group] + at] = 1
                made.append((row, -np.inf, 0, -1))
        for position, one in enumerate(self.stated):
            made += [(*row, position) for row in self._of(one)]
        made += [(self.quantity(one.quantity), one.low, one.high, -1) for one in self.bounds]
        matrix, low, high, owner = zip(*made, strict=True)
        return Rows(sparse.csr_matrix(np.array(matrix)), np.array(low), np.array(high), np.array(owner))

    @cached_property
    def _quantities(self) -> tuple[Quantity, ...]:
        return tuple(dict.fromkeys((*quantities_of(self.stated), *(one.quantity for one in self.bounds))))

    @property
    def _first_solo(self) -> int:
        sets, every = self.kinds
        return sets * every

    @cached_property
    def _starts(self) -> dict[str, int]:
        starts, at = {}, self._first_solo
        for group, classes in self.classes.items():
            starts[group] = at
            at += int(classes.max()) + 1
        return starts

    def _of(self, one: Statement) -> list[tuple[Floats, float, float]]:
        part = self.quantity(one.part)
        if one.value is not None:
            return [(part, one.value, one.value)]
        if one.whole is None or one.low is None or one.high is None:
            raise ValueError("a statement is a count or a percentage of a whole")
        whole = self.quantity(one.whole)
        scale = lcm(one.low.denominator, one.high.denominator)
        least = 100 * scale * part - float(scale * one.low) * whole
        # Below the upper limit: with whole numbers, at least one less.
        most = 100 * scale * part - float(scale * one.high) * whole
        return [(least, 0, np.inf), (most, -np.inf, -1)]


def system_of(study: Study, assumptions: Assumptions, stated: tuple[Statement, ...] | None = None) -> System:
    """The system of a study's statements (all of them, unless others are given) under some assumptions.

    Raises `PackageError` where there would be more than `MOST_KINDS` kinds of patient.
    """
    # The frame is that of everything printed, whatever is asked about.
    quantities = quantities_of(statements(study))
    schedule = tuple(sorted({one.month for one in quantities if one.month > 0}))
    base = base_visit(study, quantities)
    frame = Frame(
        enrolled=study.enrolled,
        joint=joint_groups(study),
        memberships=memberships(study, assumptions, MOST_KINDS),
        schedule=schedule,
        # A visit that the package names and at which the paper counts nobody tells nobody apart.
        base=base if base in schedule else None,
        assumptions=assumptions,
    )
    statuses = 3 if assumptions.rated_when_seen else 4
    kinds = len(frame.memberships) * statuses ** len(frame.schedule)
    if kinds > MOST_KINDS:
        visits = len(frame.schedule)
        value = f"{len(frame.joint)} groups that may share patients, at {visits} visit{'' if visits == 1 else 's'}"
        expected = f"at most {MOST_KINDS} kinds of patient for the reconstruction, not {kinds} or more"
        hint = "say which groups are disjoint (disjoint_from) or lie within another (part_of)" if frame.joint else ""
        raise PackageError([Problem("study.yml", "groups", value, expected, hint)])
    return System(frame, tellable(frame, statements(study)) if stated is None else stated)


def tellable(frame: Frame, stated: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements that say something of these patients: counts of earlier responders only where a visit is known at
    which they can have responded."""
    return tuple(
        one
        for one in stated
        if one.part.kind not in ("earlier", "lasting")
        or visits_before(one.part.month, frame.schedule, frame.base, frame.assumptions)
    )
