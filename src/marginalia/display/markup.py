"""The one place where text that is not ours becomes markup.

Everything from a study package passes through `myst` or `html` before it is put between our own markup.
"""

from __future__ import annotations

import html as _html
import json
import re

from marginalia.study.csv_text import FORMULA

# Every ASCII character that can start or end something in MyST, inline or at the head of a line. CommonMark
# allows a backslash before any of them, and the backslash disappears again.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!<>&|~$^@:%])")


def myst(text: str) -> str:
    """Plain text as MyST that shows exactly that text, on one line."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def one_line(text: str) -> str:
    """Text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text)


def html(text: str) -> str:
    """Plain text as HTML, safe in content and in a quoted attribute."""
    return _html.escape(text, quote=True)


def plain(markdown: str) -> str:
    """MyST inline text as plain text: escapes undone, roles reduced to their content, emphasis dropped."""
    text = re.sub(r"\{[\w:]+\}`([^`<]*?)(?:\s*<[^`>]*>)?`", r"\1", markdown)
    text = re.sub(r"(?<!\\)(\*\*|\*|`)", "", text)
    return re.sub(r"\\(.)", r"\1", text)


def csv_cell(text: str) -> str:
    """Text on one line, as no spreadsheet runs it: an apostrophe in front of what would be a formula makes it text
    there (`'=1+1`). Blanks in front do not hide a formula from all of them."""
    text = one_line(text)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text


def anchor(prefix: str, id: str) -> str:
    """A label that MyST, docutils and URLs all spell alike: `claim-abstract-safe`."""
    return f"{prefix}-" + re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")


def json_line(value: object) -> str:
    """A value as JSON on one line, so that no line of it can close the fence around it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def script_json(value: object) -> str:
    """A value as JSON that may stand inside an HTML script element."""
    return json_line(value).replace("</", "<\\/").replace("<!--", "<\\u0021--")


def directive(kind: str, body: str, /, *, argument: str = "", colons: int = 0, **options: str) -> str:
    """A MyST directive. With `colons` the fence is made of that many colons, so that others nest inside it;
    otherwise of backticks, for bodies that are not MyST. Options with an empty value are left out."""
    fence = ":" * colons if colons else "```"
    head = f"{fence}{{{kind}}}{' ' + argument if argument else ''}"
    settings = [f":{key.rstrip('_')}: {value}" for key, value in options.items() if value]
    return "\n".join([head, *settings, *([""] if settings else []), body, fence])
