"""Compares two independent transcriptions of the same paper, as clinical data management does (double data entry).

Entry 1 is the package's `numbers.csv`; entry 2 stands in `entry-2/numbers.csv`, without ids and with the measure
`other` outside the grid of measures that both transcribers shared. Every difference is listed and must be settled in
`entry-2/resolutions.csv`. `python -m marginalia.study.double_entry FOLDER` prints the differences as CSV.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from marginalia.errors import PackageError, Problem
from marginalia.study.alignment import OTHER, Alignment, Transcribed, align
from marginalia.study.csv_text import Record, records
from marginalia.study.files import read_text
from marginalia.study.number_table import COLUMNS, OPTIONAL, decimal

FIRST = Path("numbers.csv")
SECOND = Path("entry-2", "numbers.csv")
RESOLUTIONS = Path("entry-2", "resolutions.csv")
#: The columns of entry 2: it names no number, and is itself the check that `verified` speaks of.
SECOND_COLUMNS = tuple(column for column in COLUMNS if column not in ("id", *OPTIONAL))


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement: where, about what, and what each entry says (empty where it says nothing).

    `what` is `only in entry 1`, `only in entry 2`, `printed`, or a column and the number it belongs to, such as
    `group of 29/39 (n)`.
    """

    place: str
    what: str
    entry_1: str
    entry_2: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a difference was settled: what the paper prints, and why we say so."""

    difference: Difference
    resolution: str
    why: str


@dataclass(frozen=True, slots=True)
class DoubleEntry:
    """The comparison of a package's two entries: how many rows the second has, what differs, how it was settled; how
    many numbers `both` entries have, and of how many of these the characters and the reading are `alike`."""

    second: int
    differences: tuple[Difference, ...]
    resolutions: tuple[Resolution, ...]
    both: int = 0
    alike: int = 0

    @property
    def unresolved(self) -> tuple[Difference, ...]:
        return unresolved(self.differences, self.resolutions)


def read_double_entry(folder: Path) -> DoubleEntry | None:
    """The comparison of a package's entries; `None` where it has only one. Raises `PackageError`."""
    if not (folder / SECOND).exists():
        return None
    settled = read_resolutions(folder) if (folder / RESOLUTIONS).exists() else ()
    first, second = _read(folder / FIRST, COLUMNS), _read_second(folder)
    pairs = _aligned(first, second).pairs
    alike = sum(one.characters == two.characters and one.reading == two.reading for one, two in pairs)
    return DoubleEntry(len(second), tuple(differences(first, second)), settled, len(pairs), alike)


def second_by_row(folder: Path) -> dict[int, Transcribed]:
    """What entry 2 has for each number of entry 1, by its row there; empty where there is no entry 2. Raises
    `PackageError`."""
    if not (folder / SECOND).exists():
        return {}
    return {one.row: two for one, two in _aligned(_read(folder / FIRST, COLUMNS), _read_second(folder)).pairs}


def compare(folder: Path) -> tuple[Difference, ...]:
    """Every difference between the two entries of a package, in the order of entry 1, what only entry 2 has at the
    end. Raises `PackageError` where an entry cannot be read."""
    first = _read(folder / FIRST, COLUMNS)
    return tuple(differences(first, _read_second(folder)))


def differences(first: Iterable[Transcribed], second: Iterable[Transcribed]) -> Iterator[Difference]:
    """The differences between two transcriptions.

    Of aligned rows the print and the reading must agree; the state of the scan only where the readings differ;
    group, month and measure where either entry coded a measure of the grid, that is one that entry 2 uses; the place
    where both entries know the places of both.
    """
    alignment = _aligned(first, list(second))
    for one, two in alignment.pairs:
        yield from _between(one, two)
        if one.spot != two.spot and {one.spot, two.spot} <= alignment.shared:
            yield Difference(_place(one), f"place of {_described(one)}", one.place, two.place)
    for one in alignment.only_first:
        yield Difference(_place(one), "only in entry 1", _described(one), "")
    for two in alignment.only_second:
        yield Difference(_place(two), "only in entry 2", "", _described(two))


def _aligned(first: Iterable[Transcribed], second: list[Transcribed]) -> Alignment:
    """The two entries side by side, the measures that the second has not coded left out of the first."""
    grid = {row.measure for row in second} - {OTHER}
    return align([row if row.measure in grid else replace(row, measure=OTHER) for row in first], second)


