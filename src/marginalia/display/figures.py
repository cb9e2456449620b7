"""A chart with its words: what a chart file returns and how it reaches the book.

The notebook carries only Vega-Lite JSON. In the book it becomes a numbered docutils figure around a `vega_figure`
node (see `marginalia.sphinx_extension`), so that `{numref}` works in HTML and PDF alike; JupyterLab draws the
same JSON by itself.
"""

from __future__ import annotations

import copy
import textwrap
from dataclasses import dataclass
from typing import Any

import altair as alt

from marginalia.display import markup

#: The mime type of the Vega-Lite that Altair writes, for JupyterLab.
VEGA_LITE_MIME = f"application/vnd.vegalite.v{alt.SCHEMA_VERSION.lstrip('v').split('.')[0]}+json"

#: Width of the drawing in print and in the fallback picture, in pixels (a text column of about 16 cm).
PRINT_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and its words, all computed.

    `title` states the finding and opens the caption; `caption` (plain text) says how to read the chart; `alt` says
    to somebody who cannot see it what it shows. `name` is the label for `{numref}`, with `fig-` in front.
    """

    chart: alt.TopLevelMixin
    title: str
    caption: str
    alt: str
    name: str

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification, with the width of its container."""
        spec: dict[str, Any] = self.chart.to_dict()
        return spec

    @property
    def markdown(self) -> str:
        return self._markdown(self.spec())

    def _markdown(self, spec: dict[str, Any]) -> str:
        caption = f"**{markup.myst(self.title)}** {markup.myst(self.caption)}".strip()
        body = {"caption": caption, "alt": self.alt, "spec": spec}
        return markup.directive("vega-figure", markup.json_line(body), name=f"fig-{self.name}", class_="chart")

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        # Once for both: Altair holds every chart against Vega-Lite's schema, which takes longest in most chapters.
        spec = self.spec()
        titled = {**spec, "title": {"text": textwrap.wrap(self.title, 70), "anchor": "start"}}
        return {"text/markdown": self._markdown(spec), VEGA_LITE_MIME: titled, "text/plain": self.alt}


def at_width(spec: dict[str, Any], width: int = PRINT_WIDTH) -> dict[str, Any]:
    """The same specification with a fixed width, for pictures that have no container. The axis of a panel that is
    one of several has a fixed extent, which its width leaves room for."""
    fixed = copy.deepcopy(spec)
    if fixed.get("width") == "container":
        fixed["width"] = width
    for panel in fixed.get("vconcat", []):
        panel["width"] = width - reserved(panel)
    return fixed


def reserved(panel: dict[str, Any]) -> int:
    """How many pixels beside a panel its vertical axis and the chart's padding take."""
    extents = [
        layer["encoding"]["y"].get("axis", {}).get("minExtent", 0)
        for layer in panel.get("layer", [panel])
        if isinstance(layer.get("encoding", {}).get("y"), dict)
    ]
    return int(max(extents, default=0)) + 30
