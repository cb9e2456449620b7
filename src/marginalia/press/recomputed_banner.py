"""A notice on top of every page that is made from recomputed numbers instead of the printed ones.

It goes by the line that says what a page was made with (`press.made_with`), which every executed page has; the page
that sets printed numbers beside recomputed ones shows both and needs none.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from marginalia.press.made_with import made_with

#: The page that says which numbers these are.
BESIDE = "chapters/recomputed"

_HEAD = "Not the paper’s numbers."
_TOLD = (
    " What this page quotes as printed was worked out again from patients one by one, wherever they say; what they do "
    "not say stands as printed. Whether these patients are real or made up, and which numbers differ: "
)


class OnTop(SphinxTransform):
    """Puts the notice below the page's title."""

    default_priority = 859

    def apply(self, **kwargs: Any) -> None:
        if not any(line.get("numbers") == "recomputed" for line in self.document.findall(made_with)):
            return
        if self.env.docname == BESIDE:
            return
        top = next((child for child in self.document.children if isinstance(child, nodes.section)), self.document)
        top.insert(1 if isinstance(top, nodes.section) else 0, self._notice())

    def _notice(self) -> nodes.Element:
        link = pending_xref(
            "",
            nodes.inline("", "Printed beside recomputed"),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{BESIDE}",
            refdoc=self.env.docname,
            refexplicit=True,
        )
        told = nodes.paragraph("", "", nodes.strong("", _HEAD), nodes.Text(_TOLD), link, nodes.Text("."))
        return nodes.important("", told, classes=["recomputed-numbers"])


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_transform(OnTop)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
