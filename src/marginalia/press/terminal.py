"""What programs write for a terminal, as plain text."""

from __future__ import annotations

import re

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def without_colours(text: str) -> str:
    """The text without the escape sequences that colour it."""
    return _COLOURS.sub("", text)
