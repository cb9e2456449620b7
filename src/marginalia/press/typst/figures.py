"""Figures, images and charts."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

from docutils import nodes

from marginalia.press.typst import escape, numbers
from marginalia.press.typst.translator import Translator

_LENGTH = re.compile(r"\s*([\d.]+)\s*(%|px|pt|cm|mm|in|em|)\s*")


class Figures(Translator):
    def visit_figure(self, node: nodes.Element) -> None:
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        self.settle(inline=False, places=False)
        legend = [child for child in node.children if isinstance(child, nodes.legend)]
        body = [child for child in node.children if child is not caption and child not in legend]
        number = escape.literal(numbers.of_figure(self.builder.env, self.docname, node))
        words = self.content(*caption.children) if caption is not None else "none"
        below = self.content(*legend) if legend else "none"
        self.add(f"\n\n#picture({number}, {words}, {below}, {self.content(*body)})\n\n")
        raise nodes.SkipNode

    visit_caption = visit_legend = depart_caption = depart_legend = Translator.transparent

    def visit_image(self, node: nodes.Element) -> None:
        file = self.builder.images.get(node["uri"])
        if file is None:
            raise nodes.SkipNode  # not readable; Sphinx has said so
        alt = self._alt(node)
        if not alt:
            self.warn(f"image {PurePosixPath(node['uri']).name!r} has no alternative text", node, "alt")
        self._picture(node, f"{self.builder.imagedir}/{file}", alt or "Image", _width(node))

    def _alt(self, node: nodes.Element) -> str:
        """The alternative text; the caption where there is none, or only a file's name."""
        alt = str(node.get("alt", "")).strip()
        name = PurePosixPath(node["uri"]).name
        if alt and PurePosixPath(alt).name != name and alt != node["uri"]:
            return alt
        around = node.parent
        while around is not None and not isinstance(around, nodes.figure):
            around = around.parent
        caption = around.next_node(nodes.caption) if around is not None else None
        return caption.astext() if caption is not None else ""

    def _picture(self, node: nodes.Element, path: str, alt: str, width: str) -> None:
        block = not isinstance(node.parent, nodes.TextElement)
        self.settle(inline=not block)
        self.add(
            f"#drawing({escape.literal('/' + path)}, alt: {escape.literal(alt)}, width: {width}, "
            f"inline: {str(not block).lower()});"
        )
        raise nodes.SkipNode

    def visit_vega_figure(self, node: nodes.Element) -> None:
        svg = self.builder.draw_chart(node["spec"])
        name = f"{hashlib.sha256(svg.encode()).hexdigest()[:16]}.svg"
        self.builder.write_image(name, svg)
        self._picture(node, f"{self.builder.imagedir}/{name}", node["alt"], "100%")


def _width(node: nodes.Element) -> str:
    """The asked width as a Typst length; `auto` (natural, at most the column) where none is asked."""
    asked = _LENGTH.fullmatch(str(node.get("width", "")))
    if asked is None:
        scale = node.get("scale")
        return f"{scale}%" if scale and scale != 100 else "auto"
    amount, unit = float(asked[1]), asked[2] or "px"
    if unit == "px":  # CSS: 96 to the inch
        amount, unit = amount * 0.75, "pt"
    return f"{amount:g}{unit}"
