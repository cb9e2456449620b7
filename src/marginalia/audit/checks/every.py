"""`every`: a threshold that is said to hold at every time point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marginalia.analysis.references import holds
from marginalia.audit.checks.arguments import OPERATORS, Arguments
from marginalia.audit.checks.result import Result, result
from marginalia.audit.precision import half_unit
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import group, places, plain, shown, subject
from marginalia.study.model import OVERALL, Cell, Number, Study
from marginalia.words import capital, inline, listed
from marginalia.words import month as visit
from marginalia.words import months as visits


@dataclass(frozen=True, slots=True)
class Promise:
    """A limit with the time points that it covers. `wanted` is it in words (`more than 80%`); `failing` the time points
    that do not keep to it, the intact ones where there are any; `silent` the announced visits with no number."""

    limit: Number
    op: str
    wanted: str
    points: tuple[Cell, ...]
    failing: tuple[Cell, ...]
    silent: tuple[float, ...]

    @property
    def telling(self) -> tuple[Number, ...]:
        """The numbers of the time points that settle it."""
        cells = self.failing or self.points
        return tuple(number for cell in cells for number in cell.numbers if number.statistic in _SHOWN)

    @property
    def computed(self) -> str:
        return f"{len(self.failing)} of {len(self.points)} fail"


def every(arguments: Arguments) -> Result:
    """`measure`, `statistic`, `op`, `limit` (a number's id), and optionally `group` and `section`.

    Each visit after treatment (of each group) is one time point, counted once however often it is printed. Where a
    fraction is printed with a percentage, either may satisfy the limit, and a percentage that stands alone may stand
    for what was rounded: nobody is accused over a rounding.
    """
    study, promise = arguments.study, promise_of(arguments)
    if promise.limit.reading is None or not promise.points:
        statistic = arguments.text("statistic")
        nothing = (
            "The limit cannot be read in our copy." if promise.points else f"No {statistic} of this kind is printed."
        )
        return result(study, Verdict.UNCHECKABLE, nothing, (promise.limit,))
    verdict = Verdict.CONTRADICTED if promise.failing else Verdict.REPRODUCED
    told = kept(study, promise, (promise.limit,))
    return result(study, verdict, told, (promise.limit, *promise.telling), promise.computed)


def promise_of(arguments: Arguments) -> Promise:
    """What a check of this kind asks. Raises `PackageError` where it does not fit the grammar."""
    limit, op, statistic = arguments.number("limit"), arguments.operator(), arguments.text("statistic")
    points = _points(arguments, statistic)
    bound = limit.reading
    failing: tuple[Cell, ...] = ()
    if bound is not None:
        failing = tuple(cell for cell in points if not any(holds(one, op, bound) for one in _values(cell, statistic)))
    clean = tuple(cell for cell in failing if all(number.ocr == "clean" for number in cell.numbers))
    sign = "%" if statistic == "percent" else ""
    return Promise(
        limit=limit,
        op=op,
        wanted="" if bound is None else f"{OPERATORS[op]} {plain(bound)}{sign}",
        points=points,
        failing=clean or failing,
        silent=_silent(arguments, points),
    )


def kept(study: Study, promise: Promise, limits: Sequence[Number]) -> str:
    """Whether the promise is kept, in sentences that name every place that makes it."""
    groups = {cell.group for cell in promise.points}
    first = promise.points[0]
    what = capital(subject(study, first.measure, first.group if len(groups) == 1 else None, None))
    makes = "promises" if len({limit.section for limit in limits}) == 1 else "promise"
    told = f"{what}: {places(study, limits)} {makes} {promise.wanted} at every time point; "
    if promise.failing:
        failing = _listed(study, promise.failing, len(groups) > 1)
        told += f"{failing} {_FAILS[promise.op][len(promise.failing) > 1]}."
    else:
        all_of_them = "both" if len(promise.points) == 2 else f"all {len(promise.points)}"
        keep = "the one printed keeps" if len(promise.points) == 1 else f"{all_of_them} printed keep"
        told += f"{keep} to it: {_listed(study, promise.points, len(groups) > 1)}."
    if promise.silent:
        told += f" Nothing is printed for {visits(promise.silent)}, which the paper announces."
    return told


#: What a time point does that does not keep to the limit, and what several do.
_FAILS = {
    ">": ("falls short", "fall short"),
    ">=": ("falls short", "fall short"),
    "<": ("goes beyond it", "go beyond it"),
    "<=": ("goes beyond it", "go beyond it"),
    "=": ("differs", "differ"),
    "!=": ("is just that", "are just that"),
}
_SHOWN = ("n", "N", "percent", "mean", "count", "value")


def _points(arguments: Arguments, statistic: str) -> tuple[Cell, ...]:
    study, section = arguments.study, arguments.text_or_none("section")
    found: dict[tuple[str | None, float], Cell] = {}
    measure, group_id = arguments.text("measure"), arguments.text_or_none("group")
    for cell in study.cells(measure=measure, group=group_id, section=section):
        if cell.month is None or cell.month <= 0 or not _values(cell, statistic):
            continue
        known = found.setdefault((cell.group, cell.month), cell)
        if cell.is_fraction and not known.is_fraction:
            found[cell.group, cell.month] = cell
    return tuple(found[key] for key in sorted(found, key=lambda key: (str(key[0]), key[1])))


def _values(cell: Cell, statistic: str) -> list[float]:
    """What the cell says: as worked out from its fraction, and as printed; what stands alone may have been rounded, so
    that its print stands for all that gives it."""
    if statistic == "percent" and cell.n is not None and cell.N:
        worked_out = 100 * cell.n / cell.N
        printed = cell.reading(statistic)
        return [worked_out] if printed is None else [worked_out, printed]
    number = cell[statistic]
    if number is None or number.reading is None:
        return []
    half = half_unit(number)
    return [number.reading, number.reading - half, number.reading + half] if half else [number.reading]


def _silent(arguments: Arguments, points: tuple[Cell, ...]) -> tuple[float, ...]:
    """Announced visits after treatment at which nobody's number is printed."""
    printed = {cell.month for cell in points}
    return tuple(month for month in arguments.study.visits if month > 0 and month not in printed)


def _listed(study: Study, cells: Sequence[Cell], several: bool) -> str:
    """`36/48 (75%) at 6 months and 29/48 (60%) at 12`: the unit once, with the groups where there are several."""
    told: list[str] = []
    for cell in cells:
        who = f" ({inline(group(study, cell.group))})" if several and cell.group != OVERALL else ""
        unit_told = any(one.endswith("months") for one in told)
        when = visit(cell.month).removesuffix(" months") if unit_told and not several else visit(cell.month)
        told.append(f"{shown(cell)} at {when}{who}")
    return listed(told)
