"""Parts against wholes: a part never has more patients than the whole it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from marginalia.analysis.group_overlap import disjoint
from marginalia.audit.checks import results_of
from marginalia.audit.findings import Finding, Severity, damaged, finding
from marginalia.audit.prints import PARTS, Count, Part, Prints, numbers_of
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import group, places, subject
from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, GROUP_SIZE, RESPONSE, Group, Study
from marginalia.words import capital, inline, listed

RULE = "sums"

#: Proportions whose counts are nested when their groups are.
_NESTED = (FOLLOW_UP, RESPONSE, CONTINUED_RESPONSE)

#: Sets of groups that are too large together, of one count at one visit. Where there are more, these are told.
_MOST_TOLD = 20


def sums(study: Study) -> Iterator[Finding]:
    """Counts of a group within its whole, of disjoint groups within everybody, and the sums that claims declare.

    Numbers of participants, item 4.6 of INSPECT-SR (Wilkinson et al. 2025). Of a fraction n/N all three counts are
    asked: n, N, and the N - n who have it not. Where a quantity is printed in several versions, only about what no
    version can mend: that the versions differ is another rule's finding. Worked example: 7 responders in a group at a
    visit at which all patients have 6.
    """
    prints = Prints(study)
    for measure in _NESTED:
        for month in study.visits:
            yield from _groups_in_wholes(study, prints, measure, month)
            yield from _disjoint_groups(study, prints, measure, month)
    yield from _declared(study)


def _groups_in_wholes(study: Study, prints: Prints, measure: str, month: float) -> Iterator[Finding]:
    """One finding for a group and its whole, about the first of the three counts that does not fit."""
    for one in study.groups:
        for whole in one.part_of:
            for part in PARTS:
                few = prints.smallest(measure, one.id, month, part)
                many = prints.largest(measure, whole, month, part)
                if few is None or many is None or few.value <= many.value:
                    continue
                numbers = numbers_of((few, many))
                what = capital(subject(study, measure, one.id, month))
                yield finding(
                    RULE,
                    Severity.MAJOR,
                    numbers,
                    f"{what}: {few.value} {_counted(part)}in {places(study, few.numbers)}, but only {many.value} among "
                    f"{inline(group(study, whole))}, who include them ({places(study, many.numbers)}). Which is right?",
                    f"{few.value} > {many.value}",
                    needs=("groups-nested",),
                    against=numbers,
                    verdict=Verdict.CONTRADICTED,
                )
                break


def _disjoint_groups(study: Study, prints: Prints, measure: str, month: float) -> Iterator[Finding]:
    """Two groups or more of which no two share a patient; nothing is told again of a larger set."""
    place = {one.id: at for at, one in enumerate(study.groups)}
    found = sorted(
        _above_whole(study, prints, measure, month),
        key=lambda one: (len(one.groups), [place[group.id] for group in one.groups], one.whole, PARTS.index(one.part)),
    )
    told: list[frozenset[str]] = []
    for one in found:
        ids = frozenset(group.id for group in one.groups)
        if not any(known <= ids for known in told):
            told.append(ids)
            yield _sum_above(study, measure, month, one)


@dataclass(frozen=True, slots=True)
class _Above:
    """Groups of which no two share a patient, and who together have more than the whole in which they all lie."""

    groups: tuple[Group, ...]
    part: Part
    parts: tuple[Count, ...]
    whole: str
    many: Count


def _above_whole(study: Study, prints: Prints, measure: str, month: float) -> Iterator[_Above]:
    for whole in study.groups:
        inside = [one for one in study.groups if whole.id in one.part_of]
        for part in PARTS:
            many = prints.largest(measure, whole.id, month, part)
            counts = {one.id: prints.smallest(measure, one.id, month, part) for one in inside} if many else {}
            known = {id: count for id, count in counts.items() if count is not None}
            if many is None:
                continue
            # The largest first, so that what is found is soon more than the whole.
            sizes = sorted(((one, known[one.id].value) for one in inside if one.id in known), key=lambda size: -size[1])
            for found in islice(_too_many(sizes, many.value), _MOST_TOLD):
                groups = tuple(one for one in inside if one in found)
                yield _Above(groups, part, tuple(known[one.id] for one in groups), whole.id, many)


def _too_many(groups: list[tuple[Group, int]], whole: int) -> Iterator[tuple[Group, ...]]:
    """Sets of two groups or more, no two of which share a patient, that have more patients than the whole; no set is
    made larger than it takes. A branch is left where all that may still join it are too few."""
    branches: list[tuple[tuple[Group, ...], int, list[tuple[Group, int]]]] = [((), 0, groups)]
    while branches:
        chosen, total, rest = branches.pop()
        for at, (one, count) in enumerate(rest):
            together, made = (*chosen, one), total + count
            if len(together) > 1 and made > whole:
                yield together
                continue
            apart = [other for other in rest[at + 1 :] if disjoint(one, other[0])]
            if made + sum(max(count, 0) for _, count in apart) > whole:
                branches.append((together, made, apart))


def _sum_above(study: Study, measure: str, month: float, above: _Above) -> Finding:
    groups, part, parts, whole, many = above.groups, above.part, above.parts, above.whole, above.many
    numbers = numbers_of((*parts, many))
    named = listed([inline(one.label) for one in groups])
    addends = " + ".join(str(count.value) for count in parts)
    made = sum(count.value for count in parts)
    return finding(
        RULE,
        Severity.MAJOR,
        numbers,
        f"{capital(subject(study, measure, None, month))}: {named} share no patient and have {addends} = {made} "
        f"{_counted(part)}together, but {inline(group(study, whole))} have {many.value} ({places(study, numbers)}). "
        "Which is right?",
        f"{addends} > {many.value}",
        needs=("groups-disjoint", "groups-nested"),
        against=numbers,
        verdict=Verdict.CONTRADICTED,
    )


def _declared(study: Study) -> Iterator[Finding]:
    """Sums that claims declare, once each. The sizes of groups have a rule of their own."""
    told: set[tuple[str, ...]] = set()
    for claim in study.claims:
        for _, result in results_of(study, claim, ("sum", "within")):
            if result.verdict not in (Verdict.CONTRADICTED, Verdict.IMPOSSIBLE):
                continue
            numbers = tuple(study.number(id) for id in result.numbers)
            sizes = all(number.measure == GROUP_SIZE for number in numbers)
            if result.numbers in told or sizes or damaged(numbers):
                continue
            told.add(result.numbers)
            severity = Severity.MAJOR if result.verdict is Verdict.IMPOSSIBLE else Severity.MODERATE
            yield finding(
                RULE, severity, numbers, result.sentence, result.computed, against=numbers, verdict=result.verdict
            )


def _counted(part: Part) -> str:
    """What is counted of a fraction, where it is not the numerator."""
    return {"n": "", "N": "in the denominator ", "rest": "left over (N − n) "}[part]
