"""Tables: header rows that repeat, spans, alignment, widths where the source gives them."""

from __future__ import annotations

from docutils import nodes

from marginalia.press.typst import escape, numbers
from marginalia.press.typst.translator import Translator

_ALIGNMENTS = {"text-right": "right", "text-center": "center", "text-left": "left", "number": "right"}


#: A line up to this many letters is kept on one line where the table allows.
_SHORT = 14


class Tables(Translator):
    def visit_table(self, node: nodes.Element) -> None:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        self.settle(inline=False, places=title is None)  # not in the header, which is repeated
        number = escape.literal(numbers.of_figure(self.builder.env, self.docname, node))
        words = self.content(*title.children) if title is not None else "none"
        for group in (child for child in node.children if isinstance(child, nodes.tgroup)):
            self.add(f"\n\n#data-table({number}, {words}, {self._group(node, group)})\n\n")
            number, words = '""', "none"
        raise nodes.SkipNode

    def _group(self, table: nodes.Element, group: nodes.Element) -> str:
        columns = [child for child in group.children if isinstance(child, nodes.colspec)]
        stubs = {index for index, column in enumerate(columns) if column.get("stub")}
        given = "colwidths-given" in table["classes"]
        widths = escape.array([f"{column['colwidth']}fr" for column in columns]) if given else "none"
        demand = escape.array([f"({word}, {line}, {total})" for word, line, total in _demand(group, len(columns))])
        parts = [f"columns: {len(columns)}", f"widths: {widths}", f"demand: {demand}"]
        for part in group.children:
            if isinstance(part, nodes.thead):
                cells = [cell for row in part.children for cell in self._row(row, stubs, head=True)]
                parts.append(f"table.header({', '.join(cells)})")
            elif isinstance(part, nodes.tbody):
                parts.extend(cell for row in part.children for cell in self._row(row, stubs, head=False))
        return ",\n  ".join(parts)

    def _row(self, row: nodes.Node, stubs: set[int], *, head: bool) -> list[str]:
        assert isinstance(row, nodes.row)
        heading = "heading" in row["classes"]
        cells, column = [], 0
        for entry in row.children:
            assert isinstance(entry, nodes.entry)
            arguments = []
            if entry.get("morecols"):
                arguments.append(f"colspan: {entry['morecols'] + 1}")
            if entry.get("morerows"):
                arguments.append(f"rowspan: {entry['morerows'] + 1}")
            side = next((_ALIGNMENTS[name] for name in entry["classes"] if name in _ALIGNMENTS), None)
            if side:
                arguments.append(f"align: {side}")
            role = "head" if head else "heading" if heading else "stub" if column in stubs else "body"
            cells.append(f"cell({', '.join([escape.literal(role), *arguments])}){self.content(*entry.children)}")
            column += 1 + entry.get("morecols", 0)
        return cells


def _demand(group: nodes.Element, columns: int) -> list[tuple[int, int, int]]:
    """The longest word, the longest line and all lines of each column, in letters. Spanning cells ask for nothing."""
    demand = [(1, 1, 1)] * columns
    for row in group.findall(nodes.row):
        column = 0
        for entry in row.children:
            assert isinstance(entry, nodes.entry)
            if not entry.get("morecols") and column < columns:
                lines = [_unbroken(child) for child in entry.children] or [""]
                word = max(len(part) for line in lines for part in ([line] if len(line) <= _SHORT else line.split(" ")))
                longest, line, total = demand[column]
                letters = [len(one) for one in lines]
                demand[column] = (max(longest, word), max(line, *letters), total + sum(letters))
            column += 1 + entry.get("morecols", 0)
    return demand


def _unbroken(node: nodes.Node) -> str:
    """The node's text; a badge, which is never broken, as one word with the room of its box."""
    text = " ".join(node.astext().split())
    for badge in node.findall(_is_badge):
        text = text.replace(badge.astext(), "", 1) + " " + "_" * (len(badge.astext()) + 4)
    return text


def _is_badge(node: nodes.Node) -> bool:
    return type(node).__name__ == "verdict_badge" or (isinstance(node, nodes.inline) and "severity" in node["classes"])
