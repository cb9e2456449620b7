"""Parts against wholes: a part never has more patients than the whole it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from marginalia.analysis.group_overlap import disjoint
from marginalia.audit.checks import results_of
from marginalia.audit.findings import Finding, Severity, damaged, finding
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import group, places, shown, subject, visit
from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, RESPONSE, Cell, Number, Study

RULE = "sums"

#: Proportions whose counts are nested when their groups are.
_NESTED = (FOLLOW_UP, RESPONSE, CONTINUED_RESPONSE)


def sums(study: Study) -> Iterator[Finding]:
    """Counts of a group within its whole, of disjoint groups within everybody, of lasting responders within
    responders, and the sums that claims declare.

    Worked example: 14 lasting responders at a visit at which the same group has 11 responders.
    """
    yield from _groups_in_wholes(study)
    yield from _disjoint_groups(study)
    yield from _lasting_in_responders(study)
    yield from _declared(study)


def _groups_in_wholes(study: Study) -> Iterator[Finding]:
    for one in study.groups:
        for whole_id in one.part_of:
            for measure, month in _occasions(study):
                part, whole = study.best(measure, one.id, month), study.best(measure, whole_id, month)
                if part is None or whole is None:
                    continue
                for statistic, noun in (("n", "counted"), ("N", "in the denominator")):
                    few, many = part[statistic], whole[statistic]
                    if few is not None and many is not None and _above(few, many):
                        yield finding(
                            RULE,
                            Severity.MAJOR,
                            (few, many),
                            f"{subject(study, measure, one.id, month)}: {_count(few)} {noun} in "
                            f"{places(study, [few])}, but only {_count(many)} in {group(study, whole_id)}, which "
                            f"includes them ({places(study, [many])}).",
                            f"{_count(few)} > {_count(many)}",
                            f"{group(study, one.id)} is part of {group(study, whole_id)}",
                        )


def _disjoint_groups(study: Study) -> Iterator[Finding]:
    for first, second in combinations(study.groups, 2):
        if not disjoint(first, second):
            continue
        for whole_id in set(first.part_of) & set(second.part_of):
            for measure, month in _occasions(study):
                cells = [study.best(measure, id, month) for id in (first.id, second.id, whole_id)]
                for statistic in ("n", "N"):
                    numbers = [number for cell in cells if cell is not None and (number := cell[statistic])]
                    readings = [number.reading for number in numbers if number.reading is not None]
                    if len(readings) == 3 and readings[0] + readings[1] > readings[2]:
                        addends = f"{readings[0]:g} + {readings[1]:g}"
                        yield finding(
                            RULE,
                            Severity.MAJOR,
                            tuple(numbers),
                            f"{subject(study, measure, whole_id, month)}: {group(study, first.id)} and "
                            f"{group(study, second.id)} share no patient and make {addends}, more than the "
                            f"{readings[2]:g} of the whole ({places(study, numbers)}).",
                            f"{addends} > {readings[2]:g}",
                            f"{group(study, first.id)} and {group(study, second.id)} share no patient",
                        )


def _lasting_in_responders(study: Study) -> Iterator[Finding]:
    """Whoever still responds at a visit responds at it. Each distinct printed version is asked once."""
    for one in study.groups:
        for month in study.visits:
            response = study.best(RESPONSE, one.id, month)
            now = None if response is None else response["n"]
            if response is None or now is None:
                continue
            asked: dict[int, list[Cell]] = {}
            for cell in study.cells(measure=CONTINUED_RESPONSE, group=one.id):
                if cell.month == month and (still := cell["n"]) is not None and cell.n and _above(still, now):
                    asked.setdefault(cell.n, []).append(cell)
            for cells in asked.values():
                lasting = [number for cell in cells if (number := cell["n"]) is not None]
                yield finding(
                    RULE,
                    Severity.MAJOR,
                    (*lasting, now),
                    f"{group(study, one.id)}, {visit(month)}: {places(study, lasting)} counts {_count(lasting[0])} "
                    f"patients whose response lasted ({shown(cells[0])}), but {places(study, [now])} counts only "
                    f"{_count(now)} responders at that visit ({shown(response)}). Which is right?",
                    f"{_count(lasting[0])} > {_count(now)}",
                    "a patient whose response lasts to a visit is a responder at it",
                )


def _declared(study: Study) -> Iterator[Finding]:
    for claim in study.claims:
        for check, result in results_of(study, claim):
            if check.rule in ("sum", "within") and result.verdict in (Verdict.CONTRADICTED, Verdict.IMPOSSIBLE):
                numbers = tuple(study.number(id) for id in result.numbers)
                if not damaged(numbers):
                    severity = Severity.MAJOR if result.verdict is Verdict.IMPOSSIBLE else Severity.MODERATE
                    yield finding(RULE, severity, numbers, result.sentence, result.computed)


def _occasions(study: Study) -> list[tuple[str, float]]:
    declared = {measure.id for measure in study.measures}
    return [(measure, month) for measure in _NESTED if measure in declared for month in study.visits]


def _above(few: Number, many: Number) -> bool:
    return few.reading is not None and many.reading is not None and few.reading > many.reading


def _count(number: Number) -> str:
    return f"{number.reading:g}"
