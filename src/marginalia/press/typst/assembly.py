"""The book as one document tree: every page resolved by itself, as for HTML, in the order of the contents.

Pages are resolved one by one, not after they were joined, so that whatever depends on the page (local numbers,
glued values, "here" in a link) comes out as in HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.builders import Builder


class part(nodes.Part, nodes.Element):
    """A part of the book; attribute `title`."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A page and its depth below the chapters, or (`docname` empty) the title of a part."""

    docname: str
    depth: int = 0
    part: str = ""


def assemble(builder: Builder) -> nodes.document:
    """Every page under its `start_of_file` (attributes `docname`, `depth`), parts between them."""
    book = new_document("book", builder.env.get_doctree(builder.config.root_doc).settings)
    for entry in _contents(builder):
        if not entry.docname:
            book += part(title=entry.part)
            continue
        page = builder.env.get_doctree(entry.docname)
        builder.env.resolve_references(page, entry.docname, builder)
        for tree in list(page.findall(addnodes.toctree)):
            tree.parent.remove(tree)
        book += addnodes.start_of_file("", *page.children, docname=entry.docname, depth=entry.depth)
    return book


def _contents(builder: Builder) -> Iterator[_Entry]:
    """The pages in the order of the table of contents, each once."""
    seen: set[str] = set()

    def walk(docname: str, depth: int) -> Iterator[_Entry]:
        if docname in seen:
            return
        seen.add(docname)
        yield _Entry(docname, depth)
        root = docname == builder.config.root_doc
        for tree in builder.env.get_doctree(docname).findall(addnodes.toctree):
            if tree.get("caption") and root:
                yield _Entry("", part=tree["caption"])
            for child in tree["includefiles"]:
                yield from walk(child, 0 if root else depth + 1)

    yield from walk(builder.config.root_doc, 0)
