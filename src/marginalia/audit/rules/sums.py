"""Parts against wholes: a part never has more patients than the whole it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from marginalia.analysis.group_overlap import disjoint
from marginalia.audit.checks import results_of
from marginalia.audit.findings import Finding, Severity, damaged, finding
from marginalia.audit.prints import HALVES, Half, Prints, reading, total
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import alone, group, places, shown, subject, subject_of
from marginalia.study.model import (
    CONTINUED_RESPONSE,
    FOLLOW_UP,
    GROUP_SIZE,
    RESPONSE,
    Study,
)
from marginalia.words import capital

RULE = "sums"

#: Proportions whose counts are nested when their groups are.
_NESTED = (FOLLOW_UP, RESPONSE, CONTINUED_RESPONSE)


def sums(study: Study) -> Iterator[Finding]:
    """Counts of a group within its whole, of disjoint groups within everybody, of lasting responders within
    responders, and the sums that claims declare.

    Where a quantity is printed in several versions, groups are asked only about what no version can mend: that the
    versions differ is another rule's finding. Worked example: 14 lasting responders at a visit at which the same group
    has 11 responders.
    """
    prints = Prints(study)
    yield from _groups_in_wholes(study, prints)
    yield from _disjoint_groups(study, prints)
    yield from _lasting_in_responders(study, prints)
    yield from _declared(study)


def _groups_in_wholes(study: Study, prints: Prints) -> Iterator[Finding]:
    for part in study.groups:
        for whole in part.part_of:
            for measure, month, half in _occasions(study):
                few = prints.smallest(measure, part.id, month, half)
                many = prints.largest(measure, whole, month, half)
                if few is not None and many is not None and reading(few) > reading(many):
                    yield finding(
                        RULE,
                        Severity.MAJOR,
                        (few, many),
                        f"{capital(subject_of(study, few))}: {alone(few)} in {places(study, [few])}, but only "
                        f"{alone(many)} in {group(study, whole)}, which includes them ({places(study, [many])}).",
                        f"{alone(few)} > {alone(many)}",
                        f"{group(study, part.id)} is part of {group(study, whole)}",
                    )


def _disjoint_groups(study: Study, prints: Prints) -> Iterator[Finding]:
    for first, second in combinations(study.groups, 2):
        if not disjoint(first, second):
            continue
        both = f"{group(study, first.id)} and {group(study, second.id)} share no patient"
        for whole in sorted(set(first.part_of) & set(second.part_of)):
            for measure, month, half in _occasions(study):
                one = prints.smallest(measure, first.id, month, half)
                other = prints.smallest(measure, second.id, month, half)
                many = prints.largest(measure, whole, month, half)
                if one is None or other is None or many is None or total((one, other)) <= reading(many):
                    continue
                yield finding(
                    RULE,
                    Severity.MAJOR,
                    (one, other, many),
                    f"{capital(subject_of(study, many))}: {both} and make {alone(one)} + {alone(other)}, more than "
                    f"the {alone(many)} of the whole ({places(study, [one, other, many])}).",
                    f"{alone(one)} + {alone(other)} > {alone(many)}",
                    both,
                )


def _lasting_in_responders(study: Study, prints: Prints) -> Iterator[Finding]:
    """Whoever still responds at a visit responds at it. Each printed version is asked once."""
    for one in study.groups:
        for month in study.visits:
            now = prints.largest(RESPONSE, one.id, month, "n")
            versions = prints.all(CONTINUED_RESPONSE, one.id, month, "n")
            if now is None:
                continue
            above = [number for number in versions if reading(number) > reading(now)]
            mended = len(above) < len(versions)
            for count in sorted({reading(number) for number in above}):
                lasting = tuple(number for number in above if reading(number) == count)
                yield finding(
                    RULE,
                    Severity.MODERATE if mended else Severity.MAJOR,
                    (*lasting, now),
                    f"{subject(study, CONTINUED_RESPONSE, one.id, month)}: {shown(study.cell(lasting[0].cell))} in "
                    f"{places(study, lasting)}, but only {alone(now)} in the group were responders at that visit "
                    f"({shown(study.cell(now.cell))} in {places(study, [now])}). Which is right?",
                    f"{alone(lasting[0])} > {alone(now)}",
                    "a patient whose response lasts to a visit is a responder at it",
                )


def _declared(study: Study) -> Iterator[Finding]:
    """Sums that claims declare, once each. The sizes of groups have a rule of their own."""
    told: set[tuple[str, ...]] = set()
    for claim in study.claims:
        for check, result in results_of(study, claim):
            if check.rule not in ("sum", "within") or result.verdict not in (Verdict.CONTRADICTED, Verdict.IMPOSSIBLE):
                continue
            numbers = tuple(study.number(id) for id in result.numbers)
            sizes = all(number.measure == GROUP_SIZE for number in numbers)
            if result.numbers in told or sizes or damaged(numbers):
                continue
            told.add(result.numbers)
            severity = Severity.MAJOR if result.verdict is Verdict.IMPOSSIBLE else Severity.MODERATE
            yield finding(RULE, severity, numbers, result.sentence, result.computed)


def _occasions(study: Study) -> list[tuple[str, float, Half]]:
    return [(measure, month, half) for measure in _NESTED for month in study.visits for half in HALVES]
