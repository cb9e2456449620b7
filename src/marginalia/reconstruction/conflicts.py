"""Sets of printed numbers that cannot all be true of one set of patients.

A set is minimal when it becomes possible as soon as any one of its members is left out. Where the whole is impossible
there may be hundreds of such sets; the ones that a reader needs say, for each number that a smallest correction sets
aside, which of the numbers kept it cannot stand beside.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from marginalia.reconstruction.certificates import Proof, prove
from marginalia.reconstruction.solver import bend, relaxable, satisfiable
from marginalia.reconstruction.system import System


@dataclass(frozen=True, slots=True)
class Conflict:
    """A minimal set of statements, by their positions in the system, that cannot all be true. `proof` is `None` only
    where the contradiction lies in patients being whole, and rests on the solver's word."""

    members: tuple[int, ...]
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Search:
    """What a search through the statements found. `conflicts` are minimal conflicting sets, `corrections` the smallest
    sets of statements that would have to be set aside for the rest to be true (one empty set where nothing has to be;
    none where the search stopped before). `complete` where there are no other conflicts, `settled` where there is no
    other smallest correction."""

    conflicts: tuple[Conflict, ...]
    corrections: tuple[frozenset[int], ...]
    complete: bool
    settled: bool


def conflict_with(system: System, asked: Collection[int], keep: int | None = None) -> Conflict | None:
    """One minimal conflicting set among the asked statements, which are assumed to be possible without `keep` where
    that is given; `None` where all can be true.

    What is easy to follow is tried by itself first: counts of patients before counts of earlier responders, and both
    before percentages.
    """
    asked = set(asked)
    if satisfiable(system.only(asked)):
        return None
    simple = {one for one in asked if system.stated[one].is_count or one == keep}
    simplest = {one for one in simple if system.stated[one].part.kind not in ("earlier", "lasting") or one == keep}
    suspects = next((tried for tried in (simplest, simple) if not relaxable(system.only(tried))), asked)
    members = tuple(sorted(_shrunk(system, suspects, keep)))
    return Conflict(members, prove(system.only(members)))


def search(system: System, *, most: int = 40, everything: bool = False) -> Search:
    """Minimal conflicting sets and the smallest corrections, the former at most `most`; it goes on past the smallest
    corrections only where `everything` is wanted.

    Liffiton et al. 2016 (MARCO) with the largest unexplored set as the next to look at: an impossible one holds a
    conflict, which is then avoided; a possible one leaves a correction, which everything later has to touch. The first
    correction found is a smallest one, since nothing larger is left to be possible.
    """
    asked = range(len(system.stated))
    if not asked:
        return Search((), (frozenset(),), complete=True, settled=True)
    found: list[Conflict] = []
    mends: list[frozenset[int]] = []
    while len(found) < most:
        seed = _largest(system, [one.members for one in found], mends)
        if seed is None:
            return Search(tuple(found), _smallest(mends), complete=True, settled=True)
        settled = bool(mends) and len(asked) - len(seed) > len(mends[0])
        if settled and not everything:
            return Search(tuple(found), _smallest(mends), complete=False, settled=True)
        before = len(found)
        while len(found) < most and (conflict := conflict_with(system, seed)) is not None:
            # What is left without the conflict is looked at too: conflicts that share nothing settle things soonest.
            found.append(conflict)
            seed = seed - set(conflict.members)
        if len(found) == before:
            mends.append(frozenset(asked) - seed)
    return Search(tuple(found), _smallest(mends), complete=False, settled=False)


def _smallest(mends: Sequence[frozenset[int]]) -> tuple[frozenset[int], ...]:
    return tuple(one for one in mends if len(one) == len(mends[0]))


def _shrunk(system: System, suspects: set[int], keep: int | None) -> set[int]:
    """The suspects without what is not needed: first as far as fractions of patients tell, which is quick."""
    needed = suspects
    for possible in (relaxable, satisfiable):
        if possible(system.only(needed)):
            continue
        needed = _weighty(system, needed)
        for member in sorted(needed, reverse=True):
            if member != keep and not possible(system.only(needed - {member})):
                needed = needed - {member}
    return needed


def _weighty(system: System, suspects: set[int]) -> set[int]:
    """The suspects that have a weight in the contradiction; all of them where there is none in fractions."""
    ordered, asked = sorted(suspects), system.only(suspects)
    multipliers = bend(asked).multipliers
    weighty = {
        ordered[owner]
        for owner, weight in zip(asked.rows.owner, multipliers, strict=True)
        if owner >= 0 and abs(weight) > 1e-9
    }
    return weighty if weighty and not relaxable(system.only(weighty)) else suspects


def _largest(
    system: System, conflicts: Sequence[tuple[int, ...]], mends: Sequence[frozenset[int]]
) -> frozenset[int] | None:
    """The largest set that holds no known conflict whole and something of every known mend, statements that more places
    print before others; `None` where there is none."""
    count = len(system.stated)
    rows = [sorted(members) for members in (*conflicts, *mends)]
    if not rows:
        return frozenset(range(count))
    low = [-np.inf] * len(conflicts) + [1.0] * len(mends)
    high = [len(members) - 1.0 for members in conflicts] + [np.inf] * len(mends)
    down = [at for at, row in enumerate(rows) for _ in row]
    across = [at for row in rows for at in row]
    matrix = sparse.csr_matrix((np.ones(len(across)), (down, across)), shape=(len(rows), count))
    # The places weigh less than one statement, all of them together: they only break ties.
    places = sum(len(one.numbers) for one in system.stated) + 1
    found = milp(
        -np.array([1 + len(one.numbers) / places for one in system.stated]),
        constraints=LinearConstraint(matrix, low, high),
        integrality=np.ones(count),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    return None if found.x is None else frozenset(int(one) for one in np.flatnonzero(found.x > 0.5))
