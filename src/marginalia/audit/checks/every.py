"""`every`: a threshold that is said to hold at every time point."""

from __future__ import annotations

from marginalia.analysis.references import holds
from marginalia.audit.checks.arguments import OPERATORS, Arguments
from marginalia.audit.checks.result import Result, result
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import group, places, plain, shown
from marginalia.study.model import OVERALL, Cell, Study
from marginalia.words import listed
from marginalia.words import month as visit
from marginalia.words import months as visits


def every(arguments: Arguments) -> Result:
    """`measure`, `statistic`, `op`, `limit` (a number's id), and optionally `group` and `section`.

    Each visit after treatment (of each group) is one time point, counted once however often it is printed. Where a
    fraction is printed with a percentage, either may satisfy the limit: nobody is accused over a rounding. The reason
    counts the time points that fail, names them and the worst, and says which announced visits have no number.
    """
    study, limit, op = arguments.study, arguments.number("limit"), arguments.operator()
    statistic = arguments.text("statistic")
    points = _points(arguments, statistic)
    if limit.reading is None or not points:
        nothing = f"No {statistic} of this kind is printed." if not points else "The limit cannot be read in our copy."
        return result(study, Verdict.UNCHECKABLE, nothing, (limit,))
    bound = limit.reading
    failing = [cell for cell in points if not any(holds(value, op, bound) for value in _values(cell, statistic))]
    wanted = f"{OPERATORS[op]} {plain(bound)}{'%' if statistic == 'percent' else ''}"
    several = len({cell.group for cell in points}) > 1
    silent = _silent(arguments, points)
    if not failing:
        verdict = Verdict.REPRODUCED
        told = f"All {len(points)} printed time points are {wanted}: {_listed(study, points, several)}."
    else:
        clean = [cell for cell in failing if all(number.ocr == "clean" for number in cell.numbers)]
        failing = clean or failing
        extreme = max if op.startswith("<") else min
        worst = extreme(failing, key=lambda cell: _values(cell, statistic)[0])
        verdict = Verdict.CONTRADICTED
        told = (
            f"{len(failing)} of the {len(points)} printed time points {'is' if len(failing) == 1 else 'are'} not "
            f"{wanted}, as stated in {places(study, (limit,))}: {_listed(study, failing, several)}."
        )
        if len(failing) > 1:
            told += f" The furthest off is {_listed(study, [worst], several)}."
    if silent:
        told += f" Nothing is printed for {visits(silent)}, which the paper announces."
    used = failing or points
    numbers = [limit, *(number for cell in used for number in cell.numbers if number.statistic in _SHOWN)]
    return result(study, verdict, told, numbers, f"{len(failing)} of {len(points)} fail")


_SHOWN = ("n", "N", "percent", "mean", "count", "value")


def _points(arguments: Arguments, statistic: str) -> list[Cell]:
    study, section = arguments.study, arguments.text_or_none("section")
    found: dict[tuple[str | None, float], Cell] = {}
    measure, group_id = arguments.text("measure"), arguments.text_or_none("group")
    for cell in study.cells(measure=measure, group=group_id, section=section):
        if cell.month is None or cell.month <= 0 or not _values(cell, statistic):
            continue
        known = found.setdefault((cell.group, cell.month), cell)
        if cell.is_fraction and not known.is_fraction:
            found[cell.group, cell.month] = cell
    return [found[key] for key in sorted(found, key=lambda key: (str(key[0]), key[1]))]


def _values(cell: Cell, statistic: str) -> list[float]:
    """What the cell says: as worked out from its fraction, and as printed."""
    values = [100 * cell.n / cell.N] if statistic == "percent" and cell.n is not None and cell.N else []
    printed = cell.reading(statistic)
    return values if printed is None else [*values, printed]


def _silent(arguments: Arguments, points: list[Cell]) -> list[float]:
    """Announced visits after treatment at which nobody's number is printed."""
    printed = {cell.month for cell in points}
    return [month for month in arguments.study.visits if month > 0 and month not in printed]


def _listed(study: Study, cells: list[Cell], several: bool) -> str:
    told = []
    for cell in cells:
        who = f" in {group(study, cell.group)}" if several and cell.group != OVERALL else ""
        told.append(f"{shown(cell)} at {visit(cell.month)}{who}")
    return listed(told)
