"""The sample book, set once for all tests of the PDF."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from pypdf import PdfReader
from sample_notebook import executed

from marginalia.press.typst import build_pdf

HERE = Path(__file__).parent
TOP = HERE.parents[2]
FONTS = TOP / "book" / "_static" / "fonts"


@dataclass(frozen=True)
class Printed:
    """A book that was set: the folder it came from, the file, the text of each page."""

    stage: Path
    pdf: Path
    reader: PdfReader
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    def page_of(self, words: str, *, after: int = 0) -> int:
        """The number of the first page after page `after` that holds these words."""
        return next(n for n, page in enumerate(self.pages, start=1) if n > after and words in page)


def print_book(stage: Path, **overrides: object) -> Printed:
    pdf = stage / "book.pdf"
    build_pdf(stage, pdf, overrides={"typst_fonts": str(FONTS), **overrides})
    reader = PdfReader(pdf)
    return Printed(stage, pdf, reader, tuple(" ".join(page.extract_text().split()) for page in reader.pages))


def sample_book(stage: Path) -> Path:
    """A copy of the sample book, its notebook executed."""
    shutil.copytree(HERE / "book", stage, ignore=shutil.ignore_patterns("__pycache__"))
    nbformat.write(executed(), stage / "pages" / "efficacy.ipynb")
    return stage


_BUILDER = "sphinx: {extra_extensions: [marginalia.press.typst]}\n"


def small_book(stage: Path, page: str, *, config: str = _BUILDER) -> Path:
    """A book of one page."""
    stage.mkdir(parents=True)
    options = 'title: Small\nauthor: Nobody\nexecute: {execute_notebooks: "off"}\n'
    (stage / "_config.yml").write_text(options + config, encoding="utf-8")
    (stage / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (stage / "index.md").write_text(page, encoding="utf-8")
    return stage


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return print_book(sample_book(tmp_path_factory.mktemp("pdf") / "book"))
