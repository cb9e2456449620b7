"""A Sphinx extension that brings MathJax from a wheel instead of a CDN: the one component and its fonts, and only
where the book has mathematics. Sphinx itself loads it on no page without.

It stands apart from `marginalia.sphinx_extension` because it knows nothing of this book.
"""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

_SCRIPT = "tex-mml-chtml.js"
_FONTS = "output/chtml/fonts/woff-v2"


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.connect("config-inited", _local_mathjax)
    app.connect("build-finished", _copy_mathjax)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _local_mathjax(app: Sphinx, config: Any) -> None:
    config.mathjax_path = f"mathjax/{_SCRIPT}"


def _copy_mathjax(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html" or not _has_mathematics(app):
        return
    package = importlib.util.find_spec("sphinx-mathjax-offline")
    if package is None or package.origin is None:
        raise RuntimeError("the package sphinx-mathjax-offline is not installed")
    source = Path(package.origin).parent / "static" / "mathjax"
    target = Path(app.outdir) / "_static" / "mathjax"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / _SCRIPT, target / _SCRIPT)
    shutil.copytree(source / _FONTS, target / _FONTS, dirs_exist_ok=True)


def _has_mathematics(app: Sphinx) -> bool:
    domain = app.env.get_domain("math")
    return any(domain.has_equations(page) for page in app.env.found_docs)  # type: ignore[attr-defined]
