"""`sum`: parts that are said to make a whole."""

from __future__ import annotations

from marginalia.analysis.references import HAIR
from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.result import Result, illegible, result
from marginalia.audit.precision import half_unit
from marginalia.audit.prints import reading, total
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import places, plain


def sum_(arguments: Arguments) -> Result:
    """`parts`: ids of numbers, `whole`: the id of the number that they make.

    Rounding where rounded parts miss the whole by no more than their printed digits allow, contradicted where they
    miss it by more.
    """
    study, parts, whole = arguments.study, arguments.numbers("parts"), arguments.number("whole")
    numbers = (*parts, whole)
    lost = illegible(study, numbers)
    if lost is not None:
        return lost
    made, goal = total(parts), reading(whole)
    addends = " + ".join(plain(reading(part)) for part in parts)
    computed = f"{addends} = {plain(made)}"
    origin = f"{computed} ({places(study, parts)})"
    if abs(made - goal) <= HAIR:
        return result(
            study, Verdict.REPRODUCED, f"{origin}, the same as in {places(study, (whole,))}.", numbers, computed
        )
    against = f"{origin}, but {plain(goal)} in {places(study, (whole,))}"
    if abs(made - goal) <= sum(half_unit(number) for number in numbers) + HAIR:
        told = f"{against}: no more than rounding the parts can do."
        return result(study, Verdict.ROUNDING, told, numbers, computed)
    by = f"{plain(abs(made - goal))} {'more' if made > goal else 'fewer'}"
    told = f"{against}: {by} than the whole."
    return result(study, Verdict.CONTRADICTED, told, numbers, f"{computed} against {plain(goal)}")
