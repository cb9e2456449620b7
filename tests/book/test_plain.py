"""The sources are an ordinary Jupyter Book: its own command builds the same pages, and a chapter runs by itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient
from pages import page, pages

from benchmarks.copies import copy_sources, environment
from marginalia.press.project import Project

#: Lists whatever the pages of a book cite; plain Jupyter Book builds pages more than a study has.
REFERENCES = "book/references"


def article(book: Path, name: str) -> str:
    """What a page says, without the furniture of the theme, numbers of sections, ids, and the line that says with which
    parameters the command made it: a plain build has the usual ones."""
    found = page(book, name).find("article")
    assert found is not None
    for line in found.select(".made-with, .section-number"):
        line.decompose()
    return " ".join(found.get_text().split())


def works(book: Path) -> set[str]:
    """What the list of references names, without its numbers."""
    return {" ".join(one.get_text().split()) for one in page(book, REFERENCES).select("article .citation > p")}


def test_plain_jupyter_book_builds_the_same_pages(book: Path, tmp_path: Path) -> None:
    top = copy_sources(tmp_path / "plain")
    done = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", "."],
        cwd=top,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    plain = top / "_build"
    names = [f"{file.parent.name}/{file.stem}" for file in pages(book)]
    for_some = {page.name for page in Project(top).pages if page.only_with}
    assert {f"{file.parent.name}/{file.stem}" for file in pages(plain)} == {*names, *for_some}
    for name in names:
        if name != REFERENCES:
            assert unnumbered(article(plain, name)) == unnumbered(article(book, name)), name
    assert works(plain) > works(book) != set()


def unnumbered(text: str) -> str:
    """Without the numbers of chapters, which count the pages that only some studies have, where they are built."""
    return re.sub(r"\b\d+(?:\.\d+)+\.?(?=\s)", "", text)


@pytest.mark.parametrize("name", ["efficacy", "safety"])
def test_a_chapter_runs_by_itself(name: str, root: Path) -> None:
    """As JupyterLab runs it: in its own folder, from the top, with a plain kernel."""
    notebook = jupytext.read(root / "chapters" / f"{name}.md")
    NotebookClient(notebook, resources={"metadata": {"path": str(root / "chapters")}}, timeout=300).execute()
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in shown if output.output_type == "error"]
    assert any("text/html" in output.get("data", {}) for output in shown)
    assert any(any("vegalite" in kind for kind in output.get("data", {})) for output in shown)
