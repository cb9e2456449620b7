"""How many patients must stand in more than one treatment group, or in none, for the printed sizes to be true."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.study.model import Group, Study


@dataclass(frozen=True, slots=True)
class Overlap:
    """The treatment groups' sizes against the number enrolled.

    `total` is the sum of the sizes; `at_least_in_two` the fewest patients who stand in two groups or more, and
    `at_least_in_none` the fewest who stand in none, if everybody was enrolled once. `most_groups` is the largest
    number of groups that one patient can be in, given which groups are said to be disjoint.
    """

    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    enrolled: int
    total: int
    most_groups: int
    at_least_in_two: int
    at_least_in_none: int


def overlap(study: Study) -> Overlap | None:
    """The overlap of the treatment groups, those left out that the paper says lie within another of them: their
    patients are counted there. `None` unless there are two or more and each has a printed size.

    By inclusion and exclusion: a patient in k groups is counted k times, so that each adds at most
    `most_groups` - 1 to the excess of the sum over the enrolled. With 29, 12 and 10 of 48, where nobody can be in all
    three, at least 29 + 12 + 10 - 48 = 3 are in two.
    """
    treatments = {group.id for group in study.treatments}
    groups = [group for group in study.treatments if treatments.isdisjoint(group.part_of)]
    sizes = [size for group in groups if (size := study.group_size(group.id)) is not None]
    if len(groups) < 2 or len(sizes) < len(groups):
        return None
    total, most = sum(sizes), _most_together(groups)
    excess = total - study.enrolled
    in_two = 0 if excess <= 0 or most < 2 else -(-excess // (most - 1))
    return Overlap(
        groups=tuple(group.id for group in groups),
        sizes=tuple(sizes),
        enrolled=study.enrolled,
        total=total,
        most_groups=most,
        at_least_in_two=in_two,
        at_least_in_none=max(0, -excess),
    )


def disjoint(first: Group, second: Group) -> bool:
    """Whether two groups are said to share no patient; one of them saying so is enough."""
    return second.id in first.disjoint_from or first.id in second.disjoint_from


def _most_together(groups: list[Group]) -> int:
    """The size of the largest set of groups no two of which are disjoint. A branch is left where all that may still
    join would not make it larger than the largest known."""
    largest = 1
    branches = [(0, groups)]
    while branches:
        size, rest = branches.pop()
        if size + len(rest) <= largest:
            continue
        largest = max(largest, size + 1)
        one, others = rest[0], rest[1:]
        branches.append((size, others))
        branches.append((size + 1, [other for other in others if not disjoint(one, other)]))
    return largest
