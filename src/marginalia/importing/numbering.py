"""Draft rows with their ids, held against the numbers that a package has already: an import that is repeated adds
nothing twice."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from marginalia.importing.cells import Part
from marginalia.importing.drafts import Draft, Placed
from marginalia.study.model import Number, Study
from marginalia.study.printed import plain

#: The longest id that the schema takes, less the longest statistic.
_LONGEST = 148

Spot = tuple[str, str]
#: Section, group, measure, visit, statistic.
Quantity = tuple[str, str | None, str | None, float | None, str]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row to be: the columns of `numbers.csv`, those empty that are not known. `problem` says in words what is
    missing or wrong, and is empty for a row that is complete."""

    section: str
    place: str
    printed: str
    id: str = ""
    group: str = ""
    month: str = ""
    measure: str = ""
    statistic: str = ""
    reading: str = ""
    ocr: str = "clean"
    note: str = ""
    verified: str = "no"
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The rows of a table. `new` are to be added, `open` wait in the draft, `there` counts those that the package has;
    `references` names, for the (line, column) of each cell, its cell or number."""

    new: tuple[DraftRow, ...]
    open: tuple[DraftRow, ...]
    there: int
    references: Mapping[tuple[int, int], str]


@dataclass
class _Book:
    """The ids that are taken, and what stands at which place."""

    section: str
    at: dict[Spot, list[Number]] = field(default_factory=lambda: defaultdict(list))
    printed: dict[Quantity, Number] = field(default_factory=dict)
    cells: dict[str, Spot] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


def numbered(draft: Draft, study: Study) -> Numbered:
    """Number the cells of a draft."""
    section = draft.setting.section
    book = _Book(section)
    places = {_bare(cell.place) for cell in draft.cells}
    for number in study.numbers:
        if _bare(number.place) not in places:
            book.printed.setdefault((number.section, *number.quantity), number)
        spot = (number.section, _bare(number.place))
        book.at[spot].append(number)
        book.cells.setdefault(number.cell, spot)
        book.ids.add(number.id)
    new: list[DraftRow] = []
    waiting: list[DraftRow] = []
    references: dict[tuple[int, int], str] = {}
    there = 0
    for cell in draft.cells:
        if cell.problem:
            waiting += _open(cell, section, cell.problem)
            continue
        rows, wrong, known, reference = _rows(cell, book)
        new += rows
        waiting += wrong
        there += known
        if reference:
            references[cell.line, cell.column] = reference
    return Numbered(tuple(new), tuple(waiting), there, references)


def _rows(cell: Placed, book: _Book) -> tuple[list[DraftRow], list[DraftRow], int, str]:
    """The rows of a complete cell: those that are new, those that something else stands in the way of, how many are
    there already, and how a table refers to the cell. A number is there where its place has one, or where its section
    has the same quantity at a place that this table calls otherwise."""
    spot = (book.section, _bare(cell.place))
    here = {number.statistic: number for number in book.at.get(spot, ())}
    for part in cell.contents.parts if not here else ():
        said = cell.meaning
        elsewhere = book.printed.get((book.section, said.group, said.measure, said.month, part.statistic))
        if elsewhere is not None:
            here[part.statistic] = elsewhere
    own = next((number.cell for number in here.values() if _same_quantity(number, cell)), None)
    name = own or _cell_name(cell, book, spot)
    book.cells.setdefault(name, spot)
    new: list[DraftRow] = []
    wrong: list[DraftRow] = []
    ids: list[str] = []
    for part in cell.contents.parts:
        there = here.get(part.statistic)
        if there is not None and _characters(there.printed) == _characters(part.printed):
            ids.append(there.id)
        elif there is not None:
            other = f"row {there.row} of numbers.csv has {there.printed!r} for it, at {there.place!r}; settle it there"
            wrong.append(_row(cell, book.section, part, problem=other))
        else:
            ids.append(f"{name}.{part.statistic}")
            new.append(_row(cell, book.section, part, id=ids[-1]))
            book.ids.add(ids[-1])
    cells = {id.rpartition(".")[0] for id in ids}
    reference = "" if not ids or wrong else cells.pop() if len(ids) > 1 and len(cells) == 1 else ids[0]
    return new, wrong, len(ids) - len(new), reference


def _cell_name(cell: Placed, book: _Book, spot: Spot) -> str:
    """An id for a cell that no other place has: section, group, measure and visit, and the labels where these do not
    tell it apart."""
    said = cell.meaning
    parts = [book.section, said.group or "", said.measure or ""]
    if said.month is not None:
        parts.append(f"{said.month:g}".replace(".", "-"))
    base = _short(".".join(filter(None, parts)))
    row, _, column = cell.place.rpartition(" / ")
    tries = [base, *(f"{base}.{word}" for word in map(slug, (row.split(", ")[-1], column, cell.place)) if word)]
    for name in map(_short, tries):
        if _free(name, book, spot):
            return name
    count = 2
    while not _free(_short(f"{base}.{count}"), book, spot):
        count += 1
    return _short(f"{base}.{count}")


def _free(name: str, book: _Book, spot: Spot) -> bool:
    """Whether a cell may have this id: nobody else has it, and it is no number's."""
    return book.cells.get(name, spot) == spot and name not in book.ids


def _same_quantity(number: Number, cell: Placed) -> bool:
    return (number.group, number.measure, number.month) == (
        cell.meaning.group, cell.meaning.measure, cell.meaning.month,
    )  # fmt: skip


def _open(cell: Placed, section: str, problem: str) -> list[DraftRow]:
    """The rows of a cell that is not complete."""
    parts: tuple[Part | None, ...] = cell.contents.parts or (None,)
    return [_row(cell, section, part, problem=problem) for part in parts]


def _row(cell: Placed, section: str, part: Part | None, id: str = "", problem: str = "") -> DraftRow:
    said, signs = cell.meaning, cell.contents.footnote
    return DraftRow(
        section=section,
        place=cell.place,
        printed=cell.text if part is None else part.printed,
        id=id,
        group=said.group or "",
        month="" if said.month is None else f"{said.month:g}",
        measure=said.measure or "",
        statistic="" if part is None else part.statistic,
        reading="" if part is None else f"{part.reading:.15g}",
        note=f"The cell bears the sign {signs}." if signs else "",
        problem=problem,
    )


def slug(text: str) -> str:
    """A name made of a label: lower-case letters, digits and single hyphens; may be empty."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")[:60].strip("-")


def _short(name: str) -> str:
    """An id cut to the length that the schema takes, its end made from the whole."""
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 11].rstrip('.-')}-{hashlib.sha256(name.encode()).hexdigest()[:10]}"


def _bare(place: str) -> str:
    """A place without differences of spelling that carry no meaning."""
    return re.sub(r"\s+", " ", plain(place)).casefold()


def _characters(printed: str) -> str:
    return re.sub(r"\s+", "", plain(printed)).casefold()
