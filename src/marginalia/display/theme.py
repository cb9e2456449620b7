"""The look of every chart: palette, fonts, axes.

Colours are those of Okabe and Ito (Color Universal Design, 2008), some darkened for contrast on paper. The chart
specification holds the light colours, for print; in HTML each becomes a CSS variable (`web`), so that the page's
light and dark themes colour the charts without drawing them again. Shapes and dashes repeat what colours say.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

FONT = "Source Sans Pro"
FALLBACK = f"{FONT}, Helvetica Neue, Arial, sans-serif"

TEXT = "#22313f"
QUIET = "#5d6b78"
GRID = "#e1e6ea"
PAPER = "#fefefd"

#: Text on a light patch of colour, and on a dark one, which the dark theme brightens.
INK = "#10202c"
CHALK = "#ffffff"

BLUE = "#0068a3"
SKY = "#56b4e8"
GREEN = "#00805c"
VERMILION = "#c44d00"
AMBER = "#e0a000"
PURPLE = "#a3527f"
RED = "#9c1c2e"
GREY = "#a9b3bc"
PALE = "#e6eaee"

#: Light colour in the specification -> CSS variable on the page. `_static/marginalia.css` gives both themes.
VARIABLES: dict[str, str] = {
    TEXT: "--mg-chart-text",
    QUIET: "--mg-chart-quiet",
    GRID: "--mg-chart-grid",
    PAPER: "--mg-chart-paper",
    BLUE: "--mg-chart-blue",
    SKY: "--mg-chart-sky",
    GREEN: "--mg-chart-green",
    VERMILION: "--mg-chart-vermilion",
    AMBER: "--mg-chart-amber",
    PURPLE: "--mg-chart-purple",
    RED: "--mg-chart-red",
    GREY: "--mg-chart-grey",
    PALE: "--mg-chart-pale",
    CHALK: "--mg-chart-chalk",
}

#: Axis of shares, in the field's unit.
PERCENT_AXIS = alt.Axis(format=".0%", values=[0, 0.2, 0.4, 0.6, 0.8, 1], tickCount=6)
PERCENT_SCALE = alt.Scale(domain=[0, 1], nice=False)

#: In pixels. What a study calls its scales may be of any length; a title that is longer is cut, and stands whole in the
#: words below the chart.
_WIDEST_TITLE = 420

_CONFIG: dict[str, Any] = {
    "font": FALLBACK,
    "background": "transparent",
    "mark": {"aria": False},
    "padding": {"left": 2, "right": 12, "top": 6, "bottom": 4},
    "view": {"stroke": None},
    "axis": {
        "aria": False,
        "domainColor": QUIET,
        "gridColor": GRID,
        "labelColor": TEXT,
        "labelFontSize": 13,
        "labelLimit": 150,
        "tickColor": QUIET,
        "titleColor": QUIET,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "titleLimit": _WIDEST_TITLE,
    },
    # A title longer than its panel reaches below the labels at the left, not out of the page at the right.
    "axisX": {"labelFlush": False, "titleAnchor": "end"},
    "axisY": {"domain": False, "ticks": False, "labelPadding": 8},
    "header": {"labelColor": TEXT, "labelFontSize": 12.5, "labelFontWeight": 600, "title": None},
    "legend": {
        "aria": False,
        "labelColor": TEXT,
        "labelFontSize": 13,
        "labelLimit": 260,
        "orient": "top",
        "title": None,
        "symbolSize": 90,
        "symbolOpacity": 1,
    },
    "title": {"color": TEXT, "fontSize": 14, "anchor": "start", "limit": _WIDEST_TITLE},
    "text": {"color": TEXT, "fontSize": 13},
    "point": {"filled": True, "size": 80},
    "rule": {"color": QUIET},
}


def over(records: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """An empty chart over these records, which stand in its specification."""
    return alt.Chart(alt.Data(values=list(records)))  # type: ignore[no-untyped-call]


def themed(chart: alt.TopLevelMixin, *, height: float | None = None) -> alt.TopLevelMixin:
    """A single or layered chart in the book's look, as wide as its container."""
    properties: dict[str, Any] = {"width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}
    if height is not None:
        properties["height"] = height
    shaped: Any = chart
    styled: alt.TopLevelMixin = shaped.properties(**properties).configure(**_CONFIG)
    return styled


def stacked(chart: alt.VConcatChart) -> alt.TopLevelMixin:
    """Panels below each other in the book's look. Vega-Lite cannot fit those to a container, so that each panel says
    `width="container"` and whoever draws replaces it by the width at hand (see `figures.at_width`)."""
    styled: alt.TopLevelMixin = chart.configure(**_CONFIG)
    return styled


def slider(name: str, label: str, *, start: float, stop: float, step: float, value: float) -> alt.Parameter:
    """A number that the reader moves below the chart; expressions and filters know it as `name`. The label names the
    number's unit. In print it stays at `value`, so that whatever the chart's words say must be said of that value."""
    bound = alt.binding_range(min=start, max=stop, step=step, name=f"{label} ")
    return alt.param(name=name, value=value, bind=bound)


def told(name: str, sentences: Sequence[str], *, start: float, step: float) -> alt.Parameter:
    """What the chart shows at each place of the slider `name`, in order from `start`: the page prints the sentence of
    the place below the slider, and screen readers speak it when it is moved. One a chart."""
    return told_of_several(sentences, (name, start, step))


def told_of_several(
    sentences: Sequence[str] | Sequence[Sequence[str]], *sliders: tuple[str, float, float]
) -> alt.Parameter:
    """`told` for a chart with several sliders, each given as name, start and step: a row of sentences for each place of
    the first, within it one for each place of the second."""
    places = "".join(f"[round(({name} - {start}) / {step})]" for name, start, step in sliders)
    return alt.param(name="said", expr=json.dumps(sentences) + places)


def in_lines(labels: Sequence[str], letters: int) -> dict[str, Any]:
    """How an axis writes long labels: broken into lines of at most so many letters, two lines centred on their row."""
    lines = json.dumps({label: textwrap.wrap(label, letters) for label in labels})
    centred = {"condition": {"test": f"length({lines}[datum.value]) > 1", "value": -7}, "value": 0}
    return {"labelExpr": f"{lines}[datum.value]", "labelOffset": centred}


def haloed(text: alt.Chart) -> list[alt.Chart]:
    """A layer of text with a rim in the colour of the page below it, so that lines do not cross the letters."""
    rim = text.copy()
    rim.mark = alt.MarkDef(
        **{**text.mark.to_dict(), "stroke": PAPER, "strokeWidth": 4, "color": PAPER, "strokeJoin": "round"}
    )
    return [rim, text]


def web(text: str) -> str:
    """A specification or SVG, as text, with every colour of the palette as a CSS variable."""
    for colour, variable in VARIABLES.items():
        text = text.replace(f'"{colour}"', f'"var({variable}, {colour})"')
    return text


def web_spec(spec: dict[str, Any]) -> dict[str, Any]:
    """`web` for a specification."""
    recoloured: dict[str, Any] = json.loads(web(json.dumps(spec)))
    return recoloured
