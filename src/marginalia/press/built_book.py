"""Two built books side by side, from what each build leaves: its manifest, the data beside its pages, the pages.

Nothing is computed again. A number, claim or finding is compared where both builds have the table that it stands in.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from marginalia.audit import Verdict
from marginalia.comparing.kinds import Kind, kind_of
from marginalia.comparing.passages import changed_paragraphs, changed_pieces
from marginalia.display.differences import Differences, Line, Part
from marginalia.display.findings_page import rule_name
from marginalia.press import manifest
from marginalia.press.built_pages import paragraphs
from marginalia.press.record import DATA

#: Tables of the description of a study, and what one row of them is called.
_LISTS = {"sections.csv": "section", "groups.csv": "group", "outcomes.csv": "outcome", "measures.csv": "measure"}

_Rows = Mapping[str, Mapping[str, Any]]


def built_differences(old: Path, new: Path, names: tuple[str, str], *, texts: bool) -> Differences:
    """Everything in which two output folders of a build differ; without the pages' text where `texts` is not wanted."""
    return Differences(*names, tuple(_lines(old, new, texts=texts)))


def _lines(old: Path, new: Path, *, texts: bool) -> Iterator[Line]:
    was, now = (_parameters(out) for out in (old, new))
    for one in changed_pieces("", was, now):
        yield Line(Part.PARAMETERS, one.kind, one.name, one.name, one.old or "", one.new or "")
    for id, before, after in _both(old, new, "numbers.csv"):
        yield from _number(id, before, after)
    for file, kind in _LISTS.items():
        for id, before, after in _both(old, new, file):
            yield from _row(f"{kind} {id}", before, after)
    for id, before, after in _both(old, new, "claims.json", "claims", "claim"):
        yield from _claim(id, before, after)
    for id, before, after in _both(old, new, "findings.json", "findings"):
        yield _finding(id, before, after)
    if texts:
        pages = [paragraphs(out / "html") for out in (old, new)]
        for page in dict.fromkeys((*pages[1], *pages[0])):
            for passage in changed_paragraphs(page, pages[0].get(page, ()), pages[1].get(page, ())):
                yield Line(Part.TEXTS, passage.kind, page, page, passage.old or "", passage.new or "")


def _parameters(out: Path) -> dict[str, str]:
    """What a book was made with; its study is what is compared."""
    chosen = manifest.read(out).get("parameters", {})
    return {name: str(value) for name, value in chosen.items() if name != "study"}


def _both(old: Path, new: Path, file: str, key: str = "", id: str = "") -> Iterator[tuple[str, Any, Any]]:
    """The entries of a table that are not the same in both builds; none where one of them has no such table."""
    before, after = (_table(out / "html" / DATA / file, key, id) for out in (old, new))
    if before is not None and after is not None:
        for name in dict.fromkeys((*after, *before)):
            if before.get(name) != after.get(name):
                yield name, before.get(name), after.get(name)


def _table(file: Path, key: str, id: str) -> _Rows | None:
    """The rows of a CSV file by their ids, or the entries of a JSON file: by their ids, or by rule and numbers."""
    try:
        text = file.read_text("utf-8")
        if not key:
            return {row["id"]: row for row in csv.DictReader(text.splitlines(keepends=True))}
        entries = json.loads(text)[key]
        return {entry[id] if id else f"{entry['rule']}: {' '.join(entry['numbers'])}": entry for entry in entries}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _number(id: str, old: Any, new: Any) -> Iterator[Line]:
    one = new or old
    where = f"{one.get('section')}, {one.get('place')}: {one.get('measure')}, {one.get('statistic')}"
    was, now = (_text(row, "printed") for row in (old, new))
    before, after = (_decimal(_text(row, "reading")) for row in (old, new))
    if old and new and (was, before) == (now, after):
        yield from _row(f"number {id}", old, new, Part.NUMBERS)
    else:
        yield Line(Part.NUMBERS, kind_of(old, new), where, id, was, now, before, after)


def _row(about: str, old: Any, new: Any, part: Part = Part.STUDY) -> Iterator[Line]:
    """A row that came or went by its label, one that changed by the cells that did."""
    if not old or not new:
        was, now = (_text(row, "label") or _text(row, "title") for row in (old, new))
        yield Line(part, kind_of(old, new), about, about, was, now)
        return
    for column in dict.fromkeys((*new, *old)):
        was, now = _text(old, column), _text(new, column)
        if was != now:
            where = f"{about}, {column.replace('_', ' ')}"
            yield Line(part, kind_of(was or None, now or None), where, where, was, now)


def _claim(id: str, old: Any, new: Any) -> Iterator[Line]:
    """A claim that came, went or says something else, and one whose verdict is another."""
    said, says = (_text(one, "says") for one in (old, new))
    if said != says:
        yield Line(Part.CLAIMS, kind_of(old, new), f"claim {id}", id, said, says)
    was, now = (_verdict(_text(one, "verdict")) for one in (old, new))
    if old and new and was != now:
        yield Line(Part.VERDICTS, Kind.CHANGED, says, id, was, now, because=_text(new, "reason"))


def _finding(id: str, old: Any, new: Any) -> Line:
    one = new or old
    where = f"{rule_name(_text(one, 'rule'))} ({_text(one, 'severity')})"
    was, now = (_text(row, "sentence") for row in (old, new))
    return Line(Part.FINDINGS, kind_of(old, new), where, id, was, now)


def _text(row: Any, column: str) -> str:
    """What stands in a column; nothing where there is no such row."""
    found = row.get(column) if row else None
    return "" if found is None else str(found)


def _decimal(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _verdict(name: str) -> str:
    return Verdict(name).label if name in set(Verdict) else name
