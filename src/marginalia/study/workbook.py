"""Sheets of an Excel workbook as rows of text, as a spreadsheet shows them and as the checks of a package read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from marginalia.errors import Problem
from marginalia.study.files import LARGEST
from marginalia.study.workbook_limits import Refused, Unpacked, unpack

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

#: What stands in a cell that holds an error: nothing that any check takes for a value.
ERROR = "an error of the spreadsheet (such as #DIV/0!)"

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows from the first of the sheet, each with a text for each column from A."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def read_workbook(path: Path) -> tuple[Sheet, ...] | Problem:
    """Every sheet with cells, in the workbook's order; or the problem that keeps it from being read. Formulas give what
    they last came to, dates their ISO form, whole numbers no decimals."""
    # Only a package with a workbook needs it.
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        return Problem(path.name, "", error.strerror or type(error).__name__, "a readable file")
    if len(content) > LARGEST:
        return Problem(path.name, "", f"more than {LARGEST:,} bytes", f"a file of at most {LARGEST:,} bytes")
    try:
        unpacked = unpack(content)
        book = CalamineWorkbook.from_filelike(unpacked.archive())
        wrong = _errors(unpacked)
        return tuple(
            Sheet(one.name, _rows(book.get_sheet_by_name(one.name), wrong.get(one.name, ())))
            for one in book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet
        )
    except Refused as refused:
        return Problem(path.name, "", refused.found, refused.expected, refused.hint)
    except CalamineError as error:
        return Problem(path.name, "", str(error), "an Excel workbook", "save it anew in a spreadsheet, as .xlsx")


def _rows(sheet: CalamineSheet, errors: tuple[tuple[int, int], ...]) -> tuple[tuple[str, ...], ...]:
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for row, column in errors:
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = ERROR
    return tuple(map(tuple, rows))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _errors(unpacked: Unpacked) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """The cells that hold an error, by the name of their sheet, as row and column from 1."""
    if not any(unpacked.errors.values()):
        return {}
    targets = {
        one.get("Id", ""): one.get("Target", "").removeprefix("/xl/")
        for one in _elements(unpacked, "xl/_rels/workbook.xml.rels", f"{_PACKAGE}Relationship")
    }
    found = {}
    for sheet in _elements(unpacked, "xl/workbook.xml", f"{_MAIN}sheet"):
        part = f"xl/{targets.get(sheet.get(f'{_RELATION}id', ''), '')}"
        found[sheet.get("name", "")] = unpacked.errors.get(part, ())
    return found


def _elements(unpacked: Unpacked, part: str, name: str) -> list[ElementTree.Element]:
    """The elements of this name; nothing unsafe is left in a part that was unpacked."""
    content = unpacked.parts.get(part)
    return [] if content is None else list(ElementTree.fromstring(content).iter(name))
