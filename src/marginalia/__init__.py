"""Marginalia: a published clinical paper as a book that recomputes it and annotates it in the margin.

A chapter imports one name from here, `open_chapter`. It is looked up on first use, so that the command line
and the core rooms do not pay for charts and tables that they do not draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marginalia.display.chapter import open_chapter

__version__ = "0.1.0"
__all__ = ["__version__", "open_chapter"]


def __getattr__(name: str) -> object:
    if name == "open_chapter":
        from marginalia.display.chapter import open_chapter

        return open_chapter
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
