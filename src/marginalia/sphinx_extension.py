"""Our nodes, their directives and role, and how HTML writes them; the PDF's builder (`press.typst`) comes with it.

Nodes that a builder has to know:

- `vega_figure` (attributes `spec`: dict, `alt`: str), always inside a docutils figure with a caption;
- `verdict_badge` (attributes `verdict`, `label`, `symbol`: str), inline, often inside a reference.

Files that a page offers come with the page's own text and are Sphinx' downloads, in HTML alone.
Tables are plain docutils tables whose heading rows may span columns (`morecols`).
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import download_reference, only, pending_xref
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import make_refnode

from marginalia.audit import Verdict
from marginalia.display import badges, drawing, figures, markup, theme
from marginalia.press import absent, figure_links, made_with, recomputed_banner, typst

CHARTS_SCRIPT = "marginalia-charts.js"


class vega_figure(nodes.General, nodes.Element):
    """A chart as Vega-Lite, with its alternative text."""


class verdict_badge(nodes.Inline, nodes.TextElement):
    """A verdict: its text is the word, its attributes name the verdict and the symbol."""


class VegaFigure(SphinxDirective):
    """``{vega-figure}``: a JSON body with `spec`, `alt` and `caption` (MyST) as a numbered figure."""

    has_content = True
    option_spec = {"name": directives.unchanged, "class": directives.class_option}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        body = json.loads("\n".join(self.content))
        drawn = vega_figure("", spec=body["spec"], alt=body["alt"])
        words, messages = self.state.inline_text(body["caption"], self.lineno)
        figure = nodes.figure("", drawn, nodes.caption("", "", *words), classes=self.options.get("class", []))
        self.set_source_info(figure)
        self.add_name(figure)
        figure_links.below(figure, words, body["spec"], body["alt"])
        return [figure, *messages]


class PaperTable(SphinxDirective):
    """``{paper-table}``: a JSON body with `caption`, `columns` and `rows` as a numbered table.

    A row is `{"class": ..., "cells": [...]}`, a cell `{"text": MyST, "class": ..., "span": columns}`. The first
    column heads its row. A cell's text may hold several paragraphs, parted by blank lines.
    """

    has_content = True
    option_spec = {"name": directives.unchanged, "class": directives.class_option}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        body = json.loads("\n".join(self.content))
        columns = body["columns"]
        group = nodes.tgroup("", cols=len(columns))
        for column in range(len(columns)):
            group += nodes.colspec("", colwidth=2 if column == 0 else 1, **({"stub": 1} if column == 0 else {}))
        group += nodes.thead("", self._row({"cells": [{"text": text} for text in columns]}))
        group += nodes.tbody("", *(self._row(row) for row in body["rows"]))
        words, messages = self.state.inline_text(body["caption"], self.lineno)
        classes = ["colwidths-auto", *self.options.get("class", [])]
        table = nodes.table("", nodes.title("", "", *words), group, classes=classes)
        self.set_source_info(table)
        self.add_name(table)
        return [table, *messages]

    def _row(self, row: dict[str, Any]) -> nodes.row:
        made = nodes.row("", classes=row.get("class", "").split())
        for cell in row["cells"]:
            entry = nodes.entry("", classes=cell.get("class", "").split())
            if cell.get("span", 1) > 1:
                entry["morecols"] = cell["span"] - 1
            for paragraph in filter(None, cell["text"].split("\n\n")):
                words, messages = self.state.inline_text(paragraph, self.lineno)
                entry += nodes.paragraph("", "", *words)
                entry += messages
            made += entry
        return made


class OfferedFiles(SphinxDirective):
    """``{offered-files}``: a JSON body with `before` (plain text) and `files`, each of `name` and `text`, as links to
    them. They need no file among the sources, which a chapter that comes from the cache would not write."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        body = json.loads("\n".join(self.content))
        folder = Path(self.env.doctreedir) / "offered" / self.env.docname
        folder.mkdir(parents=True, exist_ok=True)
        paragraph = nodes.paragraph("", nodes.Text(body["before"]), classes=["offered-files"])
        for at, offered in enumerate(body["files"]):
            file = folder / Path(offered["name"]).name
            file.write_text(offered["text"], encoding="utf-8")
            # Sphinx looks for downloads from the sources' top.
            target = "/" + Path(os.path.relpath(file, self.env.srcdir)).as_posix()
            link = download_reference("", "", nodes.Text(file.name), reftarget=target, refdoc=self.env.docname)
            paragraph += [nodes.Text(" · " if at else " "), link]
        return [only("", paragraph, expr="html")]


