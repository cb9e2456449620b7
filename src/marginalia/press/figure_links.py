"""The data beside each figure: two links below its caption in HTML, and the files that they lead to; nothing in print.

The files are written while their page is, from the figure itself, so that a page that comes from the cache has them
too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import only
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from marginalia.display import markup
from marginalia.interchange.figure_data import figure_table, standalone

#: Where the files lie, from the HTML book's top.
FOLDER = "data/figures"


class figure_data(nodes.General, nodes.Element):
    """The links: attributes `file` (how the files are called, without an ending), `title` (what the figure states),
    `spec` (dict) and `alt`."""


def below(figure: nodes.figure, caption: Sequence[nodes.Node], spec: dict[str, Any], alt: str) -> None:
    """Put the links below a figure's caption. A figure without a name has none, since nothing could be called after
    it."""
    if not figure["ids"] and not figure["names"]:
        return
    stated = next((node for part in caption for node in part.findall(nodes.strong)), None)
    title = "" if stated is None else stated.astext()
    name = nodes.make_id((figure["names"] or figure["ids"])[0])
    figure += only("", figure_data("", file=name, title=title, spec=spec, alt=alt), expr="html")


def visit_html(self: Any, node: figure_data) -> None:
    """Write the files and link to them."""
    spec = standalone(node["spec"], node["title"], node["alt"])
    files = {
        f"{node['file']}.csv": figure_table(node["file"], node["title"], spec).text,
        f"{node['file']}.json": json.dumps(spec, indent=1, ensure_ascii=False) + "\n",
    }
    folder = Path(self.builder.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    page = "" if self.builder.name == "singlehtml" else self.builder.get_target_uri(self.builder.current_docname)
    of = f'<span class="visually-hidden"> of the figure: {markup.html(node["title"])}</span>'
    links = (
        f'<a class="reference download" href="{relative_uri(page, f"{FOLDER}/{name}")}" download>{words}{of}</a>'
        for name, words in zip(files, ("Data (CSV)", "Specification (JSON)"), strict=True)
    )
    self.body.append(f'<p class="figure-data">{" · ".join(links)}</p>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Called by `marginalia.sphinx_extension`."""
    html = (visit_html, None)
    app.add_node(figure_data, html=html, singlehtml=html)
