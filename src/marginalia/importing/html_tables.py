"""The tables of an HTML page, as grids of text.

Read by libxml2's HTML parser, which knows no entities of a document's own and is given no network; scripts, styles and
what is hidden are no text. pandas could read such tables too, but makes numbers of them: `7.10` would come out as 7.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from marginalia.importing.grids import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TABLES,
    DocumentRefused,
    Grid,
    cell_text,
    grid,
    is_caption,
)

_NO_TEXT = frozenset({"script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head", "select"})
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "td", "th"})
_CAPTIONED = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "label", "div", "span", "strong", "b")
_RAISED = str.maketrans("0123456789+-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


def html_tables(content: bytes) -> list[Grid]:
    """Every table of a page, in its order; tables that only lay out others are left out.

    Raises `DocumentRefused` where it is no page, or a table in it is larger than any printed one.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding=_utf8(content)
    )
    try:
        page = html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise DocumentRefused(f"it cannot be read as a page: {str(error) or type(error).__name__}") from None
    found: list[Grid] = []
    above = ""
    for element in page.iter(*_CAPTIONED, "table"):
        if element.tag != "table":
            if (
                not _within(element, "table")
                and len(element.xpath(".//table")) == 0
                and is_caption(said := _start(element))
            ):
                above = said
            continue
        if element.xpath(".//table"):
            continue
        made = _grid(element, above)
        if made is not None:
            found.append(made)
            above = ""
        if len(found) > MOST_TABLES:
            raise DocumentRefused(f"more than {MOST_TABLES} tables")
    return found


def _utf8(content: bytes) -> str | None:
    """The encoding, where the bytes are UTF-8; otherwise the page's own word for it is taken."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _grid(table: Any, above: str) -> Grid | None:
    """A table with every cell that spans several set into each of them."""
    rows: list[list[str]] = []
    spanned: set[tuple[int, int]] = set()
    pending: dict[tuple[int, int], str] = {}
    heads = 0
    lines = table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
    if len(lines) > MOST_ROWS:
        raise DocumentRefused(f"a table of {len(lines):,} rows, expected at most {MOST_ROWS:,}")
    for at, line in enumerate(lines):
        row: list[str] = []
        for cell in line.xpath("./td | ./th"):
            _fill(row, at, pending)
            text = _text(cell)
            across, down = _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", len(lines) - at)
            places = [(at + below, len(row) + beside) for below in range(down) for beside in range(across)]
            if len(places) > 1:
                spanned.update(places)
            pending.update((place, text) for place in places if place[0] > at)
            row += [text] * across
            if len(row) > MOST_COLUMNS:
                raise DocumentRefused(f"a table of more than {MOST_COLUMNS} columns")
        _fill(row, at, pending)
        rows.append(row)
        marked = line.getparent().tag == "thead" or (
            len(line) > 1 and all(cell.tag == "th" for cell in line if cell.tag in ("td", "th"))
        )
        heads += marked and heads == at
    captions = table.xpath("./caption")
    made = grid(rows, _text(captions[0]) if captions else above, min(heads, len(rows) - 1))
    return None if made is None else Grid(made.rows, made.caption, made.heads, frozenset(spanned))


def _fill(row: list[str], at: int, pending: dict[tuple[int, int], str]) -> None:
    """Go on over the places that cells from rows above reach into."""
    while (at, len(row)) in pending:
        row.append(pending.pop((at, len(row))))


def _span(cell: Any, name: str, most: int) -> int:
    text = str(cell.get(name, "1")).strip()
    return max(1, min(int(text), most)) if re.fullmatch(r"[0-9]{1,6}", text) else 1


def _text(element: Any) -> str:
    """What a cell shows, on one line; raised letters and figures as such."""
    pieces: list[str] = []
    length = 0
    for piece in _pieces(element, 0):
        pieces.append(piece)
        length += len(piece)
        if length > 64 * LONGEST_CELL:
            break
    return cell_text("".join(pieces))


def _pieces(element: Any, depth: int) -> Iterator[str]:
    if element.tag in _NO_TEXT or element.get("hidden") is not None or depth > 60:
        return
    if element.tag in _BREAKS and depth:
        yield " "
    raised = element.tag == "sup"
    for text, child in _content(element):
        if text:
            yield text.translate(_RAISED) if raised else text
        if child is not None:
            yield from _pieces(child, depth + 1)


def _content(element: Any) -> Iterator[tuple[str, Any]]:
    yield element.text or "", None
    for child in element:
        if isinstance(child.tag, str):
            yield "", child
        yield child.tail or "", None


def _start(element: Any) -> str:
    """The text of an element, where it is short enough for a caption."""
    text = " ".join(element.text_content().split()) if len(element) < 20 else ""
    return text if len(text) <= 400 else ""


def _within(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None
