"""`recompute`: printed percentages worked out again from the fractions printed with them."""

from __future__ import annotations

from collections.abc import Sequence

from marginalia.analysis.proportions import check_of
from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.result import Result, illegible, result
from marginalia.audit.verdicts import Verdict, gravest
from marginalia.audit.words import percent_of, place, shown
from marginalia.study.model import Cell, Study
from marginalia.words import capital


def recompute(arguments: Arguments) -> Result:
    """`cells`: ids of cells with n, N and percent. Impossible where no rounding gives the print, rounding where only
    an unusual one does. The verdict is the gravest of the cells'."""
    study = arguments.study
    cells = arguments.cells("cells")
    results = [_one(study, cell) for cell in cells]
    verdict = gravest(one.verdict for one in results)
    if verdict is Verdict.REPRODUCED:
        return _all_right(study, cells, results)
    telling = [one for one in results if one.verdict is verdict]
    return Result(
        verdict,
        " ".join(dict.fromkeys(one.sentence for one in telling)),
        tuple(dict.fromkeys(id for one in results for id in one.numbers)),
        "; ".join(one.computed for one in telling if one.computed),
    )


def _all_right(study: Study, cells: Sequence[Cell], results: Sequence[Result]) -> Result:
    """The sums of every cell, told place by place."""
    by_place: dict[str, list[str]] = {}
    for cell, one in zip(cells, results, strict=True):
        by_place.setdefault(place(study, cell.section), []).append(one.computed)
    told = " ".join(f"In {where}: {'; '.join(sums)}." for where, sums in by_place.items())
    numbers = [study.number(id) for one in results for id in one.numbers]
    return result(study, Verdict.REPRODUCED, told, numbers, "; ".join(one.computed for one in results))


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
    exact = percent_of(check.n, check.N)
    computed = f"{check.n}/{check.N} = {exact}, printed {check.printed}"
    numbers = [number for number in cell.numbers if number.statistic in ("n", "N", "percent")]
    if check.consistent:
        return result(study, Verdict.REPRODUCED, f"{computed} in {where}.", numbers, computed)
    if check.impossible:
        sentence = (
            f"{capital(where)} gives {check.n}/{check.N} as {check.printed}, but {check.n} of {check.N} is {exact}, "
            f"and no way of rounding makes that {check.printed}."
        )
        return result(study, Verdict.IMPOSSIBLE, sentence, numbers, computed)
    ways = " or ".join(check.roundings)
    sentence = f"{computed} in {where}: right only by {ways}."
    return result(study, Verdict.ROUNDING, sentence, numbers, computed)
