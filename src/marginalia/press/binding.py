"""Executed pages bound into a book by Jupyter Book's Sphinx, with its own reading of `_config.yml`.

Every builder of one stage shares the doctrees and the environment, so the pages are read once.
"""

from __future__ import annotations

import importlib
import io
import re
import sys
from pathlib import Path

from marginalia.errors import BuildError

_HEAVY = (
    "jupyter_book.config",
    "sphinx.application",
    "myst_nb.sphinx_ext",
    "sphinx_book_theme",
    "sphinxcontrib.bibtex",
)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def load() -> None:
    """Import what binding needs, which takes seconds: to be done while the chapters run."""
    for name in _HEAVY:
        importlib.import_module(name)


def doctrees(stage: Path) -> Path:
    """Where every builder of a stage keeps the pages as read."""
    return stage / ".doctrees"


def bind(stage: Path, builder: str, folder: Path) -> None:
    """Build the stage with one Sphinx builder into `folder`.

    Like `jupyter-book build -W -n --keep-going` of an executed book: raises `BuildError` with every warning.
    Not safe in two threads at once (docutils keeps its roles and directives in globals).
    """
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    settings = {"external_toc_path": (stage / "_toc.yml").as_posix(), "latex_individualpages": False}
    configuration, _ = get_final_config(user_yaml=stage / "_config.yml", cli_config=settings, sourcedir=stage)
    warnings = io.StringIO()
    before = list(sys.path)
    try:
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                srcdir=str(stage),
                confdir=None,
                outdir=str(folder),
                doctreedir=str(doctrees(stage)),
                buildername=builder,
                confoverrides=configuration,
                status=None,
                warning=warnings,
                freshenv=False,
                parallel=1,
            )
            app.build()
    except SphinxError as error:
        raise BuildError(f"the {builder} builder", None, None, _told(str(error), stage)) from error
    finally:
        sys.path[:] = before
    told = _told(warnings.getvalue(), stage)
    if told:
        raise BuildError(f"the {builder} builder", None, None, f"warnings, which this book does not allow:\n{told}")


def _told(text: str, stage: Path) -> str:
    """What Sphinx said, in the names that the author knows: no colours, no path of the stage."""
    return _COLOURS.sub("", text).replace(f"{stage}/", "").strip()
