"""The grammar of the templates in claims and notes: plain text with `{reference:format}` where a number belongs.

    Of those seen, {table-2.all.response.12} improved ({table-2.all.response.12:interval}) {cite:smith2020trial}.

A reference is a number id, a cell id, `comparator.<id>`, `enrolled`, or `cite` (whose format is a citation key). The
format may be left out: the reference's kind then chooses. Everything outside braces is text and is never markup;
a brace that opens no reference is a mistake. How a reference is filled is `marginalia.display.template`'s business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

#: What a reference can name, citations aside.
Kind = Literal["number", "cell", "comparator", "enrolled"]

#: The format of a reference that names none, by its kind.
DEFAULT_FORMAT: dict[Kind, str] = {
    "number": "printed",
    "cell": "fraction",
    "comparator": "printed",
    "enrolled": "reading",
}

#: The formats that each kind of reference can take. Those of a cell need its n and N.
FORMATS: dict[Kind, tuple[str, ...]] = {
    "number": ("printed", "reading"),
    "cell": (
        *("fraction", "percent", "percent1", "interval", "n", "N", "rest"),
        *("missing", "of-enrolled", "n-of-enrolled"),
    ),
    "comparator": (
        *("printed", "reading", "value", "low", "high", "interval"),
        *("fraction", "percent", "percent1", "n", "N", "events"),
    ),
    "enrolled": ("reading",),
}

CITE = "cite"
ENROLLED = "enrolled"
COMPARATOR = "comparator."

_BRACES = re.compile(r"\{([^{}]*)\}")
_INSIDE = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?::\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*)?")


class TemplateMistake(ValueError):
    """Text that is no template. `found` is the offending piece, `expected` what belongs there."""

    def __init__(self, found: str, expected: str) -> None:
        self.found, self.expected = found, expected
        super().__init__(f"found {found!r}, expected {expected}")


@dataclass(frozen=True, slots=True)
class Reference:
    """One `{reference:format}`; `format` is `None` where the template leaves it out."""

    reference: str
    format: str | None = None

    def __str__(self) -> str:
        return "{" + self.reference + (f":{self.format}" if self.format else "") + "}"

    @property
    def comparator(self) -> str | None:
        """The comparator's id, where this refers to one."""
        return self.reference[len(COMPARATOR) :] if self.reference.startswith(COMPARATOR) else None


def parse(text: str) -> list[str | Reference]:
    """The pieces of a template in order: text as it stands, and references. Raises `TemplateMistake`."""
    pieces: list[str | Reference] = []
    end = 0
    for match in _BRACES.finditer(text):
        _add_text(pieces, text[end : match.start()])
        pieces.append(_reference(match))
        end = match.end()
    _add_text(pieces, text[end:])
    return pieces


def references(text: str) -> list[Reference]:
    """The references of a template, in order. Raises `TemplateMistake`."""
    return [piece for piece in parse(text) if isinstance(piece, Reference)]


def _add_text(pieces: list[str | Reference], text: str) -> None:
    brace = re.search(r"[{}].{0,20}", text)
    if brace:
        raise TemplateMistake(brace[0], "braces in pairs, as in {reference:format}")
    if text:
        pieces.append(text)


def _reference(match: re.Match[str]) -> Reference:
    inside = _INSIDE.fullmatch(match[1])
    if inside is None:
        raise TemplateMistake(match[0], "{reference} or {reference:format}")
    if inside[1] == CITE and inside[2] is None:
        raise TemplateMistake(match[0], "{cite:key} with a citation key")
    return Reference(inside[1], inside[2])
