"""Vega-Lite to pictures and to the script that draws it, by vl-convert, without network or browser.

Both are kept in a folder by content: a picture is drawn once for each specification and never goes stale.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert

from marginalia.display.figures import at_width

_VERSION = version("vl-convert-python")

#: What draws the charts of a page with those libraries.
_PAGE = Path(__file__).with_name("drawing.js")


@lru_cache
def use_fonts(folder: Path) -> None:
    """Measure and draw text with the fonts of this folder. Call it before the first picture."""
    vl_convert.register_font_directory(str(folder))


def svg(spec: dict[str, Any], cache: Path) -> str:
    """The chart as SVG at print width, with ids that do not clash with those of other charts on the page."""
    fixed = json.dumps(at_width(spec), sort_keys=True)
    mark = hashlib.sha256(fixed.encode()).hexdigest()[:12]
    return _kept(cache / f"{mark}-{_VERSION}.svg", lambda: _unique(_draw(fixed), mark))


def script(cache: Path) -> str:
    """Vega, Vega-Lite and Vega-Embed with the few lines that draw every chart of a page; no module, so that it
    runs from a file on disk too."""

    def bundle() -> str:
        libraries = vl_convert.javascript_bundle("window.marginaliaVegaEmbed = vegaEmbed;")
        return f'(function () {{\n"use strict";\n{libraries}\n}})();\n{_PAGE.read_text(encoding="utf-8")}'

    return _kept(_script_file(cache), bundle)


def begin_script(cache: Path) -> subprocess.Popen[bytes] | None:
    """Start making the script in a process of its own, since it takes seconds in which Sphinx can read pages; `None`
    where it is there already. Wait for the process before calling `script`."""
    if _script_file(cache).exists():
        return None
    return subprocess.Popen([sys.executable, "-m", "marginalia.display.drawing", str(cache)])


def _script_file(cache: Path) -> Path:
    mark = hashlib.sha256(_PAGE.read_bytes()).hexdigest()[:12]
    return cache / f"{mark}-{_VERSION}.js"


def _draw(spec: str) -> str:
    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn


def _unique(drawn: str, mark: str) -> str:
    drawn = re.sub(r'\bid="([\w-]+)"', rf'id="v{mark}-\1"', drawn)
    return re.sub(r"url\(#([\w-]+)\)", rf"url(#v{mark}-\1)", drawn)


def _kept(file: Path, make: Callable[[], str]) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(make(), encoding="utf-8")
        part.replace(file)
    return file.read_text(encoding="utf-8")


if __name__ == "__main__":
    script(Path(sys.argv[1]))
