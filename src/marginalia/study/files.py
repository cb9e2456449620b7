"""Reads the bytes of one package file, and says in plain words why where it cannot."""

from __future__ import annotations

from pathlib import Path

from marginalia.errors import Problem

#: Far above any hand-written package (the first one is under 0.2 MB), far below what would stall a reader.
LARGEST = 5_000_000

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
#: How files begin that are saved by an office program, or in another encoding.
_FORMATS = (*_UTF_16, b"PK\x03\x04")


def read_text(path: Path) -> str | Problem:
    """The file as text without a byte-order mark, or the problem that keeps it from being read."""
    name = path.name
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return Problem(name, "", "", "this file in the package", f"the folder is {path.parent.name!r}")
    except IsADirectoryError:
        return Problem(name, "", "a folder", "a file")
    except OSError as error:
        return Problem(name, "", error.strerror or type(error).__name__, "a readable file")
    if len(content) > LARGEST:
        return Problem(name, "", f"more than {LARGEST:,} bytes", f"a file of at most {LARGEST:,} bytes")
    if content.startswith(_FORMATS) or b"\0" in content:
        where = "" if content.startswith(_FORMATS) else f"row {_row(content, content.find(0))}"
        return Problem(name, where, _format(content), "text in UTF-8", _how_to_save(name))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = repr(content[error.start : error.start + 1])[2:-1]
        return Problem(name, f"row {_row(content, error.start)}", byte, "text in UTF-8", _how_to_save(name))


def _row(content: bytes, at: int) -> int:
    return content.count(b"\n", 0, at) + 1


def _format(content: bytes) -> str:
    """What a file that is no text in UTF-8 seems to be."""
    if content.startswith(b"PK"):
        return "a workbook, a document of a word processor or another zip file"
    if content.startswith((*_UTF_16, b"\0")) or b"\0" in content[:8]:
        return "text in UTF-16"
    return "bytes that are no text"


def _how_to_save(name: str) -> str:
    if name.endswith(".csv"):
        return "in a spreadsheet, save as “CSV UTF-8”"
    return "in a text editor, save as plain text with the encoding UTF-8"
