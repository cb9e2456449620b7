"""The same numbers in other characters, as journals print them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import numpy as np

from marginalia.study.model import Number

_FRACTIONS = ("{n}/{N}", "{n} / {N}", "{n} of {N}", "{n} out of {N}", "{n} of the {N}", "{n}⁄{N}")
_BOTH = (
    "{n}/{N} ({percent})",
    "{percent} ({n}/{N})",
    "{n}/{N} = {percent}",
    "{n} of {N}; {percent}",
    "{n}/{N}, {percent}",
)
_PERCENTS = ("{}%", "{} %", "{}\u202f%", "{} percent", "{} per cent")


def reprinted(numbers: tuple[Number, ...], chance: np.random.Generator) -> tuple[Number, ...]:
    """The numbers of each cell in one of the forms that it can take; what the scan lost or blurred stays as it is."""
    return tuple(made for _, cell in groupby(numbers, lambda number: number.cell) for made in _cell(list(cell), chance))


def _cell(cell: list[Number], chance: np.random.Generator) -> Iterator[Number]:
    by_statistic = {number.statistic: number for number in cell}
    n, N, percent = (by_statistic.get(statistic) for statistic in ("n", "N", "percent"))
    if any(number.ocr != "clean" for number in cell) or chance.random() < 0.3:
        yield from cell
        return
    share = "" if percent is None else _percent(percent.printed, chance)
    fraction = ""
    if n is not None and N is not None and n.reading is not None and N.reading is not None:
        halves = {"n": _count(int(n.reading), chance), "N": _count(int(N.reading), chance)}
        fraction = str(chance.choice(_FRACTIONS)).format(**halves)
        if share and chance.random() < 0.5:
            fraction = share = str(chance.choice(_BOTH)).format(percent=share, **halves)
    for number in cell:
        if number.statistic == "percent":
            yield replace(number, printed=share)
        elif number.statistic in ("n", "N") and fraction:
            yield replace(number, printed=fraction)
        elif number.statistic in ("mean", "sd"):
            yield replace(number, printed=_signed(number.printed, chance))
        else:
            yield number


def _percent(printed: str, chance: np.random.Generator) -> str:
    digits = printed.rstrip("%")
    return str(chance.choice(_PERCENTS)).format(digits) if printed.endswith("%") else printed


def _count(count: int, chance: np.random.Generator) -> str:
    return f"{count:,}" if chance.random() < 0.5 else str(count)


def _signed(printed: str, chance: np.random.Generator) -> str:
    """A negative number with one of the signs that stand for minus."""
    return printed.replace("-", str(chance.choice(("-", "−", "–"))))
