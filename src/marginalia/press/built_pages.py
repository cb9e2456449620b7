"""The text of a built book, page by page: paragraphs, headings, list items, captions, table rows, as a reader sees
them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from marginalia.files import files_under

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Elements that hold a piece of text of their own; a table's row is read as one.
_BLOCKS = frozenset(
    "p li dt dd h1 h2 h3 h4 h5 h6 caption figcaption tr pre blockquote summary".split()  # noqa: SIM905
)
#: What is no text of the page: drawings and their data, links to headings, what the page was made with.
_NOT_TEXT = (
    "//script | //style | //svg | //a[contains(@class, 'headerlink')] | //details[contains(@class, 'made-with')]"
)


def paragraphs(html: Path) -> dict[str, tuple[str, ...]]:
    """The pieces of text of every page below a folder, by the page's name (`chapters/efficacy`)."""
    found = {}
    for file in files_under(html):
        if file.suffix == ".html":
            pieces = tuple(_pieces(file))
            if pieces:
                found[file.relative_to(html).with_suffix("").as_posix()] = pieces
    return found


def _pieces(file: Path) -> Iterator[str]:
    from lxml import html

    try:
        document = html.fromstring(file.read_bytes())
    except (html.etree.ParserError, html.etree.XMLSyntaxError):
        return
    for element in document.xpath(_NOT_TEXT):
        element.drop_tree()
    for article in document.xpath("//article[contains(@class, 'bd-article')]"):
        for element in article.iter():
            if element.tag in _BLOCKS and not _within_row(element):
                text = " ".join(_own_text(element).split())
                if text:
                    yield text


def _within_row(element: HtmlElement) -> bool:
    return element.tag != "tr" and any(one.tag == "tr" for one in element.iterancestors())


def _own_text(element: HtmlElement) -> str:
    """The text of an element without that of the blocks inside it; of a row, its cells one after another."""
    if element.tag == "tr":
        return " | ".join(" ".join(cell.text_content().split()) for cell in element)
    return "".join(_texts(element))


def _texts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag != "table":
            yield from _texts(child)
        yield child.tail or ""
