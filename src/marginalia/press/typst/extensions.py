"""Nodes of the extensions that a Jupyter Book brings: grids and cards, exercises, notebook cells.

What is behind a click on a screen is printed open; code that a page hides is not printed.
"""

from __future__ import annotations

import re

from docutils import nodes

from marginalia.press.typst import escape, numbers
from marginalia.press.typst.blocks import Blocks
from marginalia.press.typst.translator import Translator

#: What Python prints for an object that has no text of its own.
_REPR = re.compile(r"\s*<[^<>]*\bobject\b[^<>]*>\s*", re.DOTALL)


#: Classes of the book's own containers that the template has a look for.
_LOOKS = ("claim", "claim-said", "claim-reason", "claim-note", "claim-entry", "entry-head", "entry-place",
          "entry-reason", "entry-detail", "finding-entry", "finding-head", "finding-asks", "finding-detail",
          "note", "note-label")  # fmt: skip


class Extensions(Blocks):
    def visit_container(self, node: nodes.Element) -> None:
        look = next((name for name in node["classes"] if name in _LOOKS), None)
        if look is not None and not (look == "note" and self.beside):
            kind = _kind_of_note(node.parent if look == "note-label" else node)
            self.add(f"\n\n#styled({escape.literal(look)}, {escape.literal(kind)}, {self.content(*node.children)})\n\n")
            raise nodes.SkipNode
        component = node.get("design_component") or node.get("nb_element") or ""
        write = getattr(self, f"_component_{component.replace('-', '_')}", None)
        if write is not None:
            write(node)
        if node.get("literal_block"):
            self._captioned_listing(node)

    depart_container = Translator.transparent

    def _captioned_listing(self, node: nodes.Element) -> None:
        caption, *body = node.children
        number = escape.literal(numbers.of_figure(self.builder.env, self.docname, node))
        self.settle(inline=False)
        self.add(f"\n\n#captioned-listing({number}, {self.content(*caption.children)}, {self.content(*body)})\n\n")
        raise nodes.SkipNode

    # -- sphinx-design --------------------------------------------------------------------------------------

    def _component_grid_row(self, node: nodes.Element) -> None:
        """A row of cards: as many side by side as the page says for a wide screen, at most three."""
        asked = {
            match[1] or "xs": int(match[2])
            for name in node["classes"]
            if (match := re.fullmatch(r"sd-row-cols-(?:(xs|sm|md|lg)-)?(\d+)", name))
        }
        columns = min(3, asked.get("lg") or asked.get("md") or asked.get("sm") or asked.get("xs") or 2)
        items = [self.content(child) for child in node.children]
        self.settle(inline=False)
        self.add(f"\n\n#side-by-side({min(columns, len(items) or 1)}, {', '.join(items)})\n\n")
        raise nodes.SkipNode

    def _component_card(self, node: nodes.Element) -> None:
        self.settle(inline=False)
        self.add(f"\n\n#card{self.content(*node.children)}\n\n")
        raise nodes.SkipNode

    def _component_card_title(self, node: nodes.Element) -> None:
        self.add(f"#box-title{self.content(*node.children)}\n\n")
        raise nodes.SkipNode

    def _component_card_header(self, node: nodes.Element) -> None:
        self.add(f"\n\n#card-edge{self.content(*node.children)}\n\n")
        raise nodes.SkipNode

    _component_card_footer = _component_card_header

    def _component_dropdown(self, node: nodes.Element) -> None:
        self._titled_box(node)

    def _component_tab_item(self, node: nodes.Element) -> None:
        self._titled_box(node)

    def _titled_box(self, node: nodes.Element) -> None:
        head = [child for child in node.children[:1] if isinstance(child, nodes.rubric)]
        title = self.content(*(word for child in head for word in child.children)) if head else "[]"
        for child in head:
            self.wait(*child["ids"])
        self.settle(inline=False)
        self.add(f'\n\n#callout("plain", {title}, {self.content(*node.children[len(head) :])})\n\n')
        raise nodes.SkipNode

    # -- myst-nb --------------------------------------------------------------------------------------------

    def _component_cell_code_source(self, node: nodes.Element) -> None:
        cell = node.parent
        if isinstance(cell, nodes.Element) and cell.get("hide_mode") in ("input", "input+output", "all"):
            raise nodes.SkipNode

    def _component_cell_code_output(self, node: nodes.Element) -> None:
        """Leave out the bare name of an object, which stands in for what only a screen can show."""
        for block in list(node.findall(nodes.literal_block)):
            if _REPR.fullmatch(block.astext()):
                block.parent.remove(block)

    # -- sphinx-exercise ------------------------------------------------------------------------------------

    def visit_exercise_node(self, node: nodes.Element) -> None:
        self.box(node, "exercise")

    def visit_exercise_enumerable_node(self, node: nodes.Element) -> None:
        self.box(node, "exercise", number=numbers.of_figure(self.builder.env, self.docname, node))

    def visit_solution_node(self, node: nodes.Element) -> None:
        if not self.builder.config.hide_solutions:
            self.box(node, "solution")
        raise nodes.SkipNode


def _kind_of_note(node: nodes.Element) -> str:
    """`caution` of the classes `note note-caution`."""
    kinds = (name.removeprefix("note-") for name in node.get("classes", []) if name.startswith("note-"))
    return next(kinds, "")
