"""Changes to files that somebody wrote by hand: what is changed is changed, every other byte stays.

`Rows` keeps the rows of a CSV file as they stand. The functions for YAML files read back what they made, so that a file
in a form that is not foreseen is never made worse.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from marginalia.study.yaml_text import Document, YamlRefused, load

_END = re.compile(r"\r?\n$|\r$")
#: Words that some reader of YAML takes for something else.
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True, slots=True)
class Plain:
    """A text file without its byte-order mark, its lines ended by one sign; `as_it_was` gives both back."""

    text: str
    mark: bool
    windows: bool

    @classmethod
    def of(cls, content: bytes) -> Plain:
        text = content.decode("utf-8")
        bare = text.removeprefix("\ufeff")
        return cls(bare.replace("\r\n", "\n"), text != bare, "\r\n" in bare)

    def as_it_was(self, text: str) -> bytes:
        """Another text, written as this one was."""
        ended = text.replace("\n", "\r\n") if self.windows else text
        return (("\ufeff" if self.mark else "") + ended).encode()


@dataclass(frozen=True, slots=True)
class Rows:
    """A CSV file as text, row by row with its line ending; the header is the first. `mark` is its byte-order mark."""

    header: tuple[str, ...]
    rows: tuple[str, ...]
    mark: str = ""

    @classmethod
    def of(cls, content: bytes) -> Rows:
        """The rows of a file that was checked before. A row may reach over several lines."""
        text = content.decode("utf-8")
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        lines = list(io.StringIO(text.removeprefix(mark), newline=""))
        reader = csv.reader(iter(lines), strict=True)
        rows: list[str] = []
        header: tuple[str, ...] = ()
        end = 0
        for values in reader:
            rows.append("".join(lines[end : reader.line_num]))
            end = reader.line_num
            if not header and any(value.strip() for value in values):
                header = tuple(value.strip() for value in values)
        return cls(header, tuple(rows), mark)

    @property
    def content(self) -> bytes:
        return (self.mark + "".join(self.rows)).encode()

    @property
    def ending(self) -> str:
        """How the file ends its lines."""
        found = _END.search(self.rows[0]) if self.rows else None
        return found[0] if found else "\n"

    def with_column(self, name: str) -> Rows:
        """The same with one more column, empty in every row; itself where it has the column."""
        if name in self.header:
            return self
        head = next(at for at, row in enumerate(self.rows) if _values(row))
        rows = [
            row if not _values(row) else _put(row, "," + (name if at == head else ""))
            for at, row in enumerate(self.rows)
        ]
        return replace(self, header=(*self.header, name), rows=tuple(rows))

    def with_rows(self, records: list[dict[str, str]]) -> Rows:
        """The same with rows at its end, their values in the order of its columns."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator=self.ending)
        rows = list(self.rows)
        if records and rows and not _END.search(rows[-1]):
            rows[-1] += self.ending
        for record in records:
            writer.writerow([record[name] for name in self.header])
        return replace(self, rows=(*rows, *io.StringIO(text.getvalue(), newline="")))

    def with_value(self, row: int, column: str, value: str) -> Rows:
        """The same with another value in one place; `row` counts from 1, the header being row 1."""
        at, text = self.header.index(column), self.rows[row - 1]
        start, end = _spans(text)[at]
        rows = list(self.rows)
        rows[row - 1] = text[:start] + value + text[end:]
        return replace(self, rows=tuple(rows))


def scalar(value: object) -> str:
    """A value as YAML, in quotes where it could be taken for something else. JSON is YAML as well."""
    plain = isinstance(value, str) and re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", value) and value not in _WORDS
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def with_entry(text: str, lines: str, entry: Any, at: int | None = None) -> str | None:
    """A YAML list file with an entry more at its end, or with another one at a position. `lines` is the entry as text,
    `entry` its value. `None` where the file is in a form in which that cannot be done."""
    try:
        before = load(text)
    except YamlRefused:
        return None
    there = before.value if before.value is not None else []
    if not isinstance(there, list):
        return None
    if at is None:
        made = (text.rstrip() + "\n\n" if there else text) + lines
        wanted = [*there, entry]
    else:
        kept = text.splitlines(keepends=True)
        start, end = _reach(before, kept, (at,), (at + 1,))
        made = "".join(kept[:start]) + lines + "".join(kept[end:])
        wanted = [*there[:at], entry, *there[at + 1 :]]
    return made if _reads_as(made, wanted) else None


def with_listed(text: str, key: str, line: str, entry: Any) -> str | None:
    """A YAML file with an entry more at the end of the list under a key, a line an entry. `line` is the entry as text,
    without its indentation. `None` where the file is in a form in which that cannot be done."""
    before = load(text)
    value = before.value
    if not isinstance(value, dict) or not isinstance(value.get(key), list) or not value[key]:
        return None
    kept = text.splitlines(keepends=True)
    first = kept[before.line((key, 0)) - 1]
    _, end = _reach(before, kept, (key, len(value[key]) - 1), None)
    indent = first[: len(first) - len(first.lstrip(" "))]
    tail = "" if kept[end - 1].endswith("\n") else "\n"
    made = f"{''.join(kept[:end])}{tail}{indent}{line}\n{''.join(kept[end:])}"
    return made if _reads_as(made, {**value, key: [*value[key], entry]}) else None


def with_sorted(text: str, key: str, number: float) -> str | None:
    """A YAML file with a number more in the list of numbers under a key, in order. `None` where the list does not stand
    on one line, in brackets."""
    before = load(text)
    value = before.value
    if not isinstance(value, dict) or not isinstance(value.get(key), list):
        return None
    kept = text.splitlines(keepends=True)
    at = before.line((key,)) - 1
    wanted = sorted([*value[key], number])
    kept[at] = re.sub(r"\[[^\]]*\]", lambda _: f"[{', '.join(f'{one:g}' for one in wanted)}]", kept[at], count=1)
    made = "".join(kept)
    return made if _reads_as(made, {**value, key: wanted}) else None


def _reads_as(text: str, wanted: Any) -> bool:
    try:
        return bool(load(text).value == wanted)
    except YamlRefused:
        return False


def _reach(
    document: Document, lines: list[str], path: tuple[str | int, ...], after: tuple[int] | None
) -> tuple[int, int]:
    """From which line to which the part at a path reaches, without blank lines and comments below it."""
    start = document.line(path) - 1
    indent = len(lines[start]) - len(lines[start].lstrip(" "))
    end = start + 1
    last = document.line(after) - 1 if after is not None and after in document.lines else len(lines)
    for at in range(start + 1, last):
        text = lines[at].strip()
        if text and not text.startswith("#"):
            if len(lines[at]) - len(lines[at].lstrip(" ")) <= indent:
                break
            end = at + 1
    return start, end


def _values(row: str) -> bool:
    return any(value.strip() for value in next(csv.reader([row]), []))


def _put(row: str, more: str) -> str:
    """A row with text before its line ending."""
    at = len(row.rstrip("\r\n"))
    return row[:at] + more + row[at:]


def _spans(row: str) -> list[tuple[int, int]]:
    """From where to where each value of a row reaches, its quotes included."""
    end_of_row = len(row.rstrip("\r\n"))
    spans: list[tuple[int, int]] = []
    at = 0
    while True:
        start = at
        if row.startswith('"', at):
            closing = _QUOTED.match(row, at)
            at = closing.end() if closing else end_of_row
        comma = row.find(",", at, end_of_row)
        at = end_of_row if comma < 0 else comma
        spans.append((start, at))
        if comma < 0:
            return spans
        at += 1
