"""What an import makes of a package: worked out first, tried on a copy, then written file by file.

Rows that are complete go to `numbers.csv`, below those that are there, which keep their bytes; the table goes to
`tables.yml`; rows that are not complete go to `draft.csv`, which is not read as numbers.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marginalia.errors import MarginaliaError, PackageError, Problem
from marginalia.files import write_whole
from marginalia.importing.additions import Addition, with_additions
from marginalia.importing.drafts import Draft
from marginalia.importing.numbering import DraftRow, Numbered, numbered
from marginalia.importing.standing_text import Plain, Rows, scalar, with_entry
from marginalia.study.contents import EARLIER
from marginalia.study.csv_text import FORMULA, records
from marginalia.study.files import read_text
from marginalia.study.model import Study, Table
from marginalia.study.number_table import COLUMNS
from marginalia.study.reading import read_study
from marginalia.study.yaml_text import YamlRefused, load

#: The rows that an import could not complete.
DRAFT = "draft.csv"
DRAFT_COLUMNS = (*COLUMNS, "problem")
_NUMBERS, _TABLES, _STUDY = "numbers.csv", "tables.yml", "study.yml"


@dataclass(frozen=True, slots=True)
class Heading:
    """How a table is called in the book: the paper's number for it, and what it shows, in our words."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would write: the content of each file that changes, by its name, `None` for one that goes. `table`
    says in words what becomes of the table; `by_hand` is what somebody must add to a file that could not be changed."""

    rows: Numbered
    files: Mapping[str, bytes | None]
    table: str
    by_hand: str = ""


def plan(study: Study, folder: Path, draft: Draft, heading: Heading, added: Iterable[Addition] = ()) -> Plan:
    """What the import of a table makes of a package; nothing is written. `added` is what goes to `study.yml` first.

    Raises `PackageError` where the package would not be sound afterwards, `MarginaliaError` where `study.yml` is in a
    form in which nothing can be added to it.
    """
    rows = numbered(draft, study)
    files: dict[str, bytes | None] = {}
    added = tuple(added)
    if added:
        description = Plain.of((folder / _STUDY).read_bytes())
        files[_STUDY] = description.as_it_was(with_additions(description.text, added))
    if rows.new:
        table = Rows.of((folder / _NUMBERS).read_bytes()).with_column("verified")
        files[_NUMBERS] = table.with_rows([{name: getattr(row, name) for name in COLUMNS} for row in rows.new]).content
    said, by_hand = "", ""
    if rows.references:
        entry = _entry(draft, rows, heading)
        tables = Plain.of((folder / _TABLES).read_bytes() if (folder / _TABLES).exists() else b"")
        text, said = _tables(study, tables.text, entry)
        if text is not None:
            files[_TABLES] = tables.as_it_was(text)
        elif not said:
            said = f"{_TABLES} is in a form in which nothing can be added to it; add these lines by hand:"
            by_hand = _lines(entry)
    _put_draft(folder, draft.setting.section, rows.open, files)
    made = Plan(rows, files, said, by_hand)
    _try(folder, made)
    return made


def carry_out(made: Plan, folder: Path) -> tuple[Path, ...]:
    """Write what was planned. Every file is the old one or the new one, and the package is sound after each."""
    written = []
    try:
        for name in (_STUDY, _NUMBERS, _TABLES, DRAFT):
            if name not in made.files:
                continue
            content = made.files[name]
            if content is None:
                (folder / name).unlink()
            else:
                write_whole(folder / name, content)
                written.append(folder / name)
    except OSError as error:
        raise MarginaliaError(f"{folder}: {error.strerror or error}") from error
    return tuple(written)


def _try(folder: Path, made: Plan) -> None:
    """Read the package as it would be. Raises `PackageError` with what would be wrong."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / folder.name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(EARLIER, ".*"), symlinks=True)
        carry_out(made, copy)
        read_study(copy)


def _entry(draft: Draft, rows: Numbered, heading: Heading) -> dict[str, Any]:
    """The table's entry in `tables.yml`."""
    layout = draft.layout
    kept = [at for at in range(len(layout.columns)) if at not in draft.skipped_columns]
    lines: list[dict[str, Any]] = []
    for at, line in enumerate(layout.lines):
        if at in draft.skipped_lines or not line.label:
            continue
        if line.is_heading:
            lines.append({"label": line.label, "heading": True, "cells": []})
        else:
            lines.append({"label": line.label, "cells": [rows.references.get((at, column)) for column in kept]})
    return {
        "id": draft.setting.section,
        "number": heading.number,
        "title": heading.title,
        "columns": [layout.headings[at] for at in kept],
        "rows": lines,
    }


