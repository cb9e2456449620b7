"""The arms of a study: as many groups of kind `arm` as its design has arms, one of them the control, sharing nobody."""

from __future__ import annotations

from dataclasses import replace

from marginalia.study import schema
from marginalia.study.entries import Entry, Source
from marginalia.study.model import ARM, OVERALL, Group
from marginalia.study.suggestions import did_you_mean, listed


def check_arms(source: Source, groups: list[Entry[schema.GroupEntry]], design: schema.DesignEntry) -> None:
    """`study.yml`: the number of arms is that of the groups of kind arm, and the control is one of them. A study with
    one arm needs no group for it: everybody is in it."""
    arms = [group for group in groups if group.value.kind == ARM]
    names = frozenset(group.value.id for group in arms)
    if len(arms) != design.arms and not (design.arms == 1 and not arms):
        found = f"{design.arms}, and {_groups(len(arms))} of kind {ARM}{': ' if arms else ''}{listed(names)}"
        source.problem(("design", "arms"), found, f"the number of groups whose kind is {ARM}")
    if design.arms > 1 and arms and design.control is None:
        source.problem(("design", "control"), "", f"the arm that the others are compared with: {listed(names)}")
    if design.control is not None and design.control not in names:
        expected = f"a group of kind {ARM}: {listed(names)}" if names else f"a group of kind {ARM}; there is none"
        source.problem(("design", "control"), design.control, expected, did_you_mean(design.control, names))
    for group in arms:
        for position, other in enumerate(group.value.part_of):
            if other in names:
                path = (*group.path, "part_of", position)
                source.problem(path, other, "no other arm, since nobody is in two of them")


def apart(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The same groups, every arm said to lie within everybody and to share no patient with the other arms: that is what
    an arm is, and no package has to say so."""
    arms = tuple(group.id for group in groups if group.kind == ARM)
    return tuple(
        replace(
            group,
            part_of=tuple(dict.fromkeys((*group.part_of, OVERALL))),
            disjoint_from=tuple(dict.fromkeys((*group.disjoint_from, *(id for id in arms if id != group.id)))),
        )
        if group.kind == ARM
        else group
        for group in groups
    )


def _groups(count: int) -> str:
    return "no group" if not count else "one group" if count == 1 else f"{count} groups"
