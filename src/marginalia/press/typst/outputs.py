"""Which form of a notebook output is printed."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

#: Best first. Markdown arrives parsed; HTML and scripts cannot be printed.
_PRINTED = ("text/markdown", "image/svg+xml", "image/png", "image/jpeg", "image/gif", "text/latex", "text/plain")


class PrintedOutput(SphinxPostTransform):
    """Chooses before myst-nb does: it knows no order for a builder that is not its own, and one given in the
    configuration would make every page out of date for HTML."""

    default_priority = 3
    builders = ("typst",)

    def run(self, **kwargs: Any) -> None:
        for bundle in list(self.document.findall(nodes.container)):
            if bundle.get("nb_element") != "mime_bundle" or bundle.parent is None:
                continue
            forms = {form["mime_type"]: form for form in bundle.children if isinstance(form, nodes.Element)}
            best = next((forms[mime] for mime in _PRINTED if mime in forms and forms[mime].children), None)
            if best is None:
                bundle.parent.remove(bundle)
            else:
                bundle.replace_self(best.children)
