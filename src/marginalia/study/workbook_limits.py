"""Keeps a workbook from being more than it seems: a small file that unpacks to gigabytes, one cell a million rows away
for which a reader lays out all cells before it, one long text that a hundred thousand cells show.

An .xlsx file is a zip archive of XML (ECMA-376, part 1). Everything is looked at while it is unpacked, in pieces, and
before the library that reads workbooks sees any of it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

#: Parts of a workbook, bytes of all parts unpacked, and how many times smaller than that the file may be. A trial's
#: workbook has some dozens of parts, a few megabytes and packs ten times.
MOST_PARTS = 1_000
MOST_BYTES = 60_000_000
MOST_RATIO = 300
#: Cells from the first to the last that is used, in one sheet, and characters that all cells show.
MOST_CELLS = 2_000_000
MOST_CHARACTERS = 50_000_000

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PIECE = 1 << 16


class Refused(Exception):
    """A workbook that is not read: what was found, what was expected, what to do."""

    def __init__(self, found: str, expected: str, hint: str = "") -> None:
        self.found, self.expected, self.hint = found, expected, hint
        super().__init__(found)


@dataclass(frozen=True)
class Unpacked:
    """A workbook whose parts were looked through. `errors` are the cells that hold an error of the spreadsheet, such as
    `#DIV/0!`, which a reader would take for empty: by part, as row and column from 1."""

    parts: Mapping[str, bytes]
    errors: Mapping[str, tuple[tuple[int, int], ...]]

    def archive(self) -> io.BytesIO:
        """The same parts packed anew, so that what is read is what was looked at, whatever the first archive claims."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as made:
            for name, content in self.parts.items():
                made.writestr(name, content)
        packed.seek(0)
        return packed


def unpack(content: bytes) -> Unpacked:
    """The parts of a workbook. Raises `Refused` where it is no workbook, or larger than a trial's."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive, len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        # RuntimeError: a password; NotImplementedError: a packing that no spreadsheet uses.
        hint = "open it in a spreadsheet and save it as .xlsx, without a password"
        raise Refused("something else", "an Excel workbook", hint) from None
    shared = _Scan([])
    errors: dict[str, tuple[tuple[int, int], ...]] = {}
    # Shared texts first: the cells of the sheets point at them.
    for name in sorted(parts, key=lambda name: "sharedstrings" not in name.lower()):
        if name.lower().endswith((".xml", ".rels")):
            scan = _Scan(shared.texts)
            scan.read(name, parts[name])
            errors[name] = tuple(scan.errors)
    return Unpacked(parts, errors)


def _parts(archive: zipfile.ZipFile, packed: int) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise Refused(f"{len(entries):,} parts", f"a workbook of at most {MOST_PARTS:,} parts")
    allowed = min(MOST_BYTES, MOST_RATIO * packed)
    if sum(entry.file_size for entry in entries) > allowed:
        raise _too_large()
    parts: dict[str, bytes] = {}
    for entry in entries:
        with archive.open(entry) as file:
            # One byte more than is left tells an archive that says less than it holds.
            parts[entry.filename] = file.read(allowed + 1)
        allowed -= len(parts[entry.filename])
        if allowed < 0:
            raise _too_large()
    return parts


def _too_large() -> Refused:
    expected = f"at most {MOST_BYTES // 1_000_000} megabytes, and no more than {MOST_RATIO} times the file’s own size"
    return Refused("a workbook that unpacks to far more", expected, "copy the three sheets into a new workbook")


@dataclass
class _Scan:
    """One pass over a part: how far its cells reach, how much text they show, which hold an error. `texts` are the
    lengths of the texts that cells share, to which a part that holds such texts adds."""

    texts: list[int]
    errors: list[tuple[int, int]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    furthest: int = 0
    lowest: int = 0
    shown: int = 0
    _kind: str = ""
    _text: list[str] | None = None

    def read(self, name: str, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _no_doctype
        try:
            for at in range(0, len(content), _PIECE):
                parser.Parse(content[at : at + _PIECE], False)
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise Refused(f"a damaged part {name}", "an Excel workbook", "save it anew in a spreadsheet") from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2]
        if element == "row":
            self.row = _whole(attributes.get("r")) or self.row + 1
            self.column = 0
        elif element == "c":
            self._cell(attributes)
        elif element == "si" or (element == "v" and self._kind == "s"):
            self._text = []

    def _cell(self, attributes: dict[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = column_number(found[1]) if found else self.column + 1
        self.row = int(found[2]) if found else self.row
        self.furthest, self.lowest = max(self.furthest, self.column), max(self.lowest, self.row)
        if self.furthest * self.lowest > MOST_CELLS:
            place = f"a cell {column_letters(self.column)}{self.row}"
            expected = f"sheets of at most {MOST_CELLS:,} cells, counted from the corner"
            raise Refused(place, expected, "delete what stands far away from the table")
        self._kind = attributes.get("t", "")
        if self._kind == "e":
            self.errors.append((self.row, self.column))

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        element = name.rpartition(":")[2]
        if self._text is None or element not in ("si", "v"):
            return
        text, self._text = "".join(self._text), None
        if element == "si":
            self.texts.append(len(text))
            return
        at = _whole(text)
        self.shown += self.texts[at] if at is not None and at < len(self.texts) else 0
        if self.shown > MOST_CHARACTERS:
            raise Refused("cells with more text than a book", f"at most {MOST_CHARACTERS:,} characters in a sheet")


def column_letters(number: int) -> str:
    """`A` for 1, `Z` for 26, `AA` for 27."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_number(letters: str) -> int:
    """1 for `A`, 27 for `AA`."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdecimal() and len(text) < 12 else None


def _no_doctype(*_: object) -> None:
    raise Refused("a document type declaration", "an Excel workbook", "save it anew in a spreadsheet")
