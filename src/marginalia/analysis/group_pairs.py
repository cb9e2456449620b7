"""How many patients two groups of a study can share: the fewest and the most, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from marginalia.analysis.fates import fates
from marginalia.analysis.group_overlap import disjoint
from marginalia.study.model import OVERALL, Study

#: `disjoint` and `within` are what the paper says; `shares` that they must share somebody, by their numbers;
#: `open` that they may.
Relation = Literal["disjoint", "within", "shares", "open"]

#: A group split by what became of its patients at one visit: responders, others seen, not seen.
_Split = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups by id, their sizes, and how many patients they share at least and at most."""

    first: str
    second: str
    sizes: tuple[int, int]
    relation: Relation
    fewest: int
    most: int


def pairs(study: Study) -> tuple[Pair, ...]:
    """Every pair of groups with a printed size, in the study's order; everybody and the arms left out.

    Two groups of a and b among N patients share at least a + b - N and at most the smaller of the two (the bounds of
    Fréchet 1935). The same holds within each part of the patients that both were split into: at one visit the
    responders, the others seen and those not seen; the parts add up. Of all visits, and the sizes alone, the
    narrowest bounds hold. Where the printed counts of two groups cannot be true together, only their sizes count.
    """
    sized = [(one, size) for one in study.subgroups if (size := study.group_size(one.id))]
    found = []
    for (first, a), (second, b) in combinations(sized, 2):
        if disjoint(first, second):
            found.append(Pair(first.id, second.id, (a, b), "disjoint", 0, 0))
            continue
        if first.id in second.part_of or second.id in first.part_of:
            found.append(Pair(first.id, second.id, (a, b), "within", min(a, b), min(a, b)))
            continue
        fewest, most = _bounds(study, first.id, second.id, a, b)
        found.append(Pair(first.id, second.id, (a, b), "shares" if fewest else "open", fewest, most))
    return tuple(found)


def _bounds(study: Study, first: str, second: str, a: int, b: int) -> tuple[int, int]:
    plain = _within((a,), (b,), (study.enrolled,))
    whole, one, other = (_splits(study, group) for group in (OVERALL, first, second))
    found = [plain, *(_within(one[at], other[at], whole[at]) for at in whole if at in one and at in other)]
    fewest, most = max(low for low, _ in found), min(high for _, high in found)
    return (fewest, most) if fewest <= most else plain


def _within(first: _Split, second: _Split, whole: _Split) -> tuple[int, int]:
    """The fewest and the most in both, part by part."""
    parts = list(zip(first, second, whole, strict=True))
    return sum(max(0, a + b - N) for a, b, N in parts), sum(min(a, b) for a, b, _ in parts)


def _splits(study: Study, group: str) -> dict[float, _Split]:
    """The group at every visit at which the paper places all its patients."""
    return {
        fate.month: (fate.responders, fate.seen_without, fate.not_seen)
        for fate in fates(study, group)
        if fate.responders is not None and fate.seen_without is not None and fate.not_seen is not None
    }
