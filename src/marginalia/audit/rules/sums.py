"""Parts against wholes: a part never has more patients than the whole it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

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
    told: list[set[str]] = []
    for size in range(2, len(study.groups) + 1):
        apart = [groups for groups in combinations(study.groups, size) if _apart(groups)]
        if not apart:
            return
        for groups in apart:
            ids = {one.id for one in groups}
            if any(known <= ids for known in told):
                continue
            found = next(_above_whole(study, prints, measure, month, groups), None)
            if found is not None:
                told.append(ids)
                yield found


def _above_whole(
    study: Study, prints: Prints, measure: str, month: float, groups: tuple[Group, ...]
) -> Iterator[Finding]:
    for whole in sorted(set.intersection(*(set(one.part_of) for one in groups))):
        for part in PARTS:
            counts = [prints.smallest(measure, one.id, month, part) for one in groups]
            parts = [count for count in counts if count is not None]
            many = prints.largest(measure, whole, month, part)
            if many is None or len(parts) < len(counts) or sum(count.value for count in parts) <= many.value:
                continue
            yield _sum_above(study, measure, month, groups, part, parts, whole, many)


def _sum_above(
    study: Study,
    measure: str,
    month: float,
    groups: tuple[Group, ...],
    part: Part,
    parts: list[Count],
    whole: str,
    many: Count,
) -> Finding:
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


def _apart(groups: tuple[Group, ...]) -> bool:
    return all(disjoint(first, second) for first, second in combinations(groups, 2))


def _counted(part: Part) -> str:
    """What is counted of a fraction, where it is not the numerator."""
    return {"n": "", "N": "in the denominator ", "rest": "left over (N − n) "}[part]