class VerdictRole(SphinxRole):
    """``{verdict}`contradicted` ``, or ``{verdict}`contradicted <claim-x>` `` to link to that label."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        parts = re.fullmatch(r"\s*([\w-]+)\s*(?:<([^>]+)>)?\s*", self.text)
        if parts is None or parts[1] not in set(Verdict):
            known = ", ".join(Verdict)
            return [], [
                self.inliner.reporter.error(f"verdict {self.text!r}: expected one of {known}", line=self.lineno)
            ]
        verdict, target = Verdict(parts[1]), parts[2]
        badge = verdict_badge(
            "", verdict.label, verdict=verdict.value, label=verdict.label, symbol=badges.SYMBOLS[verdict]
        )
        if not target:
            return [badge], []
        where = {"refdomain": "", "reftype": "verdict", "reftarget": target, "refdoc": self.env.docname}
        return [pending_xref("", badge, refwarn=True, **where)], []


def resolve_verdict(app: Sphinx, env: BuildEnvironment, node: Any, contnode: nodes.Element) -> nodes.Element | None:
    """Link a badge to its label. Sphinx' own `ref` would flatten the badge to its text."""
    if node["reftype"] != "verdict":
        return None
    document, id = env.get_domain("std").anonlabels.get(node["reftarget"], ("", ""))  # type: ignore[attr-defined]
    return make_refnode(app.builder, node["refdoc"], document, id, contnode) if document else None


def visit_chart_html(self: Any, node: vega_figure) -> None:
    """A picture that is replaced by the live chart where scripts run."""
    cache = Path(self.builder.doctreedir) / "charts"
    reserved = [figures.reserved(panel) for panel in node["spec"].get("vconcat", [])]
    self.body.append(
        f'<div class="mg-chart" role="img" aria-label="{markup.html(node["alt"])}" data-reserved="{reserved}">'
        f'<div class="mg-chart-drawing" aria-hidden="true">{theme.web(drawing.svg(node["spec"], cache))}</div>'
        f'<script type="application/json">{markup.script_json(theme.web_spec(node["spec"]))}</script></div>\n'
    )
    raise nodes.SkipNode


def visit_badge_html(self: Any, node: verdict_badge) -> None:
    self.body.append(badges.html(Verdict(node["verdict"])))
    raise nodes.SkipNode


def visit_chart_text(self: Any, node: vega_figure) -> None:
    """Builders without pictures print the alternative text."""
    self.add_text(node["alt"])
    raise nodes.SkipNode


def visit_badge_text(self: Any, node: verdict_badge) -> None:
    self.add_text(f"[{node['label']}]")
    raise nodes.SkipNode


def finish_page(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Mend what screen readers need, and give the chart script to the pages that have charts."""
    if "body" in context:
        context["body"] = _for_screen_readers(context["body"])
    if doctree is not None and next(doctree.findall(vega_figure), None) is not None:
        app.add_js_file(CHARTS_SCRIPT, loading_method="defer")


def _for_screen_readers(body: str) -> str:
    """docutils writes `<th class="head">` and `<th class="stub">` without the scope that screen readers go by, and
    the entries of a bibliography in a role that ARIA 1.2 has given up and that no list may hold."""
    body = body.replace('role="doc-biblioentry"', 'role="listitem"')
    body = re.sub(r'<th class="([^"]*\bhead\b)', r'<th scope="col" class="\1', body)
    return re.sub(r'<th class="([^"]*\bstub\b)', r'<th scope="row" class="\1', body)


def begin(app: Sphinx) -> None:
    """Start the chart script early, and draw with the book's own fonts."""
    if app.builder.format == "html":
        app.marginalia_script = drawing.begin_script(Path(app.doctreedir) / "charts")  # type: ignore[attr-defined]
    for folder in app.config.html_static_path:
        if (Path(app.srcdir) / folder / "fonts").is_dir():
            drawing.use_fonts(Path(app.srcdir) / folder / "fonts")


def write_script(app: Sphinx, error: Exception | None) -> None:
    """Write the chart script once for all pages."""
    started = getattr(app, "marginalia_script", None)
    if started is not None:
        started.wait()
    if error is None and app.builder.format == "html":
        folder = Path(app.outdir) / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / CHARTS_SCRIPT).write_text(drawing.script(Path(app.doctreedir) / "charts"), encoding="utf-8")


def configure(app: Sphinx, config: Config) -> None:
    """The Vega-Lite in a notebook's outputs is for JupyterLab; the book uses the Markdown beside it. The theme logs an
    error on every page where no mode is set."""
    config.html_context = {"default_mode": "auto", **config.html_context}
    config.suppress_warnings = [*config.suppress_warnings, "mystnb.unknown_mime_type"]


def setup(app: Sphinx) -> dict[str, Any]:
    chart = (visit_chart_html, None)
    badge = (visit_badge_html, None)
    app.add_node(vega_figure, html=chart, singlehtml=chart, text=(visit_chart_text, None))
    app.add_node(verdict_badge, html=badge, singlehtml=badge, text=(visit_badge_text, None))
    app.add_directive("vega-figure", VegaFigure)
    app.add_directive("paper-table", PaperTable)
    app.add_directive("offered-files", OfferedFiles)
    app.add_role("verdict", VerdictRole())
    app.add_css_file("marginalia.css")
    app.add_js_file("marginalia-claims.js", loading_method="defer")
    app.connect("config-inited", configure)
    app.connect("builder-inited", begin)
    app.connect("missing-reference", resolve_verdict)
    app.connect("html-page-context", finish_page)
    app.connect("build-finished", write_script)
    typst.setup(app)
    absent.setup(app)
    made_with.setup(app)
    recomputed_banner.setup(app)
    figure_links.setup(app)
    # Charts are drawn by threads of vl-convert's own, which do not live on in the forked writers of a parallel build.
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
