"""What a chart is drawn from, as one table: every set of records in its Vega-Lite, one after another.

Columns keep the names that the specification uses. Where a chart has several panels, `chart_panel` says which by its
title or number; where it has several sets of records, `drawn_as` says what marks draw each. What Vega-Lite works out
itself, such as a curve from a formula, stands in the specification's `transform`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from marginalia.display.figures import at_width
from marginalia.interchange import table_schema
from marginalia.interchange.table_schema import Field, Value
from marginalia.interchange.tables import TableFile, csv_text

PANEL, DRAWN = "chart_panel", "drawn_as"

_Record = dict[str, Value]
_Spec = Mapping[str, Any]

#: Views below each other or side by side, and views over each other.
_CONCATENATED = ("vconcat", "hconcat", "concat")


@dataclass(slots=True)
class _Set:
    """A set of records, the panel that it is drawn in, the marks that draw it, and what its axes call its fields."""

    panel: str
    records: list[_Record]
    marks: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)


def figure_table(name: str, title: str, spec: _Spec) -> TableFile:
    """The records of a chart as `figures/<name>.csv`; `title` is what the chart states."""
    sets = [one for one in _sets(spec) if one.records]
    several_panels = len({one.panel for one in sets}) > 1
    rows: list[_Record] = []
    titles: dict[str, str] = {}
    for one in sets:
        titles = {**one.titles, **titles}
        beside: _Record = {PANEL: one.panel} if several_panels else {}
        beside |= {DRAWN: ", ".join(one.marks)} if len(sets) > 1 else {}
        rows += [{**beside, **record} for record in one.records]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    fields: tuple[Field, ...] = table_schema.of_values(columns, rows, titles)
    said = "What the figure is drawn from."
    return TableFile(f"figures/{name}.csv", title, said, csv_text(columns, rows), table_schema.schema(fields))


def standalone(spec: _Spec, title: str, alt: str) -> dict[str, Any]:
    """The specification as a file of its own: with a width, with what the chart states as its title, and with what it
    says to somebody who cannot see it."""
    return {**at_width(dict(spec)), "title": {"text": title, "anchor": "start"}, "description": alt}


def title_of(spec: _Spec) -> str:
    """What a chart states, from its specification as a file of its own."""
    return _title(spec)


def _sets(spec: _Spec) -> list[_Set]:
    """Every set of records, each once a panel, in the order in which the chart draws them."""
    found: dict[tuple[str, str], _Set] = {}
    for panel, data, view in _views(spec, "", None):
        records = _records(data, spec.get("datasets", {}))
        key = (panel, json.dumps(records, sort_keys=True))
        one = found.setdefault(key, _Set(panel, records))
        mark = view.get("mark", "")
        mark = str(mark.get("type", "")) if isinstance(mark, dict) else str(mark)
        if mark and mark not in one.marks:
            one.marks.append(mark)
        one.titles.update(_titles(view))
    return list(found.values())


def _views(view: _Spec, panel: str, data: Any) -> Iterator[tuple[str, Any, _Spec]]:
    """Every view that draws something: its panel, its data (its own or those of the view around it), itself."""
    data = view.get("data", data)
    for kind in _CONCATENATED:
        for at, part in enumerate(view.get(kind, ()), start=1):
            yield from _views(part, _title(part) or str(at), data)
    for part in view.get("layer", ()):
        yield from _views(part, panel, data)
    if isinstance(view.get("spec"), dict):
        yield from _views(view["spec"], panel, data)
    if "mark" in view and data is not None:
        yield panel, data, view


def _title(view: _Spec) -> str:
    title = view.get("title")
    text = title.get("text", "") if isinstance(title, dict) else title or ""
    return " ".join(text) if isinstance(text, list) else str(text)


def _records(data: Any, datasets: Mapping[str, Any]) -> list[_Record]:
    if "sequence" in data:
        return list(_sequence(data["sequence"]))
    values = data.get("values", datasets.get(data.get("name", ""), ()))
    return [
        {name: _value(value) for name, value in (one if isinstance(one, dict) else {"data": one}).items()}
        for one in (values if isinstance(values, list | tuple) else ())
    ]


def _sequence(said: Mapping[str, Any]) -> Iterator[_Record]:
    """The numbers that Vega generates: from `start` in steps as long as they are below `stop`."""
    start, step = float(said["start"]), float(said.get("step", 1))
    at = 0
    while start + at * step < float(said["stop"]) - 1e-12:
        yield {str(said.get("as", "data")): round(start + at * step, 12)}
        at += 1


def _value(value: Any) -> Value:
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)


def _titles(view: _Spec) -> dict[str, str]:
    """What the chart's axes and legends call its fields."""
    channels = [channel for channel in view.get("encoding", {}).values() if isinstance(channel, dict)]
    named = [(channel.get("field"), channel.get("title")) for channel in reversed(channels)]
    return {name: title for name, title in named if isinstance(name, str) and isinstance(title, str)}
