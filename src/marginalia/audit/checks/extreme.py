"""`extreme`: a group that is said to have the highest share of all, or one of the highest."""

from __future__ import annotations

from marginalia.analysis.references import HAIR, percent_of
from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.result import Result, illegible, result
from marginalia.audit.findings import damaged
from marginalia.audit.precision import half_unit
from marginalia.audit.prints import telling
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import group, places, shown, subject
from marginalia.study.model import OVERALL, Cell, Study
from marginalia.words import capital, inline, listed

_ENDS = ("highest", "lowest")


def extreme(arguments: Arguments) -> Result:
    """`measure`, `group`, `month`, and optionally `among` (groups; else all but everybody), `end` (`highest` or
    `lowest`) and `top` (how many ranks count; 1 where none is given).

    A share is worked out from its fraction. Equal shares, and percentages that their printed digits cannot tell apart,
    count as one rank: nobody is accused over a tie. Groups with no legible share are left out and named.
    """
    study, group_id = arguments.study, arguments.group("group")
    measure, month, top = arguments.text("measure"), arguments.month_or_none(), arguments.whole("top", 1)
    end = arguments.one_of("end", _ENDS)
    if all(one.id != measure for one in study.measures):
        raise arguments.wrong("measure", measure, "a measure of study.yml")
    named = arguments.groups("among") or tuple(one.id for one in study.groups if one.id != OVERALL)
    cells = {id: study.best(measure, id, month) for id in dict.fromkeys((group_id, *named))}
    own, others = cells[group_id], [cell for id, cell in cells.items() if id != group_id and cell is not None]
    what = capital(subject(study, measure, None, month))
    if own is None:
        told = f"{what}: no share is printed for {inline(group(study, group_id))}."
        return result(study, Verdict.UNCHECKABLE, told)
    if percent_of(own) is None:
        lost = illegible(study, own.numbers)
        return lost or result(study, Verdict.UNCHECKABLE, f"{what}: {shown(own)} is no share.", own.numbers)
    ranked = [cell for cell in others if percent_of(cell) is not None]
    ahead = [cell for cell in ranked if _ahead(cell, own, end)]
    # Where intact shares settle it, nothing rests on the damaged ones.
    intact = [cell for cell in ahead if not damaged(telling(cell))]
    settling = intact if len(intact) >= top else ahead or ranked
    numbers = [number for cell in (own, *settling) for number in telling(cell)]
    verdict = Verdict.REPRODUCED if len(ahead) < top else Verdict.CONTRADICTED
    told = (
        f"{what}: {inline(group(study, group_id))}, {shown(own)} in {places(study, own.numbers[:1])}, ranks "
        f"{len(ahead) + 1} of {len(ranked) + 1} from the {end}"
    )
    if ahead:
        told += f", after {listed([_named(study, cell) for cell in ahead])}"
    missing = [id for id in cells if id not in {cell.group for cell in (own, *ranked)}]
    if missing:
        told += f"; no share can be read for {listed([inline(group(study, id)) for id in missing])}"
    return result(study, verdict, f"{told}.", numbers, f"rank {len(ahead) + 1} of {len(ranked) + 1}")


def _ahead(cell: Cell, own: Cell, end: str) -> bool:
    """Whether a cell's share lies beyond another's, by more than the printed digits leave open."""
    first, second = percent_of(cell), percent_of(own)
    if first is None or second is None:
        return False
    beyond = first - second if end == "highest" else second - first
    return beyond > _slack(cell) + _slack(own) + HAIR


def _slack(cell: Cell) -> float:
    """Half a printed unit of a percentage that stands alone; nothing for a share worked out from its fraction."""
    return 0.0 if cell.is_fraction else max(half_unit(number) for number in cell.numbers)


def _named(study: Study, cell: Cell) -> str:
    return f"{inline(group(study, cell.group))} with {shown(cell)}"
