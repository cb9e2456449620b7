"""A workbook for typing every number a second time, beside the first entry or without seeing it.

One row a number. Only the cells of entry 2 can be changed; all are text, so that no spreadsheet makes a date of `6/7`.
Everything of the package is written as text and never as a formula.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from marginalia.study.model import Number, Study

if TYPE_CHECKING:
    from marginalia.study.alignment import Transcribed

NUMBERS = "Numbers"
#: What the row says of itself; then what the first entry prints, what the second person fills in, and the comparison.
SAID = ("id", "section", "place", "group", "month", "measure", "statistic")
FIRST, SECOND, DIFFERENCE = "entry 1", ("entry 2", "state", "reading", "note"), "difference"
STATES = ("clean", "repaired", "illegible")

_WIDTHS = {"id": 34, "place": 44, "group": 18, "measure": 24, FIRST: 18, "entry 2": 18, "note": 40}
#: When the file says that it was made: the same inputs give the same bytes.
_MADE = datetime(2000, 1, 1)


def sheet(study: Study, numbers: Sequence[Number], second: Mapping[int, Transcribed], *, blind: bool) -> bytes:
    """The workbook for these numbers, as a file. `second` is what entry 2 has already, by the row of the number. A
    `blind` sheet shows neither entry, so that the second is made without the first."""
    # Only this needs it.
    import xlsxwriter

    stored = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stored, options)
    book.set_properties({"title": f"Second entry of {study.slug}", "created": _MADE})
    _instructions(book, study, blind)
    _numbers(book, study, numbers, {} if blind else second, blind)
    book.close()
    return stored.getvalue()


def columns(blind: bool) -> tuple[str, ...]:
    """The columns of a sheet."""
    return (*SAID, *SECOND) if blind else (*SAID, FIRST, *SECOND, DIFFERENCE)


def _instructions(book: Any, study: Study, blind: bool) -> None:
    page = book.add_worksheet("Instructions")
    page.set_column(0, 0, 100)
    wrapped, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    page.write_string(0, 0, f"Second entry: {study.citation.short}", bold)
    lines = [
        f"Have the paper beside you, and nothing else: {study.citation.title} (doi {study.citation.doi}).",
        f"The sheet “{NUMBERS}” has a row for each number. Find its place in the paper and type into “entry 2” what is "
        "printed there, character by character: 62%, 18/29, −2.1, Nine.",
        "A fraction and its percentage have rows of their own: 18/29 in the rows n and N, 62% in the row percent.",
        "Leave “entry 2” empty where you have not looked yet, or where the paper prints no such number.",
        "state: empty or clean where the print is clear; repaired where it is damaged and you can tell what it was; "
        "illegible where you cannot.",
        "reading: only where the print is damaged, or can mean several numbers (20 million: 20 or 20000000).",
        "Save as an Excel workbook (.xlsx). It is read back with: marginalia sheet --read FILE FOLDER",
        "You see no first entry on purpose: two entries are only worth something if they are made apart."
        if blind
        else "Where “difference” says so, look again at the paper, not at the other entry.",
    ]
    for at, line in enumerate(lines, start=2):
        page.write_string(at, 0, line, wrapped)
    page.protect()


def _numbers(
    book: Any, study: Study, numbers: Sequence[Number], second: Mapping[int, Transcribed], blind: bool
) -> None:
    page, names = book.add_worksheet(NUMBERS), columns(blind)
    locked = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "font_color": "#333333"})
    free = book.add_format(
        {
            "num_format": "@",
            "valign": "top",
            "locked": False,
            "bg_color": "#FFF8E1",
            "border": 1,
            "border_color": "#BBBBBB",
        }
    )
    head = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
    for at, name in enumerate(names):
        page.write_string(0, at, name, head)
        page.set_column(at, at, _WIDTHS.get(name, 12))
    for row, number in enumerate(numbers, start=1):
        for at, text in enumerate((*said(number), *(() if blind else (number.printed,)))):
            page.write_string(row, at, text, locked)
        there = second.get(number.row)
        typed = ("", "", "", "") if there is None else (there.printed, _state(there.ocr), "", "")
        for at, text in enumerate(typed, start=names.index("entry 2")):
            page.write_string(row, at, text, free) if text else page.write_blank(row, at, None, free)
        if not blind:
            here, other = (_cell(page, row, names.index(name)) for name in (FIRST, "entry 2"))
            formula = f'=IF({other}="","",IF(EXACT(TRIM({here}),TRIM({other})),"","differs"))'
            differs = there is not None and there.printed.strip() != number.printed.strip()
            page.write_formula(row, names.index(DIFFERENCE), formula, locked, "differs" if differs else "")
    last = max(1, len(numbers))
    state = names.index("state")
    page.data_validation(1, state, last, state, {"validate": "list", "source": list(STATES), "ignore_blank": True})
    if not blind:
        differs_at = names.index(DIFFERENCE)
        red = book.add_format({"bg_color": "#FBE3D6", "font_color": "#8A2B06", "bold": True})
        rule = {"type": "formula", "criteria": f'=${_letters(differs_at)}2="differs"', "format": red}
        page.conditional_format(1, names.index(FIRST), last, differs_at, rule)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, last, len(names) - 1)
    page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
    page.activate()


def said(number: Number) -> tuple[str, ...]:
    """What a row of the sheet says of its number, by the columns `SAID`."""
    month = "" if number.month is None else f"{number.month:g}"
    return (
        number.id,
        number.section,
        number.place,
        number.group or "",
        month,
        number.measure,
        number.statistic,
    )


def _state(ocr: str) -> str:
    return "" if ocr == "clean" else ocr


def _cell(page: Any, row: int, column: int) -> str:
    return f"{_letters(column)}{row + 1}"


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
