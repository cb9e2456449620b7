"""Executed pages bound into a book by Jupyter Book's Sphinx, with its own reading of `_config.yml`.

Every builder of one stage shares the doctrees and the environment, so the pages are read once.
"""

from __future__ import annotations

import importlib
import io
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marginalia.errors import BuildError
from marginalia.press.terminal import without_colours

_HEAVY = (
    "jupyter_book.config",
    "sphinx.application",
    "myst_nb.sphinx_ext",
    "sphinx_book_theme",
    "sphinxcontrib.bibtex",
)

#: A PDF that misses its standard is still the whole book: a warning of this kind is told, and stops nothing.
_TOLERATED = ("typst", "standard")


def load() -> None:
    """Import what binding needs, which takes seconds: to be done while the chapters run."""
    for name in _HEAVY:
        importlib.import_module(name)


def doctrees(stage: Path) -> Path:
    """Where every builder of a stage keeps the pages as read."""
    return stage / ".doctrees"


def bind(
    stage: Path,
    builder: str,
    folder: Path,
    *,
    trees: Path | None = None,
    overrides: Mapping[str, object] | None = None,
    strict: bool = True,
) -> tuple[str, ...]:
    """Build the stage with one Sphinx builder into `folder`; `trees` replaces the stage's own doctrees.

    Like `jupyter-book build -n --keep-going` of an executed book, and where it is `strict` `-W`: every warning is then
    an error; otherwise it goes to the standard error. The one exception, a PDF that misses its standard, is returned
    as notes. Raises `BuildError` with what went wrong and where.
    Not safe in two threads at once (docutils keeps its roles and directives in globals).
    """
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    warnings = io.StringIO()
    notes = _Notes()
    before = list(sys.path)
    try:
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                srcdir=str(stage),
                confdir=None,
                outdir=str(folder),
                doctreedir=str(trees or doctrees(stage)),
                buildername=builder,
                confoverrides=configuration(stage, overrides or {}),
                status=None,
                warning=warnings,
                freshenv=False,
                parallel=1,
            )
            if strict:
                notes.listen()
            app.build()
    except SphinxError as error:
        told = "\n".join(filter(None, [_told(warnings.getvalue(), stage), _told(str(error), stage)]))
        raise BuildError(f"the {builder} builder", None, None, told) from error
    finally:
        sys.path[:] = before
    told = _told(warnings.getvalue(), stage)
    if told and strict:
        raise BuildError(f"the {builder} builder", None, None, f"warnings, which this book does not allow:\n{told}")
    if told:
        print(told, file=sys.stderr)
    return tuple(notes.told)


class _Notes(logging.Filter):
    """Takes the tolerated warnings out of Sphinx's own and keeps what they say in `told`."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def listen(self) -> None:
        """Begin. To be called once Sphinx is set up, which clears what others have put in its way."""
        from sphinx.util.logging import NAMESPACE, WarningStreamHandler

        for handler in logging.getLogger(NAMESPACE).handlers:
            if isinstance(handler, WarningStreamHandler):
                handler.addFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        if (getattr(record, "type", None), getattr(record, "subtype", None)) != _TOLERATED:
            return True
        self.told.append(logging.LogRecord.getMessage(record))  # Sphinx's own adds "WARNING: "
        return False


def configuration(stage: Path, overrides: Mapping[str, object]) -> dict[str, Any]:
    """Sphinx's options as `jupyter-book build` derives them from `_config.yml` and `_toc.yml`."""
    from jupyter_book.config import get_final_config

    settings = {"external_toc_path": (stage / "_toc.yml").as_posix(), "latex_individualpages": False, **overrides}
    options: dict[str, Any]
    options, _ = get_final_config(user_yaml=stage / "_config.yml", cli_config=settings, sourcedir=stage)
    return options


def _told(text: str, stage: Path) -> str:
    """What Sphinx said, in the names that the author knows: no colours, no path of the stage."""
    return without_colours(text).replace(f"{stage}/", "").strip()
