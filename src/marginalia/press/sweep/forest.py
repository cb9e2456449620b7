"""The chart of a sweep: the share of responders that each book gives, with its interval, one below the other."""

from __future__ import annotations

import copy
import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marginalia.display import drawing, theme, values
from marginalia.display.charts._forest import Kind, Mark, forest
from marginalia.press.sweep.summary import Row

#: Books in the chart at most; the table has them all.
MOST = 60

#: Widths in pixels at which the chart is drawn: for a desk and for a phone.
_WIDTHS = {"wide": 820, "narrow": 350}

#: A label's lines at most, and the height of each in pixels.
_LINES, _LINE_HEIGHT = 3, 14


@dataclass(frozen=True, slots=True)
class Drawn:
    """The chart: what it states, how to read it, what it says to somebody who cannot see it, and an SVG by width."""

    title: str
    caption: str
    alt: str
    pictures: Mapping[str, str]


def drawn(rows: Sequence[Row], labels: Sequence[str], cache: Path) -> Drawn | None:
    """The chart of the rows that have a share; `labels` name the rows. `None` where none has."""
    able = [(label, row) for label, row in zip(labels, rows, strict=True) if isinstance(row.get("response"), float)]
    if not able:
        return None
    marks = [_mark(label, row) for label, row in able[:MOST]]
    chart = forest(
        marks,
        [Kind("response", theme.BLUE)],
        title="Responders among those whom the paper counts",
        legend=False,
    )
    shares = [mark.share for mark in marks]
    title = f"Responders at the paper’s last visit with a count: {values.percent(shares[0])}."
    if len(marks) > 1:
        low, high = values.percent(min(shares)), values.percent(max(shares))
        span = f"{low} in every book drawn" if low == high else f"from {low} to {high}"
        title = f"Responders: {span}, each at its paper’s last visit with a count."
    caption = "A line is the interval, a point the share, with responders and their denominator at the right."
    if len(able) > MOST:
        caption += f" The first {MOST} of {len(able)} books; the table has them all."
    if without := len(rows) - len(able):
        books = values.capital(values.plural(without, "book"))
        caption += f" {books} without such a share {'is' if without == 1 else 'are'} not drawn."
    told = "; ".join(
        f"{mark.row}: {values.percent(mark.share)} ({mark.count}), {mark.record()['interval']}" for mark in marks
    )
    spec, names = chart.to_dict(), [mark.row for mark in marks]
    pictures = {size: theme.web(drawing.svg(_at(spec, width, names), cache)) for size, width in _WIDTHS.items()}
    return Drawn(title, caption, f"Share of responders with its interval. {told}.", pictures)


def _mark(label: str, row: Row) -> Mark:
    low, high = row.get("response_low"), row.get("response_high")
    return Mark(
        label,
        "response",
        float(str(row["response"])),
        low if isinstance(low, float) else None,
        high if isinstance(high, float) else None,
        f"{row['responders']}/{row['of']}",
    )


def _at(spec: Mapping[str, Any], width: int, labels: Sequence[str]) -> dict[str, Any]:
    """The chart at a width, its labels in lines that leave most of it to the intervals, a row as high as they need."""
    letters = width // 18
    lines = {label: textwrap.wrap(label, letters, max_lines=_LINES, placeholder=" …") for label in labels}
    most = max(map(len, lines.values()))
    written = json.dumps(lines)
    # Several lines are centred on their row; Vega puts the first there.
    offset = [
        {"test": f"length({written}[datum.value]) == {count}", "value": -_LINE_HEIGHT / 2 * (count - 1)}
        for count in range(2, most + 1)
    ]
    made = copy.deepcopy({**spec, "width": width, "height": len(labels) * (most * _LINE_HEIGHT + 12)})
    for layer in made["layer"]:
        layer["encoding"]["y"]["axis"] |= {
            "labelExpr": f"{written}[datum.value]",
            "labelLimit": width // 2,
            "labelLineHeight": _LINE_HEIGHT,
            **({"labelOffset": {"condition": offset, "value": 0}} if offset else {}),
        }
    return made
