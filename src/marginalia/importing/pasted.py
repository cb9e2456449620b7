"""Tables in pasted text: cells parted by tabs, by bars, or by several spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from marginalia.importing.grids import MOST_ROWS, DocumentRefused, Grid, grids_in, is_caption

#: The line below the headings of a table of bars: |---|:-:|
_RULE = re.compile(r"[\s|:+=-]*[-=]{2,}[\s|:+=-]*")
_SPACES = re.compile(r" {2,}|\t")


def pasted_tables(text: str) -> list[Grid]:
    """The tables of a text; empty lines part them, and a line above one that begins with `Table` is its caption.

    Raises `DocumentRefused`, with the line, where a row has fewer cells than there are columns and nothing says which.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > 20 * MOST_ROWS:
        raise DocumentRefused(f"a text of {len(lines):,} lines, expected at most {20 * MOST_ROWS:,}")
    rows: list[Sequence[str]] = []
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append((number, line))
            continue
        rows += [*_rows(block), []]
        block = []
    return grids_in(rows)


def _rows(block: list[tuple[int, str]]) -> list[Sequence[str]]:
    """The cells of a block of lines, by the sign that parts them."""
    captions: list[Sequence[str]] = []
    while block and is_caption(block[0][1]) and "\t" not in block[0][1] and "|" not in block[0][1]:
        captions.append([block.pop(0)[1].strip()])
    lines = [line for _, line in block]
    if any("\t" in line for line in lines):
        return [*captions, *(line.split("\t") for line in lines)]
    if sum("|" in line for line in lines) * 2 > len(lines):
        return [*captions, *(_barred(line) for line in lines if not _RULE.fullmatch(line))]
    return [*captions, *_spaced([(number, line) for number, line in block if not _RULE.fullmatch(line)])]


def _barred(line: str) -> list[str]:
    """The cells between bars; `\\|` is a bar that is printed."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace(r"\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _spaced(block: list[tuple[int, str]]) -> list[Sequence[str]]:
    """The cells between several spaces. A row may have one text alone, which heads those below it, and the headings may
    leave out the one above the row labels."""
    rows: list[Sequence[str]] = [_SPACES.split(line.strip()) for _, line in block]
    width = max(map(len, rows), default=0)
    for at, (number, _) in enumerate(block):
        if at == 0 and len(rows[at]) == width - 1:
            rows[at] = ["", *rows[at]]
        elif len(rows[at]) not in (1, width):
            raise DocumentRefused(
                f"line {number}: found {len(rows[at])} cells, expected {width}; put two spaces between columns and a "
                "dash where nothing is printed"
            )
    return rows
