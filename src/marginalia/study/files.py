"""Reads the bytes of one package file, and says in plain words why where it cannot."""

from __future__ import annotations

from pathlib import Path

from marginalia.errors import Problem

#: Far above any hand-written package (the first one is under 0.2 MB), far below what would stall a reader.
LARGEST = 5_000_000


def read_text(path: Path) -> str | Problem:
    """The file as text without a byte-order mark, or the problem that keeps it from being read."""
    name = path.name
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return Problem(name, "", "", "this file in the package", f"the folder is {path.parent.name!r}")
    except OSError as error:
        return Problem(name, "", error.strerror or type(error).__name__, "a readable file")
    if len(content) > LARGEST:
        return Problem(name, "", f"more than {LARGEST:,} bytes", f"a file of at most {LARGEST:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        return Problem(
            name,
            f"row {row}",
            repr(content[error.start : error.start + 1])[2:-1],
            "text in UTF-8",
            "in a spreadsheet, save as “CSV UTF-8”",
        )
