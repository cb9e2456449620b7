"""A table with its caption, as MyST for the book and as HTML for JupyterLab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marginalia.display import markup


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: the lines of it, as MyST inline text, and CSS classes. Plain text goes through `markup.myst` first."""

    lines: tuple[str, ...]
    classes: str = ""

    @classmethod
    def plain(cls, text: str, classes: str = "") -> Entry:
        return cls((markup.myst(text),) if text else (), classes)


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first entry heads it. A heading without cells spans the table."""

    label: Entry
    entries: tuple[Entry, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered table. `columns` holds one plain heading for each column, the first for the row labels;
    `caption` is MyST inline text; `name` the label for `{numref}`, with `tbl-` in front."""

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    classes: str = ""

    @property
    def markdown(self) -> str:
        body = {
            "caption": self.caption,
            "columns": [markup.myst(column) for column in self.columns],
            "rows": [self._row(row) for row in self.rows],
        }
        name = f"tbl-{self.name}" if self.name else ""
        return markup.directive("paper-table", markup.json_line(body), name=name, class_=self.classes)

    @property
    def html(self) -> str:
        head = "".join(f'<th scope="col">{markup.html(column)}</th>' for column in self.columns)
        rows = "\n".join(self._html_row(row) for row in self.rows)
        return (
            f"<table><caption>{markup.html(markup.plain(self.caption))}</caption>"
            f"<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>"
        )

    def _row(self, row: Row) -> dict[str, object]:
        label = _entry(row.label)
        if row.heading and not any(entry.lines for entry in row.entries):
            return {"class": "heading", "cells": [{**label, "span": len(self.columns)}]}
        cells = [label, *map(_entry, self._filled(row.entries))]
        return {"class": "heading", "cells": cells} if row.heading else {"cells": cells}

    def _html_row(self, row: Row) -> str:
        cells = "".join(f"<td>{_html_lines(entry)}</td>" for entry in self._filled(row.entries))
        return f'<tr><th scope="row">{_html_lines(row.label)}</th>{cells}</tr>'

    def _filled(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        return (*entries, *(Entry(()) for _ in range(len(self.columns) - 1 - len(entries))))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        return {"text/markdown": self.markdown, "text/html": self.html, "text/plain": markup.plain(self.caption)}


def _entry(entry: Entry) -> dict[str, object]:
    text = "\n\n".join(entry.lines)
    return {"text": text, "class": entry.classes} if entry.classes else {"text": text}


def _html_lines(entry: Entry) -> str:
    return "<br>".join(markup.html(markup.plain(line)) for line in entry.lines)
