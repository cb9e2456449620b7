"""One set of patients that fits printed counts: who they are, patient by patient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from marginalia.reconstruction.system import Floats, System


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up patient: the groups they are in, and what happens to them at each of the system's visits."""

    groups: frozenset[str]
    fate: tuple[int, ...]


def people(system: System, solution: Floats, draw: np.random.Generator) -> tuple[Person, ...]:
    """The patients that a solution counts, in the order of their fates.

    Within a class of fates, a solo group's patients are drawn at random: no printed count says which of them another
    solo group shares.
    """
    whole = np.rint(solution).astype(np.int64)
    sets, fates = system.kinds
    counts = whole[: sets * fates].reshape(sets, fates)
    rows = [(fate, members) for fate in range(fates) for members in range(sets) for _ in range(counts[members, fate])]
    flags: list[set[str]] = [set(system.frame.memberships[members]) for _, members in rows]
    start = sets * fates
    for group, classes in system.classes.items():
        size = int(classes.max()) + 1
        left = whole[start : start + size].copy()
        for at in draw.permutation(len(rows)):
            kind = classes[rows[at][0]]
            if left[kind] > 0:
                left[kind] -= 1
                flags[at].add(group)
        start += size
    every = system.patterns.fates
    return tuple(
        Person(frozenset(groups), tuple(int(one) for one in every[fate]))
        for (fate, _), groups in zip(rows, flags, strict=True)
    )
