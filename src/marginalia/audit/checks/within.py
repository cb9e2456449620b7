"""`within`: a part that cannot have more patients than its whole."""

from __future__ import annotations

from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.result import Result, illegible, result
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import places, shown
from marginalia.study.model import Number


def within(arguments: Arguments) -> Result:
    """`part` and `whole`: ids of cells. Impossible where the part's numerator or denominator exceeds the whole's; a
    cell that prints one count is compared by it."""
    study, part, whole = arguments.study, arguments.cell("part"), arguments.cell("whole")
    pairs: list[tuple[str, Number, Number]] = []
    for statistic, noun in (("n", "counted"), ("N", "in the denominator"), ("count", "counted")):
        few, many = part[statistic], whole[statistic]
        if few is not None and many is not None:
            pairs.append((noun, few, many))
    numbers = [number for _, few, many in pairs for number in (few, many)]
    if not pairs:
        told = f"{shown(part)} and {shown(whole)} have no count in common."
        return result(study, Verdict.UNCHECKABLE, told, (*part.numbers, *whole.numbers))
    lost = illegible(study, numbers)
    if lost is not None:
        return lost
    beside = f"{shown(part)} in {places(study, part.numbers)} and {shown(whole)} in {places(study, whole.numbers)}"
    for noun, few, many in pairs:
        if few.reading is not None and many.reading is not None and few.reading > many.reading:
            told = f"{few.reading:g} {noun} in the part, but only {many.reading:g} in the whole: {beside}."
            return result(study, Verdict.IMPOSSIBLE, told, (few, many), f"{few.reading:g} > {many.reading:g}")
    return result(study, Verdict.REPRODUCED, f"The part is no larger than its whole: {beside}.", numbers, beside)
