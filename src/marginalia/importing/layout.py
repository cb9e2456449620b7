"""Which rows of a grid head its columns, which columns name its rows, and what stands in between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marginalia.importing.cells import holds_results, is_joint
from marginalia.importing.grids import DocumentRefused, Grid

#: More levels of headings than this no printed table has.
_MOST_HEADS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A row below the headings: its labels from the left, and one text a column. `place` is its number in the grid. A
    row without results heads those below it."""

    place: int
    labels: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def label(self) -> str:
        return ", ".join(self.labels)

    @property
    def is_heading(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table taken apart. `columns` holds, for each column of results, its headings from the top; `corner` the
    headings above the row labels; `spanned` the (line, column) of prints that stand in several cells."""

    columns: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    corner: str = ""
    spanned: frozenset[tuple[int, int]] = frozenset()

    @property
    def headings(self) -> tuple[str, ...]:
        """One heading a column."""
        return tuple(", ".join(labels) or f"Column {at}" for at, labels in enumerate(self.columns, start=1))


def laid_out(grid: Grid) -> Layout:
    """Take a grid apart. Raises `DocumentRefused` where its first row heads no columns, or nothing stands below."""
    heads = grid.heads or _heads(grid)
    if heads >= len(grid.rows):
        raise DocumentRefused("nothing stands below the table's headings")
    if heads == 0:
        shown = ", ".join(filter(None, grid.rows[0]))[:80]
        raise DocumentRefused(
            f"the first row of the table ({shown}) holds results; put a row above it with a heading for each column"
        )
    body = grid.rows[heads:]
    names = _label_columns(body)
    top = [_carried(row, names) for row in grid.rows[: heads - 1]] + [grid.rows[heads - 1]]
    columns = tuple(
        tuple(dict.fromkeys(filter(None, (row[at] for row in top)))) for at in range(names, len(grid.rows[0]))
    )
    lines = tuple(_line(at, row, names) for at, row in enumerate(body, start=heads))
    corner = ", ".join(dict.fromkeys(text for row in top for text in row[:names] if text))
    spanned = frozenset((row - heads, at - names) for row, at in grid.spanned if row >= heads and at >= names)
    kept = [(at, line) for at, line in enumerate(lines) if line.labels or any(line.cells)]
    renumbered = {at: new for new, (at, _) in enumerate(kept)}
    return Layout(
        columns,
        tuple(line for _, line in kept),
        corner,
        frozenset((renumbered[row], at) for row, at in spanned if row in renumbered),
    )


def _heads(grid: Grid) -> int:
    """How many rows at the top are headings: the first, unless it holds results, and those below it that name no row
    and hold none."""
    if any(is_joint(text) for text in grid.rows[0][1:]):
        return 0
    heads = 1
    for row in grid.rows[1 : min(_MOST_HEADS, len(grid.rows) - 1)]:
        named = bool(row[0]) and row[0] != grid.rows[heads - 1][0]
        if named or not any(row[1:]) or any(holds_results(text) for text in row[1:]):
            break
        heads += 1
    return heads


def _label_columns(body: tuple[tuple[str, ...], ...]) -> int:
    """How many columns on the left name the rows: the first, and those beside it in which no result stands."""
    names = 1
    for at in range(1, len(body[0]) - 1):
        texts = [row[at] for row in body if row[at] and row[at] != row[0]]
        if not texts or any(holds_results(text) for text in texts):
            break
        names += 1
    return names


def _carried(row: tuple[str, ...], names: int) -> tuple[str, ...]:
    """A row of headings above others, each heading standing over the empty cells to its right."""
    filled = list(row[:names])
    for text in row[names:]:
        filled.append(text or (filled[-1] if len(filled) > names else ""))
    return tuple(filled)


def _line(place: int, row: tuple[str, ...], names: int) -> Line:
    """A row below the headings. One that says the same all the way is a heading that spans the table."""
    labels, cells = row[:names], row[names:]
    if labels[0] and len(set(row)) == 1 and not re.search(r"[0-9]", row[0]):
        labels, cells = row[:1], ("",) * len(cells)
    return Line(place, tuple(dict.fromkeys(filter(None, labels))), cells)
