"""Stand-ins for the nodes of the book's own extension."""

import json

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective, SphinxRole


class verdict_badge(nodes.inline):
    pass


class vega_figure(nodes.General, nodes.Element):
    pass


class Verdict(SphinxRole):
    def run(self):
        verdict, _, label = self.text.partition(":")
        return [verdict_badge("", verdict=verdict, label=label)], []


class Chart(SphinxDirective):
    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"name": directives.unchanged, "alt": directives.unchanged}  # noqa: RUF012

    def run(self):
        spec = json.loads("\n".join(self.content))
        figure = nodes.figure("", vega_figure(spec=spec, alt=self.options["alt"]))
        text, _ = self.state.inline_text(self.arguments[0], self.lineno)
        figure += nodes.caption("", "", *text)
        self.add_name(figure)
        return [figure]


def setup(app):
    skip = (lambda self, node: None, lambda self, node: None)
    app.add_node(verdict_badge, html=skip)
    app.add_node(vega_figure, html=skip)
    app.add_role("sample-verdict", Verdict())
    app.add_directive("sample-chart", Chart)
    return {"parallel_read_safe": True}
