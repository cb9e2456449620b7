"""The page of what changed since the last edition: only in the book of a package that keeps an earlier version."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner
from small_book import TOP, SmallBook

from marginalia import cli
from marginalia.press.project import Project
from marginalia.press.wanted import for_study


def with_the_page(top: Path) -> SmallBook:
    """A small book of the page alone."""
    book = SmallBook.create(top)
    shutil.copyfile(TOP / "book" / "since.md", top / "book" / "since.md")
    (top / "book" / "index.md").write_text("# A small book\n")
    shutil.copytree(TOP / "data" / "literature", top / "data" / "literature")
    (top / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nparts:\n  - caption: All\n    chapters:\n      - file: book/since\n"
    )
    return book


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    """The page of a package after an erratum, built once for the whole file."""
    book = with_the_page(tmp_path_factory.mktemp("since") / "small")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(book.top)
        because = ["--because", "An erratum <b>corrects</b> Table 2", "--source", "J Pain 1:2", "--date", "May 2026"]
        done = CliRunner().invoke(cli.main, ["revise", "data/tiny", "--version", "2", *because])
    assert done.exit_code == 0, done.output
    numbers = book.top / "data/tiny/numbers.csv"
    text = numbers.read_text("utf-8").replace("count,Twelve,12", "count,Thirteen,13")
    text = re.sub(r"(table-2\.all\.response\.12\.n,.*)9/13,9,", r"\g<1>10/13,10,", text)
    text = re.sub(r"(table-2\.all\.response\.12\.N,.*)9/13,", r"\g<1>10/13,", text)
    text = re.sub(r"((?:table-2|abstract)\.all\.response\.12\.percent,.*)69%,69", r"\g<1>77%,77", text)
    numbers.write_text(text, "utf-8")
    book.replace("data/tiny/study.yml", "important_change: 2}", "important_change: 3}")
    book.build()
    return BeautifulSoup(book.page("book/since"), "html.parser")


def table(page: BeautifulSoup, name: str) -> list[list[str]]:
    found = page.select_one(f"table#tbl-{name}")
    assert found is not None, name
    return [[words(cell) for cell in row.select("th, td")] for row in found.select("tbody tr")]


def test_it_says_which_versions_and_how_much_changed(page: BeautifulSoup) -> None:
    said = words(page.select("article p")[0])
    assert said.startswith("This is version 2 of the package, set beside version 1. Not as before: 5 printed numbers,")


def test_it_gives_the_reason_and_its_source_as_text(page: BeautifulSoup) -> None:
    assert table(page, "since-reasons") == [
        ["Version 2, this one", "An erratum <b>corrects</b> Table 2", "J Pain 1:2, May 2026"]
    ]


def test_old_and_new_numbers_stand_side_by_side_with_their_places(page: BeautifulSoup) -> None:
    rows = table(page, "since-numbers")
    where = "Table 2, All Patients / 12M: responders among those seen at 12 months (all patients), n"
    assert [where, "→ changed", "9/13", "10/13"] in rows
    assert len(rows) == 5
    assert table(page, "since-study") == [["Outcome vas, important change", "→ changed", "2", "3"]]


def test_a_flipped_verdict_shows_both_badges_and_why(page: BeautifulSoup) -> None:
    rows = {row[0]: row[1:] for row in table(page, "since-verdicts")}
    [(_, (was, now, why))] = [(claim, rest) for claim, rest in rows.items() if "13 + 8 = 21" in rest[2]]
    assert was.endswith("reproduced") and now.endswith("contradicted")
    assert page.select("table#tbl-since-verdicts .verdict-symbol"), "a sign besides the word"
    assert why


def test_questions_are_marked_as_new_gone_or_put_otherwise_in_words(page: BeautifulSoup) -> None:
    heads = [words(head) for head in page.select(".since-entry .entry-place")]
    assert any(head.startswith("+ new · ") for head in heads)
    assert any(head.startswith("→ put otherwise · The same quantity in two places") for head in heads)


def test_each_sentence_is_shown_as_it_was_and_as_it_is(page: BeautifulSoup) -> None:
    was = [words(one) for one in page.select(".since-page .since-old")]
    now = [words(one) for one in page.select(".since-page .since-new")]
    assert any("For 9/13 the 95% interval" in one and one.startswith("Before: ") for one in was)
    assert any("For 10/13 the 95% interval" in one and one.startswith("Now: ") for one in now)
    assert "9/13" in [words(one) for one in page.select(".since-page .since-old em")]
    assert "10/13" in [words(one) for one in page.select(".since-page .since-new strong")]


def test_without_an_earlier_version_the_book_has_no_such_page(tmp_path: Path) -> None:
    book = with_the_page(tmp_path / "small")
    pages = [page.name for page in for_study(Project(book.top), book.top / "data/tiny").pages]
    assert pages == ["book/index"]


def test_plain_jupyter_book_shows_one_sentence_in_its_place(tmp_path: Path) -> None:
    book = with_the_page(tmp_path / "small")
    book.replace("book/since.md", "marginalia:\n  only-with: earlier-version\n", "")
    book.build()
    page = BeautifulSoup(book.page("book/since"), "html.parser")

    told = [words(one) for one in page.select("article p") if "made-with" not in str(one.parent)]
    assert [one for one in told if one] == [
        "This package keeps no earlier version of itself, so there is nothing to compare."
    ]
    assert not page.select("article h2")
