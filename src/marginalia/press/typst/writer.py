"""The writer: every node that a Jupyter Book holds, as Typst.

An extension adds a node of its own in Sphinx's way: `app.add_node(node, typst=(visit, depart))`; `visit` is called
with this translator and writes with `settle`, `add`, `words` and `content`.
"""

from __future__ import annotations

from marginalia.press.typst.extensions import Extensions
from marginalia.press.typst.figures import Figures
from marginalia.press.typst.inlines import Inlines
from marginalia.press.typst.tables import Tables


class TypstTranslator(Inlines, Tables, Figures, Extensions):
    """Writes the assembled book (see `assembly`). `source` is the result."""

    @property
    def source(self) -> str:
        return "".join(self.output[0])
