"""What an executed page was made with: a line at its end, in HTML and in print.

The press puts a ``{made-with}`` after the last cell of every page that it executes, with the parameters that the page
declares. The words are made here, when the book is bound. The study is named by its folder's name, never by a path.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from marginalia.display import markup
from marginalia.parameters import DEFAULTS, written
from marginalia.words import listed

#: The label of the table of all parameters.
ALL = "tbl-parameters"
_KIND = "all-parameters"


class made_with(nodes.General, nodes.Element):
    """The line: its attribute `summary` is the short sentence, its one child a paragraph with every value."""


class MadeWith(SphinxDirective):
    """``{made-with}``: a JSON body with the values of a page's parameters by their names, `study` a name."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        values = json.loads("\n".join(self.content))
        told = nodes.paragraph("", nodes.Text(every_value(values) + ". "))
        link = pending_xref("", nodes.inline("", "All parameters"), refdomain="", reftype=_KIND, reftarget=ALL)
        link["refdoc"] = self.env.docname
        told += link
        return [made_with("", told, summary=summary(values), numbers=values.get("numbers", ""))]


def summary(values: Mapping[str, Any]) -> str:
    """`Made with my-paper and confidence 0.9 instead of 0.95.`"""
    others = [_differing(name, value) for name, value in values.items() if _differs(name, value)]
    study = [values["study"]] if "study" in values else []
    return f"Made with {listed([*study, *(others or ['the usual parameters'])])}."


def every_value(values: Mapping[str, Any]) -> str:
    """Every value: `study my-paper · confidence 0.9 instead of 0.95 · interval wilson`."""
    return " · ".join(
        f"study {value}"
        if name == "study"
        else _differing(name, value)
        if _differs(name, value)
        else f"{_spoken(name)} {written(value)}"
        for name, value in values.items()
    )


def _differs(name: str, value: object) -> bool:
    return name != "study" and value != getattr(DEFAULTS, name)


def _differing(name: str, value: object) -> str:
    return f"{_spoken(name)} {written(value)} instead of {written(getattr(DEFAULTS, name))}"


def _spoken(name: str) -> str:
    return name.replace("_", " ")


class AtTheEnd(SphinxTransform):
    """Moves the line behind everything else of its page, out of the last section, which may be left out."""

    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        for line in list(self.document.findall(made_with)):
            line.parent.remove(line)
            top = next((child for child in self.document.children if isinstance(child, nodes.section)), self.document)
            top += line


def resolve_all(app: Sphinx, env: BuildEnvironment, node: Any, contnode: nodes.Element) -> nodes.Element | None:
    """Link to the table of all parameters; say nothing in a book that has none."""
    if node["reftype"] != _KIND:
        return None
    document, id = env.get_domain("std").anonlabels.get(ALL, ("", ""))  # type: ignore[attr-defined]
    if not document:
        return nodes.inline()
    return make_refnode(app.builder, node["refdoc"], document, id, contnode)


def visit_html(self: Any, node: made_with) -> None:
    self.body.append(f'<details class="made-with"><summary>{markup.html(node["summary"])}</summary>\n')


def depart_html(self: Any, node: made_with) -> None:
    self.body.append("</details>\n")


def visit_typst(self: Any, node: made_with) -> None:
    """The short sentence, and where all parameters stand."""
    links = list(node.findall(nodes.reference))
    words = [nodes.Text(f"{node['summary']} "), *links] if links else [nodes.Text(node["summary"])]
    self.add(f'\n\n#styled("made-with", "", {self.content(nodes.paragraph("", "", *words))})\n\n')
    raise nodes.SkipNode


def visit_text(self: Any, node: made_with) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    html = (visit_html, depart_html)
    app.add_node(made_with, html=html, singlehtml=html, typst=(visit_typst, None), text=(visit_text, None))
    app.add_directive("made-with", MadeWith)
    app.add_transform(AtTheEnd)
    app.connect("missing-reference", resolve_all)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
