"""The sample book's chapter with code: an executed notebook, as the press leaves it."""

from __future__ import annotations

import json

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

TABLE = """:::{table} Responders by visit
:name: table-response

| Group | 1 month | 12 months | 18 months |
|:--|--:|--:|--:|
| All patients | 25/42 = 60% | 29/39 = 74% | 18/29 = 62% |
| Epidural, facet and disc, the longest of the labels | 5/9 = 56% | 7/8 = 88% | 3/5 = 60% |
:::
"""
SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "width": "container",
    "height": 120,
    "config": {"font": "Source Sans Pro"},
    "data": {"values": [{"month": 1, "share": 0.6}, {"month": 12, "share": 0.74}, {"month": 18, "share": 0.62}]},
    "mark": "point",
    "encoding": {
        "x": {"field": "month", "type": "quantitative", "title": "Months after injection"},
        "y": {"field": "share", "type": "quantitative"},
    },
}
CHART = (
    "```{sample-chart} Responders of those *seen*.\n:name: fig-response\n:alt: Share of responders by visit\n\n"
    f"{json.dumps(SPEC)}\n```\n"
)
FORMULAS = """(what-shows)=
### What this shows

$$
\\frac{\\hat p + z^2/2N}{1+z^2/N}
$$ (eq-wilson)

See {eq}`eq-wilson`.

\\begin{align*}
a &= b + c\\\\
d &= \\sum_{i=1}^{n} x_i
\\end{align*}
"""
CLAIM = """```{margin}
{sample-verdict}`contradicted:Contradicted` [the numbers behind it](#claim-3)
```
The paper says that the response lasted.
"""


def shown(**forms: str) -> list[NotebookNode]:
    return [new_output("display_data", data={name.replace("__", "/"): text for name, text in forms.items()})]


def cell(source: str, outputs: list[NotebookNode], *tags: str) -> NotebookNode:
    return new_code_cell(source, outputs=outputs, metadata={"tags": list(tags)})


def executed() -> NotebookNode:
    cells = [
        new_markdown_cell(
            "(response)=\n# Efficacy: who responded\n\nSee {numref}`table-response`, {numref}`fig-response` and "
            "{numref}`Section %s <what-shows>`."
        ),
        cell("claims()", shown(text__markdown=CLAIM, text__html="<p>markup</p>", text__plain="x"), "remove-input"),
        new_markdown_cell("## The table, recomputed"),
        cell("table()", shown(text__markdown=TABLE, text__html="<p>markup</p>"), "remove-input"),
        cell("chart()", shown(text__markdown=CHART), "remove-input"),
        new_markdown_cell(FORMULAS),
        cell("frame = 29 / 39", [new_output("stream", name="stdout", text="printed text & < > #\n" + "x" * 150)]),
        cell("secret = 1", [new_output("stream", name="stdout", text="output of a hidden cell\n")], "hide-input"),
        cell("page()", shown(text__html="<b>raw</b>", text__plain="<IPython.core.display.HTML object>")),
    ]
    for number, one in enumerate(cells):
        one["id"] = f"cell-{number}"
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}}
    return new_notebook(cells=cells, metadata=metadata)
