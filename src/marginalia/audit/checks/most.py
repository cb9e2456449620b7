"""`most`: shares that are said to be more than half."""

from __future__ import annotations

from marginalia.analysis.references import holds, percent_of
from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.result import Result, illegible, result
from marginalia.audit.precision import half_unit
from marginalia.audit.prints import telling
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import places, shown, subject
from marginalia.study.model import Cell, Study
from marginalia.words import capital, listed


def most(arguments: Arguments) -> Result:
    """`cells`: ids of cells that print a share. Each must be more than half; half itself is not most.

    Most of those counted in the denominator, whoever these are: that some patients are missing from it is for the
    annotation.
    """
    study, cells = arguments.study, arguments.cells("cells")
    numbers = [number for cell in cells for number in telling(cell)]
    unread = [cell for cell in cells if percent_of(cell) is None]
    if unread:
        lost = illegible(study, numbers)
        told = f"{shown(unread[0])} in {places(study, unread[0].numbers)} is no share."
        return lost or result(study, Verdict.UNCHECKABLE, told, numbers)
    failing = [cell for cell in cells if not _more_than_half(cell)]
    if not failing:
        told = f"{_listed(study, cells)}: more than half{' each' if len(cells) > 1 else ''}."
        return result(study, Verdict.REPRODUCED, told, numbers, f"{len(cells)} above one half")
    told = f"{_listed(study, failing)}: not more than half."
    used = [number for cell in failing for number in telling(cell)]
    return result(study, Verdict.CONTRADICTED, told, used, f"{len(failing)} of {len(cells)} not above one half")


def _more_than_half(cell: Cell) -> bool:
    """By its fraction, or as printed, or as what was rounded to a print without its fraction."""
    share, printed = percent_of(cell), cell["percent"]
    slack = half_unit(printed) if printed is not None and not cell.is_fraction else 0.0
    shares = (share, None if printed is None else printed.reading)
    return any(one is not None and holds(one + slack, ">", 50) for one in shares)


def _listed(study: Study, cells: list[Cell] | tuple[Cell, ...]) -> str:
    told = [
        f"{shown(cell)} {subject(study, cell.measure, cell.group, cell.month)} in {places(study, cell.numbers[:1])}"
        for cell in cells
    ]
    return capital(listed(told))
