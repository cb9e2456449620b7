"""Marks numbers as held against the paper: the column `verified` of `numbers.csv` changes, and nothing else in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from marginalia.errors import MarginaliaError, ParameterError
from marginalia.files import write_whole
from marginalia.importing.standing_text import Rows
from marginalia.study.model import Number, Study
from marginalia.study.number_table import NAME
from marginalia.study.suggestions import did_you_mean


def unverified(study: Study) -> tuple[Number, ...]:
    """The numbers that nobody has held against the paper, in the order of the file."""
    return tuple(number for number in study.numbers if not number.verified)


def chosen(study: Study, patterns: Iterable[str]) -> tuple[Number, ...]:
    """The unverified numbers that any of these patterns names: an id, a cell, a section, or an id with `*` for any
    characters. Raises `ParameterError` for a pattern that names no number at all."""
    found: dict[str, Number] = {}
    for pattern in patterns:
        named = [number for number in study.numbers if _names(pattern, number)]
        if not named:
            known = {word for number in study.numbers for word in (number.id, number.cell, number.section)}
            hint = did_you_mean(pattern, known)
            raise ParameterError(f"no number of {study.slug} is called {pattern!r}" + (f"; {hint}" if hint else ""))
        found.update((number.id, number) for number in named if not number.verified)
    return tuple(number for number in study.numbers if number.id in found)


def mark_verified(folder: Path, numbers: Collection[Number]) -> None:
    """Write that these numbers of a package, which were read from it just now, are verified. Raises `MarginaliaError`
    where the file cannot be written."""
    rows = Rows.of((folder / NAME).read_bytes())
    for number in numbers:
        rows = rows.with_value(number.row, "verified", "yes")
    try:
        write_whole(folder / NAME, rows.content)
    except OSError as error:
        raise MarginaliaError(f"{folder / NAME}: {error.strerror or error}") from error


def _names(pattern: str, number: Number) -> bool:
    return pattern in (number.id, number.cell, number.section) or fnmatchcase(number.id, pattern)
