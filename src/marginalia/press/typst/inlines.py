"""Words and what stands between them: emphasis, links, citations, formulas, badges."""

from __future__ import annotations

from urllib.parse import urlsplit

from docutils import nodes

from marginalia.press.typst import escape
from marginalia.press.typst.translator import Translator

#: Links whose target's page is not worth printing: terms and citations are found by the alphabet.
_ALPHABETIC = ("std-term", "cite", "bibtex")

#: Words in the text that are set in a small box.
_TAGS = frozenset({"sd-badge", "severity"})


class Inlines(Translator):
    def _wrap(self, function: str) -> None:
        self.settle()
        self.add(f"#{function}")
        self.open()

    def _unwrap(self, node: nodes.Node) -> None:
        self.add(self.close(), ";")

    def visit_emphasis(self, node: nodes.Element) -> None:
        self._wrap("emph")

    depart_emphasis = _unwrap
    visit_title_reference = visit_field_reference = visit_emphasis
    depart_title_reference = depart_field_reference = _unwrap

    def visit_strong(self, node: nodes.Element) -> None:
        self._wrap("strong")

    depart_strong = _unwrap

    def visit_subscript(self, node: nodes.Element) -> None:
        self._wrap("sub")

    depart_subscript = _unwrap

    def visit_superscript(self, node: nodes.Element) -> None:
        self._wrap("super")

    depart_superscript = _unwrap

    def visit_literal(self, node: nodes.Element) -> None:
        self.settle()
        self.add(f"#code({escape.literal(node.astext())});")
        raise nodes.SkipNode

    visit_literal_strong = visit_literal_emphasis = visit_manpage = visit_literal

    def visit_abbreviation(self, node: nodes.Element) -> None:
        self.words(node.astext() + (f" ({node['explanation']})" if node.get("explanation") else ""))
        raise nodes.SkipNode

    visit_acronym = visit_abbreviation

    def visit_inline(self, node: nodes.Element) -> None:
        if not _TAGS.isdisjoint(node["classes"]):
            self._wrap("tag")

    def depart_inline(self, node: nodes.Element) -> None:
        if not _TAGS.isdisjoint(node["classes"]):
            self._unwrap(node)

    visit_sd_badge, depart_sd_badge = visit_inline, depart_inline
    visit_generated = visit_PassthroughTextElement = visit_download_reference = Translator.transparent
    depart_generated = depart_PassthroughTextElement = depart_download_reference = Translator.transparent
    visit_sd_icon = visit_fontawesome = Translator.skip

    def visit_sd_line_break(self, node: nodes.Element) -> None:
        self.add("#linebreak();")
        raise nodes.SkipNode

    def visit_problematic(self, node: nodes.Element) -> None:
        self.words(node.astext())
        raise nodes.SkipNode

    # -- formulas -------------------------------------------------------------------------------------------

    def visit_math(self, node: nodes.Element) -> None:
        self.settle()
        self.add(f"#formula({escape.literal(node.astext())}, {self.formula(node, display=False)});")
        raise nodes.SkipNode

    # -- links ----------------------------------------------------------------------------------------------

    def visit_reference(self, node: nodes.Element) -> None:
        place = self._place_of(node)
        if place is None and not node.get("refuri"):
            return  # its target is unknown; Sphinx has said so
        self.settle()
        if place is None:
            self._external(node)
        else:
            self.links.add(place)
            self.add(f"#goto({escape.literal(place)})")
        self.open()

    def depart_reference(self, node: nodes.Element) -> None:
        place = self._place_of(node)
        if place is None and not node.get("refuri"):
            return
        self.add(self.close(), ";")
        if place is not None and self._worth_a_page(node, place):
            self.add(f"#page-of({escape.literal(place)});")

    visit_number_reference, depart_number_reference = visit_reference, depart_reference

    def _external(self, node: nodes.Element) -> None:
        uri = node["refuri"]
        if not urlsplit(uri).scheme:
            self.warn(f"link to {uri!r} leads nowhere in print", node, "link")
        self.add(f"#outside({escape.literal(uri)}, shown: {str(node.astext() == uri).lower()})")

    def _place_of(self, node: nodes.Element) -> str | None:
        """Where an internal link leads: `docname#id`, or `docname#` for a whole page."""
        if node.get("refid"):
            place = self.place(node["refid"])
        elif str(node.get("refuri", "")).startswith("%"):
            docname, _, id = node["refuri"][1:].partition("#")
            place = self.place(id, docname or self.docname)
        else:
            return None
        return place if place in self.builder.known_places else None

    def _worth_a_page(self, node: nodes.Element, place: str) -> bool:
        """Whether to print the page: for links to another page of the book, not in tables or for terms."""
        classes = {name for child in node.findall(nodes.Element) for name in child.get("classes", [])}
        around = node.parent
        while around is not None and not isinstance(around, nodes.entry | nodes.title | nodes.rubric | nodes.label):
            around = around.parent
        alphabetic = any(name in _ALPHABETIC for name in classes) or place in self.builder.alphabetic_places
        return not alphabetic and around is None and place.partition("#")[0] != self.docname

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """The note itself, at its first mention; its mark again at the others."""
        self.settle()
        place = self.place(node.get("refid", ""))
        note = self.builder.footnotes.get(place)
        if note is None:
            self.warn(f"footnote {node.astext()!r} has no text", node, "footnote")
            raise nodes.SkipNode
        mark = escape.literal(node.astext())
        if place in self.places:
            self.add(f"#same-footnote({escape.literal(place)}, {mark});")
        else:
            self.places.add(place)
            self.add(f"#noted({escape.literal(place)}, {mark}, {self.content(*note.children[1:])});")
        raise nodes.SkipNode

    def visit_citation_reference(self, node: nodes.Element) -> None:
        self.visit_reference(node)
        self.add('#"[";')

    def depart_citation_reference(self, node: nodes.Element) -> None:
        self.add('#"]";')
        self.depart_reference(node)

    # -- the book's own -------------------------------------------------------------------------------------

    def visit_verdict_badge(self, node: nodes.Element) -> None:
        self.settle()
        parts = (node["verdict"], node.get("symbol", ""), node["label"])
        self.add(f"#verdict({', '.join(escape.literal(str(part)) for part in parts)});")
        raise nodes.SkipNode
