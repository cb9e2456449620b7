"""A printed proportion with what the paper leaves out: its interval, and whom its denominator leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.intervals import Interval
from marginalia.statistics.rounding import PercentCheck, parse_percent, percent_alone, percent_check
from marginalia.study.model import OVERALL, Cell, Study


@dataclass(frozen=True, slots=True)
class Assessed:
    """A printed cell, assessed. Shares lie between 0 and 1.

    `share` and `interval` are `None` where the cell prints no usable fraction; `check` also where it prints no plain
    percentage. `of_enrolled` and `of_group` are the denominator N as a share of everybody enrolled and of the
    group's size: how much of the study, and of the group, the proportion speaks for. `group_size` is `None` where the
    paper does not print it.
    """

    cell: Cell
    n: int | None
    N: int | None
    share: float | None
    interval: Interval | None
    printed_percent: str | None
    check: PercentCheck | None
    enrolled: int
    group_size: int | None
    of_enrolled: float | None
    of_group: float | None


def assess(study: Study, cell: Cell | str, settings: Settings = DEFAULT) -> Assessed:
    """Work out everything that can be said of one printed cell. Raises `KeyError` for an unknown cell id."""
    cell = study.cell(cell) if isinstance(cell, str) else cell
    n, N = cell.n, cell.N
    size = study.group_size(cell.group) if cell.group is not None else None
    percent = cell["percent"]
    usable = n is not None and N is not None and N > 0
    return Assessed(
        cell=cell,
        n=n,
        N=N,
        share=n / N if n is not None and N else None,
        interval=settings.interval(n, N) if n is not None and N is not None else None,
        printed_percent=None if percent is None else percent_alone(percent.printed),
        check=check_of(cell) if usable else None,
        enrolled=study.enrolled,
        group_size=size,
        of_enrolled=N / study.enrolled if N is not None and study.enrolled_printed else None,
        of_group=None if N is None or not size else N / size,
    )


def check_of(cell: Cell) -> PercentCheck | None:
    """The printed percentage against the printed fraction; `None` unless both are there, legible and plain."""
    percent, n, N = cell["percent"], cell.n, cell.N
    if percent is None or percent.ocr == "illegible" or n is None or not N or n < 0:
        return None
    return None if parse_percent(percent.printed) is None else percent_check(percent.printed, n, N)


def by_visit(study: Study, measure: str, group: str = OVERALL, settings: Settings = DEFAULT) -> tuple[Assessed, ...]:
    """The book's cell for a measure at every visit at which the paper prints one, in the order of the visits."""
    found = (study.best(measure, group, month) for month in study.visits)
    return tuple(assess(study, cell, settings) for cell in found if cell is not None)
