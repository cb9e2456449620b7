"""Sections, paragraphs, lists, quotations, code, formulas on their own line, literature."""

from __future__ import annotations

from docutils import nodes

from marginalia.press.typst import escape, numbers
from marginalia.press.typst.boxes import Boxes
from marginalia.press.typst.translator import Translator

#: A chapter with more sections than this is a register: the contents do not list them.
_REGISTER = 16
_KINDS = ("chapter", "section", "subsection", "subsubsection")


class Blocks(Boxes):
    # -- the book and its sections --------------------------------------------------------------------------

    def visit_document(self, node: nodes.Element) -> None:
        self._level = 0
        self._in_part = False
        self._registers = _registers(node)

    def depart_document(self, node: nodes.Element) -> None:
        self.settle(inline=False)

    def visit_part(self, node: nodes.Element) -> None:
        self._in_part = True
        self.settle(inline=False)
        self.add(f"\n\n#part-page({escape.literal(node['title'])})\n\n")
        raise nodes.SkipNode

    def visit_start_of_file(self, node: nodes.Element) -> None:
        self.docname, self.depth, self._level = node["docname"], node["depth"], node["depth"]
        self.builder.current_docname = self.docname

    def depart_start_of_file(self, node: nodes.Element) -> None:
        self.settle(inline=False)

    def visit_section(self, node: nodes.Element) -> None:
        self._level += 1

    def depart_section(self, node: nodes.Element) -> None:
        self._level -= 1

    def visit_title(self, node: nodes.Element) -> None:
        parent = node.parent
        if not isinstance(parent, nodes.section):
            self.heading_of_box(node)
            raise nodes.SkipNode
        with self.held():
            words = self.content(*node.children)
        kind = _KINDS[min(self._level, len(_KINDS)) - 1]
        number = numbers.of_section(self.builder.env, self.docname, parent)
        place = "" if isinstance(parent.parent, nodes.section) else self.place("")
        self.places.add(place)
        listed = kind == "chapter" or (kind == "section" and self.docname not in self._registers)
        arguments = [escape.literal(kind), str(self._level + self._in_part), escape.literal(number)]
        self.add(
            f"\n\n#headline({', '.join(arguments)}, {escape.literal(place)}, "
            f"outlined: {str(listed).lower()}, {words})\n\n"
        )
        raise nodes.SkipNode

    # -- paragraphs -----------------------------------------------------------------------------------------

    def visit_paragraph(self, node: nodes.Element) -> None:
        self.add("\n\n")

    depart_paragraph = visit_paragraph

    def visit_compact_paragraph(self, node: nodes.Element) -> None:
        self.add("\n\n")

    depart_compact_paragraph = visit_compact_paragraph

    def visit_block_quote(self, node: nodes.Element) -> None:
        self.add("\n\n#quotation")
        self.open()

    def depart_block_quote(self, node: nodes.Element) -> None:
        self.add(self.close(), "\n\n")

    def visit_attribution(self, node: nodes.Element) -> None:
        self.add("\n\n#attribution")
        self.open()

    depart_attribution = depart_block_quote

    def visit_line_block(self, node: nodes.Element) -> None:
        self.add("\n\n#line-block")
        self.open()

    depart_line_block = depart_block_quote

    def visit_line(self, node: nodes.Element) -> None:
        pass

    def depart_line(self, node: nodes.Element) -> None:
        self.add("#linebreak();")

    def visit_transition(self, node: nodes.Element) -> None:
        if "footnotes" not in node["classes"]:  # MyST's rule above the notes, which stand at the foot of the page here
            self.add("\n\n#transition\n\n")
        raise nodes.SkipNode

    # -- lists ----------------------------------------------------------------------------------------------

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self._list(node, "list")

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        style = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
        numbering = f"{node.get('prefix', '')}{style.get(node.get('enumtype', ''), '1')}{node.get('suffix', '.')}"
        self._list(node, "enum", f"numbering: {escape.literal(numbering)}", f"start: {node.get('start', 1)}")

    visit_steps_list = visit_enumerated_list

    def _list(self, node: nodes.Element, function: str, *arguments: str) -> None:
        items = [child for child in node.children if isinstance(child, nodes.list_item)]
        tight = all(len(item.children) <= 1 or isinstance(item.children[1], nodes.Sequential) for item in items)
        made = []
        for item in items:
            self.wait(*item["ids"])
            made.append(self.content(*item.children))
        self.add(f"\n\n#{function}(", ", ".join([f"tight: {str(tight).lower()}", *arguments, *made]), ")\n\n")
        raise nodes.SkipNode

    visit_hlist = visit_acks = Translator.transparent
    depart_hlist = depart_acks = visit_hlistcol = depart_hlistcol = Translator.transparent

    def visit_definition_list(self, node: nodes.Element) -> None:
        self.add("\n\n#definitions(\n")

    def depart_definition_list(self, node: nodes.Element) -> None:
        self.add(")\n\n")

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        self.open()
        terms = [child for child in node.children if isinstance(child, nodes.term | nodes.classifier)]
        for index, child in enumerate(terms):
            if index:
                self.add('#", ";')
            child.walkabout(self)
        head = self.close()
        body = self.content(*(child for child in node.children if isinstance(child, nodes.definition)))
        self.add(f"  ({head}, {body}),\n")
        raise nodes.SkipNode

    visit_term = visit_definition = visit_classifier = visit_glossary = Translator.transparent
    depart_term = depart_definition = depart_classifier = depart_glossary = Translator.transparent

    def visit_field_list(self, node: nodes.Element) -> None:
        self.visit_definition_list(node)

    depart_field_list = visit_option_list = depart_option_list = depart_definition_list
    visit_option_list = visit_field_list

    def visit_field(self, node: nodes.Element) -> None:
        head, body = node.children[0], node.children[1:]
        self.add(f"  ({self.content(*head.children)}, {self.content(*(c for b in body for c in b.children))}),\n")
        raise nodes.SkipNode

    # -- code and formulas ----------------------------------------------------------------------------------

    def visit_literal_block(self, node: nodes.Element) -> None:
        self.settle(inline=False)
        language = node.get("language", "none")
        language = {"ipython3": "python", "ipython": "python", "default": "python", "none": "", "text": ""}.get(
            language, language
        )
        printed = "stream" in node["classes"] or "output" in node["classes"]
        self.add(
            f"\n\n#listing({escape.literal(node.astext())}, lang: {escape.literal(language)}, "
            f"printed: {str(printed).lower()})\n\n"
        )
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_math_block(self, node: nodes.Element) -> None:
        self.settle(inline=False)
        assert isinstance(node, nodes.math_block)
        number = numbers.of_equation(self.builder.env, self.docname, node)
        made = self.formula(node, display=True)
        self.add(f"\n\n#equation({escape.literal(node.astext())}, {escape.literal(number)}, {made})\n\n")
        raise nodes.SkipNode

    # -- literature -----------------------------------------------------------------------------------------

    def visit_citation(self, node: nodes.Element) -> None:
        label, *body = node.children
        self.settle(inline=False)
        self.add(f"\n\n#literature({self.content(*label.children)}, {self.content(*body)})\n\n")
        raise nodes.SkipNode

    visit_footnote = Translator.skip

    # -- nothing to print -----------------------------------------------------------------------------------

    visit_comment = visit_substitution_definition = visit_index = visit_meta = visit_system_message = Translator.skip
    visit_tabular_col_spec = visit_highlightlang = visit_pending = Translator.skip
    visit_target = depart_target = visit_compound = depart_compound = Translator.transparent

    def visit_raw(self, node: nodes.Element) -> None:
        """Raw Typst was written for this writer; what was written for another is not printed."""
        if "typst" in node.get("format", "").split():
            self.settle(inline=False)
            self.add(node.astext())
        raise nodes.SkipNode


def _registers(book: nodes.Element) -> set[str]:
    """The pages with too many sections for the contents."""
    return {
        page["docname"]
        for page in book.children
        if isinstance(page, nodes.Element) and "docname" in page
        for section in page.children
        if sum(isinstance(child, nodes.section) for child in section.children) > _REGISTER
    }
