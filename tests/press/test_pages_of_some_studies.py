"""A page that only some studies have is in their books, and in no other."""

from __future__ import annotations

import pytest
from small_book import SmallBook

from marginalia.errors import BuildError
from marginalia.parameters import parse
from marginalia.press.keys import keys_of
from marginalia.press.project import Project
from marginalia.press.sources import locate_study
from marginalia.press.wanted import for_study

PAGE = "---\nmarginalia:\n  only-with: {condition}\n---\n\n# For some\n\nOnly some studies have this.\n"


def add_page(book: SmallBook, condition: str) -> None:
    (book.top / "book" / "some.md").write_text(PAGE.format(condition=condition), "utf-8")
    toc = book.top / "_toc.yml"
    toc.write_text(f"{toc.read_text('utf-8')}  - caption: For some\n    chapters:\n      - file: book/some\n", "utf-8")


def wanted(book: SmallBook) -> Project:
    return for_study(Project(book.top), book.top / "data" / "tiny")


def test_the_page_is_in_the_book_of_a_study_that_has_what_it_shows(small_book: SmallBook) -> None:
    add_page(small_book, "patients")
    before = small_book.build()
    assert not (small_book.top / "_build/html/book/some.html").exists()
    assert "For some" not in small_book.page("book/index"), "neither the page nor its part may be in the contents"

    (small_book.top / "data" / "tiny" / "patients.csv").write_text("patient\n", "utf-8")

    assert "book/some" in [page.name for page in wanted(small_book).pages]
    assert before.pages == len(wanted(small_book).pages) - 1


def test_several_arms_are_those_of_the_design(small_book: SmallBook) -> None:
    add_page(small_book, "several-arms")
    assert "book/some" not in [page.name for page in wanted(small_book).pages]

    small_book.replace("data/tiny/study.yml", "arms: 1", "arms: 2")

    assert "book/some" in [page.name for page in wanted(small_book).pages]


def test_an_earlier_version_is_a_package_kept_inside(small_book: SmallBook) -> None:
    add_page(small_book, "earlier-version")
    (small_book.top / "data/tiny/earlier/1").mkdir(parents=True)
    assert "book/some" not in [page.name for page in wanted(small_book).pages]

    (small_book.top / "data/tiny/earlier/1/study.yml").write_text("citation: {}\n", "utf-8")

    assert "book/some" in [page.name for page in wanted(small_book).pages]


def test_a_condition_that_nobody_knows_stops_the_build(small_book: SmallBook) -> None:
    add_page(small_book, "patience")
    with pytest.raises(BuildError, match=r"book/some\.md: only-with: found 'patience', expected one of patients"):
        wanted(small_book)


def test_the_order_of_the_pages_changes_the_book(small_book: SmallBook) -> None:
    def key() -> str:
        project = Project(small_book.top)
        return keys_of(project, locate_study(project, "data/tiny", small_book.top), parse(["study=data/tiny"])).book

    before = key()
    toc = small_book.top / "_toc.yml"
    toc.write_text(f"# A comment changes nothing.\n{toc.read_text('utf-8')}", "utf-8")
    assert key() == before

    small_book.replace("_toc.yml", "caption: ", "caption: Not ")
    assert key() != before
