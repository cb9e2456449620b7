"""The book as PDF: a Sphinx builder that writes Typst, and the call that runs it on a staged book."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OPTIONS: dict[str, str] = {
    "typst_title": "",  # of the book; the HTML title where empty
    "typst_subtitle": "",  # the paper that the book reads
    "typst_edition": "",
    "typst_version": "",  # Sphinx's release where empty
    "typst_imprint": "",  # small print below the title
    "typst_paper": "a4",  # or us-letter
    "typst_sides": "two",  # two: notes in the outer margin; one: always at the right
    "typst_fonts": "book/_static/fonts",  # folder, from the top of the book
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the builder. May be called more than once, by itself or by another extension."""
    from marginalia.press.typst.builder import TypstBuilder
    from marginalia.press.typst.outputs import PrintedOutput

    if TypstBuilder.name not in app.registry.builders:
        app.add_builder(TypstBuilder)
        app.add_post_transform(PrintedOutput)
        for name, default in _OPTIONS.items():
            app.add_config_value(name, default, "", (str,))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def build_pdf(
    stage: Path,
    out: Path,
    *,
    doctrees: Path | None = None,
    overrides: Mapping[str, object] | None = None,
    strict: bool = False,
) -> tuple[str, ...]:
    """Set the Jupyter Book in `stage` (notebooks already executed) as the PDF `out`.

    `doctrees` may be the folder that an HTML build of the same stage has filled: pages are then not read again.
    `overrides` are Sphinx options (`typst_edition`, ...). Warnings go to the standard error; `strict` makes them
    an error, but for a PDF that misses its standard, which is returned as notes. Raises `BuildError` with what went
    wrong and where.
    """
    from marginalia.press.binding import bind

    work = stage / "_build" / "typst"
    notes = bind(stage.absolute(), "typst", work, trees=doctrees, overrides=overrides, strict=strict)
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(work / "book.pdf", out)
    return notes
