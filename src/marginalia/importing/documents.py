"""A document as the tables in it: CSV, Excel, Word, an HTML page, or text that was pasted.

Nothing of a document is run or fetched: macros, scripts, links and entities are not looked at, formulas of a workbook
give what they last came to, and pandoc runs in its sandbox.
"""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from marginalia.errors import Problem
from marginalia.importing.grids import LARGEST, LONGEST_CELL, DocumentRefused, Grid, grids_in
from marginalia.importing.pasted import pasted_tables

#: How long pandoc may take, in seconds, and how much memory it may use: a paper takes a second or two.
_PANDOC_SECONDS, _PANDOC_MEMORY = 60, "-M700M"


def tables_in(document: Path) -> list[Grid]:
    """The tables of a document, by the ending of its name. Raises `DocumentRefused` where it cannot be read."""
    read = _READERS.get(document.suffix.lower())
    if read is None:
        ending = document.suffix or "no ending"
        raise DocumentRefused(f"found a name with {ending}, expected one of {', '.join(_READERS)}")
    return read(document)


def tables_in_text(content: bytes) -> list[Grid]:
    """The tables of pasted text. Raises `DocumentRefused`."""
    if len(content) > LARGEST:
        raise DocumentRefused(f"the text has more than {LARGEST:,} bytes")
    return pasted_tables(_decoded(content))


def _delimited(document: Path) -> list[Grid]:
    text = _decoded(_content(document))
    head = text[:20_000]
    delimiter = max("\t,;", key=head.count) if document.suffix.lower() != ".tsv" else "\t"
    csv.field_size_limit(64 * LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise DocumentRefused(f"it cannot be read as a table: {error}") from None
    return grids_in(rows)


def _text(document: Path) -> list[Grid]:
    return pasted_tables(_decoded(_content(document)))


def _page(document: Path) -> list[Grid]:
    from marginalia.importing.html_tables import html_tables

    return html_tables(_content(document))


def _workbook(document: Path) -> list[Grid]:
    from marginalia.study.workbook import read_workbook

    sheets = read_workbook(document)
    if isinstance(sheets, Problem):
        raise DocumentRefused(_said(sheets.value, sheets.expected, sheets.hint))
    return [made for sheet in sheets for made in grids_in(sheet.rows, sheet.name)]


def _word(document: Path) -> list[Grid]:
    """pandoc turns a Word document into a page, whose tables are read as those of any other."""
    import pypandoc

    from marginalia.importing.html_tables import html_tables
    from marginalia.study.workbook_limits import Refused, unpack

    try:
        archive = unpack(_content(document)).archive().getvalue()
    except Refused as refused:
        raise DocumentRefused(_said(refused.found, "a Word document of usual size", "save it anew as .docx")) from None
    command = [pypandoc.get_pandoc_path(), "--sandbox", "--from=docx", "--to=html", "+RTS", _PANDOC_MEMORY, "-RTS"]
    try:
        done = subprocess.run(command, input=archive, capture_output=True, timeout=_PANDOC_SECONDS)
    except subprocess.TimeoutExpired:
        raise DocumentRefused(f"pandoc did not get through it in {_PANDOC_SECONDS} seconds") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise DocumentRefused(f"pandoc cannot read it: {said[-1][:200] if said else 'no reason given'}")
    return html_tables(done.stdout)


_READERS: Mapping[str, Callable[[Path], list[Grid]]] = {
    ".csv": _delimited,
    ".tsv": _delimited,
    ".txt": _text,
    ".md": _text,
    ".xlsx": _workbook,
    ".docx": _word,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
}


def _content(document: Path) -> bytes:
    try:
        with document.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise DocumentRefused(error.strerror or type(error).__name__) from None
    if len(content) > LARGEST:
        raise DocumentRefused(f"more than {LARGEST:,} bytes; copy its tables into a file of their own")
    return content


def _decoded(content: bytes) -> str:
    """Text in UTF-8, in UTF-16 with its mark, or in the encoding of Western Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _said(found: str, expected: str, hint: str) -> str:
    return f"found {found}, expected {expected}" + (f"; {hint}" if hint else "")
