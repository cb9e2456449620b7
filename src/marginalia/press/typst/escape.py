"""The one place that turns text into Typst source.

Text enters the document only as a string literal (`#"…";`), never as markup, so that no character of it can mean
anything to Typst. Inside a literal only the backslash and the quotation mark need an escape.
"""

from __future__ import annotations

import re

#: Characters that no font can show and that PDF/UA forbids: controls, surrogates, non-characters, private use.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
#: White space that separates words; a no-break space is text.
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def literal(text: str) -> str:
    """A Typst string literal that holds exactly this text; unshowable characters become U+FFFD."""
    shown = _UNSHOWABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    escaped = shown.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def text(text: str) -> str:
    """Markup that shows this text on the line where it stands, its white space collapsed as in HTML."""
    return f"#{literal(_SPACES.sub(' ', text))};" if text else ""


def array(items: list[str]) -> str:
    """A Typst array of expressions; the trailing comma keeps one item an array."""
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
