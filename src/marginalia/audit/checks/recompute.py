"""`recompute`: printed percentages worked out again from the fractions printed with them."""

from __future__ import annotations

from marginalia.analysis.proportions import check_of
from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.result import Result, illegible, result
from marginalia.audit.verdicts import Verdict, gravest
from marginalia.audit.words import one_decimal, place, shown
from marginalia.study.model import Cell, Study


def recompute(arguments: Arguments) -> Result:
    """`cells`: ids of cells with n, N and percent. Impossible where no rounding gives the print, rounding where only
    an unusual one does. The verdict is the gravest of the cells'."""
    study = arguments.study
    results = [_one(study, cell) for cell in arguments.cells("cells")]
    verdict = gravest(one.verdict for one in results)
    telling = [one for one in results if one.verdict is verdict]
    return Result(
        verdict,
        " ".join(one.sentence for one in telling),
        tuple(dict.fromkeys(id for one in results for id in one.numbers)),
        "; ".join(one.computed for one in telling if one.computed),
    )


def _one(study: Study, cell: Cell) -> Result:
    where = place(study, cell.section)
    lost = illegible(study, (number for number in cell.numbers if number.statistic in ("n", "N", "percent")))
    if lost is not None:
        return lost
    check = check_of(cell)
    if check is None:
        return result(
            study, Verdict.UNCHECKABLE, f"{shown(cell)} in {where} is no percentage with its fraction.", cell.numbers
        )
    exact = one_decimal(float(check.exact))
    computed = f"{check.n}/{check.N} = {exact}, printed {check.printed}"
    numbers = [number for number in cell.numbers if number.statistic in ("n", "N", "percent")]
    if check.consistent:
        return result(study, Verdict.REPRODUCED, f"{computed} in {where}.", numbers, computed)
    if check.impossible:
        sentence = (
            f"{check.printed} stands beside {check.n}/{check.N} in {where}, but {check.n} of {check.N} is {exact}, and "
            f"no way of rounding makes that {check.printed}."
        )
        return result(study, Verdict.IMPOSSIBLE, sentence, numbers, computed)
    ways = " or ".join(check.roundings)
    sentence = f"{computed} in {where}: right only by {ways}."
    return result(study, Verdict.ROUNDING, sentence, numbers, computed)
