"""Sphinx, as Jupyter Book configures it, with the builder `typst`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from marginalia.errors import BuildError

_EXTENSION = "marginalia.press.typst"
_REGISTERING = (_EXTENSION, "marginalia.sphinx_extension")


def run(stage: Path, work: Path, doctrees: Path, overrides: dict[str, object], *, strict: bool) -> None:
    """Build `work/book.pdf`. Raises `BuildError`."""
    options = configuration(stage, overrides)
    try:
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                srcdir=stage, confdir=None, outdir=work, doctreedir=doctrees, buildername="typst",
                confoverrides=options, status=None, warning=sys.stderr, warningiserror=strict,
            )  # fmt: skip
            _number_across_parts(app)
            app.build()
    except SphinxError as error:
        raise BuildError("PDF", None, None, str(error)) from error


def configuration(stage: Path, overrides: dict[str, object]) -> dict[str, Any]:
    """Sphinx's options as `jupyter-book build` derives them from `_config.yml` and `_toc.yml`."""
    stage = stage.absolute()
    given = {"external_toc_path": (stage / "_toc.yml").as_posix(), "latex_individualpages": False, **overrides}
    options: dict[str, Any]
    options, _ = get_final_config(user_yaml=stage / "_config.yml", cli_config=given, sourcedir=stage)
    if not any(name in options["extensions"] for name in _REGISTERING):
        options["extensions"].append(_EXTENSION)
    return options


def _number_across_parts(app: Sphinx) -> None:
    """Jupyter Book numbers chapters on from part to part, by an extension that it loads late."""
    if app.config["use_multitoc_numbering"]:
        app.setup_extension("sphinx_multitoc_numbering")
