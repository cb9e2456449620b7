"""Boxes in the text and notes in the margin."""

from __future__ import annotations

from docutils import nodes
from sphinx.locale import admonitionlabels

from marginalia.press.typst import escape
from marginalia.press.typst.translator import Translator

_KINDS_OF_BOX = (
    "attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip", "warning",
    "exercise", "solution",
)  # fmt: skip


class Boxes(Translator):
    def heading_of_box(self, node: nodes.Element) -> None:
        self.settle(inline=False)
        self.add(f"\n\n#box-title{self.content(*node.children)}\n\n")

    def visit_subtitle(self, node: nodes.Element) -> None:
        self.heading_of_box(node)
        raise nodes.SkipNode

    visit_rubric = visit_centered = visit_subtitle

    def visit_sidebar(self, node: nodes.Element) -> None:
        """A `{margin}` note waits for the words beside which it stands; another sidebar is a box."""
        if "margin" not in node["classes"]:
            self.box(node, "note")
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        body = [child for child in node.children if child is not title]
        self.wait_note(list(title.children) if title is not None and title.astext().strip() else [], body)
        raise nodes.SkipNode

    def visit_admonition(self, node: nodes.Element) -> None:
        kind = next((name for name in node["classes"] if name in _KINDS_OF_BOX), "note")
        self.box(node, kind)

    def _visit_named(self, node: nodes.Element) -> None:
        self.box(node, node.tagname, default=str(admonitionlabels[node.tagname]))

    visit_attention = visit_caution = visit_danger = visit_error = visit_hint = visit_important = _visit_named
    visit_note = visit_tip = visit_warning = visit_seealso = _visit_named

    def visit_topic(self, node: nodes.Element) -> None:
        if "contents" in node["classes"]:
            raise nodes.SkipNode
        self.box(node, "note")

    def visit_versionmodified(self, node: nodes.Element) -> None:
        self.box(node, "note")

    def box(self, node: nodes.Element, kind: str, *, default: str = "", number: str = "") -> None:
        """A box with the node's title, the rest of its children as body."""
        self.settle(inline=False, places=False)
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        body = [child for child in node.children if child is not title]
        self.open()
        self.words(number or (default if title is None else ""))
        for child in title.children if title is not None else []:
            child.walkabout(self)
        head = self.close()
        self.add(f"\n\n#callout({escape.literal(kind)}, {head}, {self.content(*body)})\n\n")
        raise nodes.SkipNode