def _lines(entry: dict[str, Any]) -> str:
    """An entry of `tables.yml` as text. JSON's strings and lists are YAML as well."""
    head = [
        f"- id: {scalar(entry['id'])}",
        *(f"  {key}: {_json(entry[key])}" for key in ("number", "title", "columns")),
        "  rows:",
    ]
    for row in entry["rows"]:
        heading = ", heading: true" if row.get("heading") else ""
        cells = ", ".join("null" if cell is None else cell for cell in row["cells"])
        head.append(f"    - {{label: {_json(row['label'])}{heading}, cells: [{cells}]}}")
    return "\n".join(head) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _tables(study: Study, text: str, entry: dict[str, Any]) -> tuple[str | None, str]:
    """The text of `tables.yml` with the table in it, `None` where it stays as it is, and what becomes of it in words;
    neither where the file cannot be added to."""
    there = next((table for table in study.tables if table.id == entry["id"]), None)
    if there is None:
        made = with_entry(text, _lines(entry), entry)
        return made, "" if made is None else f"The table {entry['id']} is added to {_TABLES}."
    if _says(there) == _shown(entry):
        return None, f"The table {entry['id']} is in {_TABLES} already."
    if not _fills(there, entry):
        return None, f"The table {entry['id']} of {_TABLES} has other rows, columns or numbers; it stays as it is."
    try:
        value = load(text).value
    except YamlRefused:
        return None, ""
    at = next(place for place, one in enumerate(value) if one["id"] == entry["id"])
    entry = {**value[at], "rows": entry["rows"]}
    if set(entry) != {"id", "number", "title", "columns", "rows"}:
        return None, f"The table {entry['id']} of {_TABLES} says more than rows and columns; fill in its cells by hand."
    made = with_entry(text, _lines(entry), entry, at)
    return made, "" if made is None else f"The table {entry['id']} of {_TABLES} is filled in."


def _shown(entry: dict[str, Any]) -> list[tuple[str, tuple[str | None, ...]]]:
    return [(row["label"], _printed(tuple(row["cells"]))) for row in entry["rows"]]


def _says(table: Table) -> list[tuple[str, tuple[str | None, ...]]]:
    return [(row.label, _printed(row.cells)) for row in table.rows]


def _printed(cells: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The cells of a row; none where nothing is printed in any of them, as in a heading."""
    return cells if any(cells) else ()


def _fills(there: Table, entry: dict[str, Any]) -> bool:
    """Whether an entry is the table that is there, with more of its cells known."""
    old, new = _says(there), _shown(entry)
    return (
        list(there.columns) == entry["columns"]
        and [label for label, _ in old] == [label for label, _ in new]
        and all(_is_filled(before, after) for (_, before), (_, after) in zip(old, new, strict=True))
    )


def _is_filled(before: tuple[str | None, ...], after: tuple[str | None, ...]) -> bool:
    """Whether a row says everything that it said before."""
    return not before or (
        len(before) == len(after) and all(a is None or a == b for a, b in zip(before, after, strict=True))
    )


def _put_draft(folder: Path, section: str, waiting: tuple[DraftRow, ...], files: dict[str, bytes | None]) -> None:
    """`draft.csv` with these rows for a section, in place of those that an earlier import left for it."""
    kept = [row for row in read_draft(folder) if row["section"] != section]
    ours = [{name: getattr(row, name) for name in DRAFT_COLUMNS} for row in waiting]
    if not kept and not ours:
        if (folder / DRAFT).exists():
            files[DRAFT] = None
        return
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(DRAFT_COLUMNS)
    for row in [*kept, *ours]:
        writer.writerow([_harmless(row[name]) for name in DRAFT_COLUMNS])
    content = text.getvalue().encode()
    if not (folder / DRAFT).exists() or (folder / DRAFT).read_bytes() != content:
        files[DRAFT] = content


def read_draft(folder: Path) -> list[dict[str, str]]:
    """The rows of a package's draft; none where it has none. Raises `PackageError`."""
    if not (folder / DRAFT).exists():
        return []
    text = read_text(folder / DRAFT)
    problems: list[Problem] = [text] if isinstance(text, Problem) else []
    rows = [] if isinstance(text, Problem) else [row for _, row in records(DRAFT, text, DRAFT_COLUMNS, problems)]
    if problems:
        raise PackageError(problems)
    return rows


def _harmless(value: str) -> str:
    """A value that no spreadsheet takes for a formula; what can be read as a number is none."""
    number = value[1:].replace(".", "", 1).isdigit()
    return f"'{value}" if value.startswith(FORMULA) and not number else value
