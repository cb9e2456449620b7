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

_EMBED = """
const draw = (holder) => {
  const drawing = holder.querySelector(".mg-chart-drawing");
  const spec = JSON.parse(holder.querySelector("script").textContent);
  const reserved = JSON.parse(holder.dataset.reserved);
  (spec.vconcat || []).forEach((panel, at) => { panel.width = drawing.clientWidth - reserved[at]; });
  const fallback = drawing.innerHTML;
  window.marginaliaVegaEmbed(drawing, spec, {actions: false, renderer: "svg", tooltip: {theme: "custom"}})
    .then(() => { holder.dataset.drawn = "true"; })
    .catch((problem) => { drawing.innerHTML = fallback; console.error(problem); });
};
const charts = Array.from(document.querySelectorAll(".mg-chart"));
charts.forEach(draw);
let width = window.innerWidth, waiting;
window.addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (window.innerWidth !== width) charts.filter((holder) => holder.dataset.reserved !== "[]").forEach(draw);
    width = window.innerWidth;
  }, 200);
});
"""


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
        return f'(function () {{\n"use strict";\n{libraries}\n}})();\n(function () {{{_EMBED}}})();\n'

    return _kept(_script_file(cache), bundle)


def begin_script(cache: Path) -> subprocess.Popen[bytes] | None:
    """Start making the script in a process of its own, since it takes seconds in which Sphinx can read pages; `None`
    where it is there already. Wait for the process before calling `script`."""
    if _script_file(cache).exists():
        return None
    return subprocess.Popen([sys.executable, "-m", "marginalia.display.drawing", str(cache)])


def _script_file(cache: Path) -> Path:
    mark = hashlib.sha256(_EMBED.encode()).hexdigest()[:12]
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
