"""What every part of the writer stands on: the output, the places that links lead to, notes on their way.

A *place* (`docname#id`) and a margin note belong to the first words after them. Both wait until words come, so that
they never stand alone between two paragraphs or end up inside a heading that the contents repeat.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from marginalia.press.typst import escape

if TYPE_CHECKING:
    from marginalia.press.typst.builder import TypstBuilder

logger = logging.getLogger(__name__)


class UnknownNodeError(SphinxError):
    """The book holds something that the PDF writer does not know."""

    category = "Typst writer"


class Translator(SphinxTranslator):
    """Output, places and notes. `docname` is the page being written, `depth` its depth below the chapters."""

    builder: TypstBuilder

    def __init__(self, document: nodes.document, builder: TypstBuilder) -> None:
        super().__init__(document, builder)
        self.output: list[list[str]] = [[]]
        self.docname = builder.config.root_doc
        self.depth = 0
        self.links: set[str] = set()
        self.places: set[str] = set()
        self._waiting_places: list[str] = []
        self._waiting_notes: list[str] = []
        self._held = 0
        self.notes = 0
        #: Whether what is written now stands in the margin.
        self.beside = False

    # -- output ---------------------------------------------------------------------------------------------

    def add(self, *pieces: str) -> None:
        self.output[-1].extend(pieces)

    def open(self) -> None:
        """Begin to collect a piece of content."""
        self.output.append([])

    def close(self) -> str:
        """The content collected since `open`, as a Typst content block."""
        return f"[{''.join(self.output.pop()).strip()}]"

    def content(self, *children: nodes.Node) -> str:
        """These nodes as a Typst content block."""
        self.open()
        for child in children:
            child.walkabout(self)
        return self.close()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Places and notes wait until the end of this block."""
        self._held += 1
        yield
        self._held -= 1

    # -- places and notes -----------------------------------------------------------------------------------

    def place(self, id: str, docname: str | None = None) -> str:
        return f"{docname or self.docname}#{id}"

    def wait(self, *ids: str) -> None:
        """Let these ids of the current page wait for the next words."""
        self._waiting_places.extend(place for id in ids if (place := self.place(id)) not in self.places)
        self.places.update(map(self.place, ids))

    def wait_note(self, head: list[nodes.Node], body: list[nodes.Node]) -> None:
        """Let a margin note wait for the next words. Its own words do not call what waits already."""
        earlier, self._waiting_notes = self._waiting_notes, []
        places, self._waiting_places = self._waiting_places, []
        self.notes += 1
        title = self.content(*head) if head else "none"
        self.beside = True
        note = f"{self.notes}, {title}, {self.content(*body)}"
        self.beside = False
        self._waiting_notes = [*earlier, note]
        self._waiting_places = [*places, *self._waiting_places]

    def settle(self, *, inline: bool = True, places: bool = True) -> None:
        """Write the notes that wait for what comes next, words or (not `inline`) a block, and the places.

        A block that the page break may move keeps the places waiting (not `places`) for its own first words.
        """
        if self._held:
            return
        if places:
            for place in self._waiting_places:
                self.add(f"#anchor({escape.literal(place)});")
            self._waiting_places = []
        for note in self._waiting_notes:
            self.add(f"#margin-note(inline: {str(inline).lower()}, {note});")
        self._waiting_notes = []

    def words(self, text: str) -> None:
        """Text, after whatever waits for it."""
        if text.strip():
            self.settle()
        self.add(escape.text(text))

    def formula(self, node: nodes.Element, *, display: bool) -> str:
        """A formula as a Typst expression; its LaTeX as code, with a warning, where it could not be read."""
        latex = node.astext()
        converted = self.builder.formulas.get((latex, display))
        if converted is None:
            self.warn(f"formula cannot be typeset, printed as LaTeX: {latex!r}", node, "formula")
            return f"[#code({escape.literal(latex)});]"
        return converted

    # -- the walk -------------------------------------------------------------------------------------------

    def dispatch_visit(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Element) and not isinstance(node, nodes.footnote):
            self.wait(*node.get("ids", []))
        super().dispatch_visit(node)

    def unknown_visit(self, node: nodes.Node) -> None:
        line = f", line {node.line}" if getattr(node, "line", None) else ""
        raise UnknownNodeError(f"{self.docname}{line}: the PDF writer does not know the node {type(node).__name__!r}")

    def visit_Text(self, node: nodes.Text) -> None:
        self.words(node.astext())

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    def warn(self, message: str, node: nodes.Node, subtype: str) -> None:
        logger.warning(message, location=_location(node, self.docname), type="typst", subtype=subtype)

    def skip(self, node: nodes.Node) -> None:
        raise nodes.SkipNode

    def transparent(self, node: nodes.Node) -> None:
        """Nothing of its own: the children speak."""


def _location(node: nodes.Node, docname: str) -> Any:
    return (docname, node.line) if getattr(node, "line", None) else docname