def read_resolutions(folder: Path) -> tuple[Resolution, ...]:
    """How the package's differences were settled. Raises `PackageError`."""
    columns = ("place", "what", "entry_1", "entry_2", "resolution", "why")
    settled = []
    problems: list[Problem] = []
    for row, record in _records(folder / RESOLUTIONS, columns, problems):
        for column in ("place", "what", "resolution", "why"):
            if not record[column]:
                problems.append(Problem(str(RESOLUTIONS), f"row {row}, column {column}", "", "text"))
        difference = Difference(record["place"], record["what"], record["entry_1"], record["entry_2"])
        settled.append(Resolution(difference, record["resolution"], record["why"]))
    if problems:
        raise PackageError(problems)
    return tuple(settled)


def unresolved(found: Iterable[Difference], resolutions: Iterable[Resolution]) -> tuple[Difference, ...]:
    """The differences that no resolution settles; one that occurs twice needs two."""
    left = Counter(found)
    left.subtract(resolution.difference for resolution in resolutions)
    return tuple(left.elements())


def stale(resolutions: Iterable[Resolution], found: Iterable[Difference]) -> tuple[Resolution, ...]:
    """The resolutions that settle no difference any more."""
    left = Counter(found)
    idle = []
    for resolution in resolutions:
        if left[resolution.difference] > 0:
            left[resolution.difference] -= 1
        else:
            idle.append(resolution)
    return tuple(idle)


def _between(one: Transcribed, two: Transcribed) -> Iterator[Difference]:
    """What two aligned rows disagree about."""
    number = _described(one)
    if one.characters != two.characters:
        yield Difference(_place(one), "printed", number, _described(two))
    if one.reading != two.reading:
        yield Difference(_place(one), f"reading of {number}", _figure(one.reading), _figure(two.reading))
        if one.ocr != two.ocr:
            yield Difference(_place(one), f"ocr of {number}", one.ocr, two.ocr)
    columns = [("statistic", one.statistic, two.statistic)]
    if one.measure != OTHER or two.measure != OTHER:
        columns += [
            ("group", one.group, two.group),
            ("month", _figure(one.month), _figure(two.month)),
            ("measure", one.measure, two.measure),
        ]
    for column, here, there in columns:
        if here != there:
            yield Difference(_place(one), f"{column} of {number}", here, there)


def _place(row: Transcribed) -> str:
    """The place, which already begins with the section in running text but not in a table."""
    return row.place if row.place.split("/")[0] == row.section else f"{row.section}: {row.place}"


def _described(row: Transcribed) -> str:
    return f"{row.printed} ({row.statistic})"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _read(path: Path, columns: tuple[str, ...]) -> list[Transcribed]:
    problems: list[Problem] = []
    rows = []
    for row, record in _records(path, columns, problems):
        numeric = {column: decimal(record[column]) for column in ("month", "reading")}
        for column, value in numeric.items():
            if record[column] and value is None:
                problems.append(Problem(_name(path), f"row {row}, column {column}", record[column], "a number"))
        words = {name: record[name] for name in ("section", "place", "group", "measure", "statistic", "printed", "ocr")}
        rows.append(Transcribed(row=row, month=numeric["month"], reading=numeric["reading"], **words))
    if problems:
        raise PackageError(problems)
    return rows


def _records(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> Iterator[tuple[int, Record]]:
    text = read_text(path)
    if isinstance(text, Problem):
        problems.append(replace(text, file=_name(path)))
        return iter(())
    return records(_name(path), text, columns, problems, tuple(name for name in OPTIONAL if name in columns))


def _read_second(folder: Path) -> list[Transcribed]:
    return _read(folder / SECOND, SECOND_COLUMNS)


def _name(path: Path) -> str:
    return str(SECOND) if path.parent.name == SECOND.parent.name else path.name


def main(arguments: list[str]) -> None:
    """Prints the differences that are not settled, as CSV with the columns of `resolutions.csv`.

    Takes one argument, the folder of a package. Anything else, and a package that cannot be read, is told on stderr,
    with exit status 2.
    """
    if len(arguments) != 1 or arguments[0].startswith("-"):
        _stop("usage: python -m marginalia.study.double_entry FOLDER, the folder of a study package")
    package = Path(arguments[0])
    try:
        settled = read_resolutions(package) if (package / RESOLUTIONS).exists() else ()
        found = unresolved(compare(package), settled)
    except PackageError as error:
        _stop(f"{package}: the two entries cannot be compared\n{error}")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("place", "what", "entry_1", "entry_2", "resolution", "why"))
    for difference in found:
        writer.writerow((difference.place, difference.what, difference.entry_1, difference.entry_2, "", ""))


def _stop(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1:])
