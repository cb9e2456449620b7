"""The pages of a built book, read as a person's program would read them."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup, Tag

from marginalia.press.project import Project
from marginalia.press.wanted import for_study

ROOT = Path(__file__).parents[2]


def names_for(study: str = "data/prodromos-2025") -> list[str]:
    """The pages that the book of a study has, by their places in the sources; some pages only some studies have."""
    return sorted(page.name for page in for_study(Project(ROOT), ROOT / study).pages)


def page(book: Path, name: str) -> BeautifulSoup:
    """A page by its place in the sources: `chapters/efficacy`."""
    return BeautifulSoup((book / "html" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def pages(book: Path) -> list[Path]:
    """Every page that the sources have; the theme's own search and index pages left out."""
    return sorted(file for folder in ("book", "chapters") for file in (book / "html" / folder).glob("*.html"))


def words(tag: Tag) -> str:
    """The text of a piece of a page, with single spaces."""
    return " ".join(tag.get_text().split())


def table(book: Path, name: str, label: str) -> Tag:
    """A table by its label."""
    found = page(book, name).find(id=f"tbl-{label}")
    assert isinstance(found, Tag), f"{name} has no table {label}"
    return found if found.name == "table" else found.find("table")  # type: ignore[return-value]
