"""Sphinx, as Jupyter Book configures it, with the builder `typst`."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from marginalia.errors import BuildError

_EXTENSION = "marginalia.press.typst"
_REGISTERING = (_EXTENSION, "marginalia.sphinx_extension")


def run(stage: Path, work: Path, doctrees: Path, overrides: dict[str, object], *, strict: bool) -> None:
    """Build `work/book.pdf`. Raises `BuildError`, with every warning where it is `strict`."""
    said = io.StringIO()
    before = list(sys.path)
    try:
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                srcdir=stage, confdir=None, outdir=work, doctreedir=doctrees, buildername="typst",
                confoverrides=configuration(stage, overrides), status=None, warning=said,
            )  # fmt: skip
            app.build()
    except SphinxError as error:
        raise BuildError("PDF", None, None, "\n".join([*_lines(said, stage), str(error)])) from error
    finally:
        sys.path[:] = before
    warnings = _lines(said, stage)
    if warnings and strict:
        raise BuildError("PDF", None, None, "\n".join(warnings))
    for line in warnings:
        print(line, file=sys.stderr)


def _lines(said: io.StringIO, stage: Path) -> list[str]:
    """What Sphinx said, without colours and without the path of the stage."""
    return strip_colors(said.getvalue()).replace(f"{stage}/", "").strip().splitlines()


def configuration(stage: Path, overrides: dict[str, object]) -> dict[str, Any]:
    """Sphinx's options as `jupyter-book build` derives them from `_config.yml` and `_toc.yml`."""
    stage = stage.absolute()
    given = {"external_toc_path": (stage / "_toc.yml").as_posix(), "latex_individualpages": False, **overrides}
    options: dict[str, Any]
    options, _ = get_final_config(user_yaml=stage / "_config.yml", cli_config=given, sourcedir=stage)
    if not any(name in options["extensions"] for name in _REGISTERING):
        options["extensions"].append(_EXTENSION)
    return options
