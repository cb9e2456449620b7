"""What a page says, and leaves out, where a study has not got a figure or table that the book's prose speaks of.

The chapters' prose is the same for every study. What it says *of* a figure stands under ``{where-shown}`` and goes
with it; a bare reference says that there is none; the same apology is made once a page; a heading that is left with
nothing under it goes as well.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

#: Under which key a page's metadata hold the labels of figures and tables that the study has not got.
_ABSENT = "marginalia-absent"


class nothing_shown(nodes.Invisible, nodes.Element):
    """Stands behind the sentence that is shown in place of a figure or table; no page keeps it."""


class where_shown(nodes.General, nodes.Element):
    """Prose about figures and tables, their labels in `labels`; no page keeps it."""


class NothingShown(SphinxDirective):
    """``{nothing-shown}``: where a study has no figure or table of this name, so that references to it say so."""

    option_spec = {"name": lambda text: text.strip()}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname].setdefault(_ABSENT, []).append(self.options["name"])
        return [nothing_shown("")]


class WhereShown(SphinxDirective):
    """``{where-shown} fig-flow tbl-flow``: prose that is left out where the page lacks any of these."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        made = where_shown("", labels=self.arguments[0].split())
        self.state.nested_parse(self.content, self.content_offset, made)
        return [made]


class LeaveOut(SphinxTransform):
    """Leaves out what speaks of a figure that is not there, before anything counts headings or collects labels."""

    default_priority = 870

    def apply(self, **kwargs: Any) -> None:
        absent = set(self.env.metadata[self.env.docname].get(_ABSENT, ()))
        for prose in list(self.document.findall(where_shown)):
            prose.replace_self([] if absent & set(prose["labels"]) else prose.children)
        _say_once(self.document)
        for section in reversed(list(self.document.findall(nodes.section))):
            if section.parent is not self.document and _is_empty(section):
                section.parent.remove(section)


def _say_once(document: nodes.document) -> None:
    """Keep the first of several equal sentences that stand in place of figures."""
    said: set[str] = set()
    for mark in list(document.findall(nothing_shown)):
        siblings, at = mark.parent.children, mark.parent.index(mark)
        sentence = siblings[at - 1] if at else None
        if isinstance(sentence, nodes.paragraph):
            text = sentence.astext()
            if text in said:
                mark.parent.remove(sentence)
            said.add(text)
        _drop(mark)


def _drop(node: nodes.Element) -> None:
    """Remove a node; where it was all that a notebook's output shows, the output goes, with what JupyterLab has in
    place of it."""
    home = node.parent
    home.remove(node)
    if not home.children and home.parent is not None and home.parent.get("nb_element") == "mime_bundle":
        home.parent.parent.remove(home.parent)


def _is_empty(section: nodes.section) -> bool:
    """Whether nothing but the heading would be seen."""
    return not any(part.astext().strip() for part in section.children if not isinstance(part, nodes.title))


def resolve_absent(app: Sphinx, env: BuildEnvironment, node: Any, contnode: nodes.Element) -> nodes.Element | None:
    """What a reference to a figure or table says that this study has not got. One that no page has stays an error."""
    label = node["reftarget"]
    if node["reftype"] != "numref" or not any(label in page.get(_ABSENT, ()) for page in env.metadata.values()):
        return None
    kind = "figure" if label.startswith("fig-") else "table"
    return nodes.inline("", f"{'The' if _begins(node) else 'the'} {kind} (there is none for this study)")


def _begins(node: nodes.Node) -> bool:
    """Whether a node begins a sentence."""
    before = "".join(part.astext() for part in node.parent.children[: node.parent.index(node)]).rstrip()
    return not before or before[-1] in ".?!"


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_directive("nothing-shown", NothingShown)
    app.add_directive("where-shown", WhereShown)
    app.add_transform(LeaveOut)
    app.connect("missing-reference", resolve_absent)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
