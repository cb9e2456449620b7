"""Charts of the book as SVG for print, drawn with the book's fonts in this process, kept by content."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class Drawer:
    """Draws charts. Fonts are registered once, before the first chart; nothing is imported without charts."""

    def __init__(self, fonts: Path, cache: Path) -> None:
        self._fonts, self._cache = fonts, cache
        self._ready = False

    def svg(self, spec: dict[str, Any]) -> str:
        """The chart as SVG. Raises `ValueError` where Vega-Lite cannot draw it."""
        from marginalia.display import drawing

        if not self._ready:
            import vl_convert

            vl_convert.register_font_directory(str(self._fonts))
            self._ready = True
        return drawing.svg(spec, self._cache)
