"""What a reconstruction found, in plain values that can be stored and shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Member:
    """A statement of the paper in words, and the ids of the numbers that print it."""

    text: str
    numbers: tuple[str, ...]
    damaged: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot all be true, each needed for it. `reason` is the sum that shows it; `proof` says how it
    was proved: by a weighted sum of the rows, by cases with such a sum each, or by the solver's word alone."""

    members: tuple[Member, ...]
    reason: str
    proof: Literal["sum", "cases", "solver"]

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(id for member in self.members for id in member.numbers))

    @property
    def damaged(self) -> bool:
        """Whether it hangs on a number that our copy shows damaged."""
        return any(member.damaged for member in self.members)


@dataclass(frozen=True, slots=True)
class Tried:
    """An assumption tried on the statements kept: whether it can hold, and a conflict where it cannot."""

    name: str
    says: str
    possible: bool
    conflict: Conflict | None


@dataclass(frozen=True, slots=True)
class Range:
    """The fewest and the most patients of whom something can be true, both reached by some set of patients; `assuming`
    are the names of what was assumed beyond the reading of the tables."""

    id: str
    text: str
    low: int
    high: int
    assuming: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """What follows from all printed counts together.

    `statements` are how many there are; `conflicts` minimal sets that cannot be true together; `aside` the smallest
    sets of statements that would have to be set aside, `settled` where there are no others of that size, `complete`
    where there are no other conflicts, `limit` how many were asked for at most. `kept` is how many statements the
    assumptions were tried on and the ranges hold for: all that no smallest set holds.
    """

    enrolled: int
    statements: int
    conflicts: tuple[Conflict, ...]
    aside: tuple[tuple[Member, ...], ...]
    settled: bool
    complete: bool
    limit: int
    kept: int
    tried: tuple[Tried, ...]
    ranges: tuple[Range, ...]

    @property
    def possible(self) -> bool:
        """Whether every printed count can be true of one set of patients."""
        return not self.conflicts

    def range_of(self, id: str, assuming: tuple[str, ...] = ()) -> Range | None:
        return next((one for one in self.ranges if one.id == id and one.assuming == assuming), None)
