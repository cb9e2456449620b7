"""`compare`: two printed results, the larger against the smaller."""

from __future__ import annotations

from marginalia.analysis.references import HAIR, holds, value_of
from marginalia.audit.checks.arguments import FAILURES, OPERATORS, Arguments
from marginalia.audit.checks.result import Result, result
from marginalia.audit.precision import half_unit
from marginalia.audit.prints import telling
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import alone, percent_of, place, shown, subject, subject_of
from marginalia.study.model import Number, Study
from marginalia.study.template_syntax import ENROLLED
from marginalia.words import capital


def compare(arguments: Arguments) -> Result:
    """`left`, `op`, `right`: ids of numbers or cells (a cell counts by the share that its fraction gives).

    `=` allows for the printed digits; where these cannot tell which is larger, it cannot be checked. A difference of
    two small proportions may hold and still say little: that is for the annotation.
    """
    study, op = arguments.study, arguments.operator()
    sides = arguments.operand("left"), arguments.operand("right")
    numbers = [number for side in sides for number in _numbers(study, side)]
    left, right = (value_of(study, side) for side in sides)
    if left is None or right is None:
        return result(study, Verdict.UNCHECKABLE, "One of the two numbers cannot be read in our copy.", numbers)
    slack = sum(_slack(study, side) for side in sides)
    if holds(left, op, right, HAIR + (slack if op in ("=", "!=") else 0.0)):
        verdict, link = Verdict.REPRODUCED, OPERATORS[op]
    elif slack and abs(left - right) <= slack + HAIR:
        verdict, link = Verdict.UNCHECKABLE, "too near, as rounded, to tell from"
    else:
        verdict, link = Verdict.CONTRADICTED, FAILURES[op]
    told = f"{capital(_told(study, sides[0]))}: {link} {_told(study, sides[1])}."
    return result(study, verdict, told, numbers, f"{left:g} against {right:g}")


def _numbers(study: Study, reference: str) -> tuple[Number, ...]:
    """What the comparison rests on."""
    if not study.has(reference):
        return ()
    numbers = study.numbers_of(reference)
    return telling(study.cell(reference)) if len(numbers) > 1 else numbers


def _slack(study: Study, reference: str) -> float:
    """Half a printed unit of a rounded number; nothing for a share worked out from its fraction."""
    if not study.has(reference):
        return 0.0
    numbers = study.numbers_of(reference)
    if len(numbers) > 1 and study.cell(reference).is_fraction:
        return 0.0
    return max(half_unit(number) for number in numbers)


def _told(study: Study, reference: str) -> str:
    if reference == ENROLLED:
        return f"the {study.enrolled} enrolled"
    if not study.has(reference):
        return reference
    numbers = study.numbers_of(reference)
    where = place(study, numbers[0].section)
    if len(numbers) == 1:
        return f"{subject_of(study, numbers[0])}, {alone(numbers[0])} in {where}"
    cell = study.cell(reference)
    amount = f"{cell.n}/{cell.N} or {percent_of(cell.n, cell.N)}" if cell.n is not None and cell.N else shown(cell)
    return f"{subject(study, cell.measure, cell.group, cell.month)}, {amount} in {where}"
