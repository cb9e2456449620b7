"""Tables as grids of text: what every kind of document is read into, and how much of it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marginalia.errors import MarginaliaError

#: The largest document, in bytes. A paper with its pictures is far below it.
LARGEST = 30_000_000
#: The longest text of a cell; the longest label of a printed table is far below it.
LONGEST_CELL = 2_000
MOST_TABLES, MOST_ROWS, MOST_COLUMNS = 200, 2_000, 100

#: White space of the markup; fixed and thin spaces are the paper's own and stay.
_BLANKS = re.compile(r"[ \t\r\n\f\v\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\u200b]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_CAPTION = re.compile(r"\s*(?:supplementary |online )?table\s+(?P<number>[A-Z]?\d{1,3}|[IVX]{1,5})\b", re.IGNORECASE)


class DocumentRefused(MarginaliaError):
    """A document that cannot be read as tables, or that is larger than any paper."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands: rows of cells, all of one length, each cell the text in it.

    `heads` is how many rows at the top the document itself marks as headings, 0 where it marks none; `spanned` holds
    the (row, column) of cells that are part of one print over several.
    """

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    heads: int = 0
    spanned: frozenset[tuple[int, int]] = frozenset()

    @property
    def number(self) -> str:
        """The paper's own number for it, from the caption; empty where that gives none."""
        found = _CAPTION.match(self.caption)
        return "" if found is None else found["number"]


def is_caption(text: str) -> bool:
    """Whether a text begins as the caption of a table does."""
    return _CAPTION.match(text) is not None


def cell_text(text: str) -> str:
    """The characters of a cell on one line: nothing at its ends, one space for each break of the markup.

    Raises `DocumentRefused` where it is longer than any printed cell.
    """
    if len(text) > 4 * LONGEST_CELL:
        text = _BLANKS.sub(" ", text[: 64 * LONGEST_CELL])
    clean = _SURROGATES.sub("�", _BLANKS.sub(" ", text)).strip()
    if len(clean) > LONGEST_CELL:
        shown = clean[:40]
        raise DocumentRefused(
            f"a cell that begins with {shown!r} has more than {LONGEST_CELL:,} characters; no table has"
        )
    return clean


def grid(rows: Iterable[Sequence[str]], caption: str = "", heads: int = 0) -> Grid | None:
    """A grid of these rows, short ones filled up, empty columns on the right left out; `None` where it holds no table,
    that is fewer than two rows or columns.

    Raises `DocumentRefused` where it is larger than any printed table.
    """
    cleaned = [[cell_text(text) for text in row] for row in rows]
    width = max((at + 1 for row in cleaned for at, text in enumerate(row) if text), default=0)
    if len(cleaned) > MOST_ROWS or width > MOST_COLUMNS:
        raise DocumentRefused(
            f"a table of {len(cleaned):,} rows and {width:,} columns, expected at most {MOST_ROWS:,} and {MOST_COLUMNS}"
        )
    if len(cleaned) < 2 or width < 2:
        return None
    return Grid(tuple(tuple((row + [""] * width)[:width]) for row in cleaned), caption, heads)


def grids_in(rows: Sequence[Sequence[str]], caption: str = "") -> list[Grid]:
    """The tables of a sheet: empty rows part them, and a row with one text in it, above a table, is its caption."""
    found: list[Grid] = []
    block: list[Sequence[str]] = []
    above = caption
    for row in [*rows, []]:
        if any(text.strip() for text in row):
            block.append(row)
            continue
        made, above = _from_block(block, above)
        if made is not None:
            found.append(made)
            above = caption
        block = []
        if len(found) > MOST_TABLES:
            raise DocumentRefused(f"more than {MOST_TABLES} tables")
    return found


def _from_block(block: list[Sequence[str]], above: str) -> tuple[Grid | None, str]:
    """The table of a block of rows, and the caption for the next table where this block holds none."""
    caption = above
    while block and len(texts := [text for text in block[0] if text.strip()]) == 1 and _heads_a_table(block, texts[0]):
        caption, block = cell_text(texts[0]), block[1:]
    return grid(block, caption), caption


def _heads_a_table(block: list[Sequence[str]], text: str) -> bool:
    """Whether the only text of a block's first row is a caption: it says so, or is all that the block holds. The first
    heading of a table may stand alone as well, above the labels of its rows."""
    return is_caption(text) or len(block) == 1 or sum(bool(one.strip()) for one in block[1]) > 1
