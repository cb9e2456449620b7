"""A sweep that makes small books, and the page that compares them, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from small_book import SmallBook
from sweeping import paper, swept, table

_NAME = "=cmd|calc <img src=x onerror=document.title='run'>"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    """Books of a sound study and of one whose chapter fails, the numbers of which can be read all the same."""
    book = SmallBook.create(tmp_path_factory.mktemp("sweep") / "small")
    papers = book.top.parent / "papers"
    paper(papers / "good", "short: Example and Sample 2020", f'short: "{_NAME}"')
    # The chapter asks for this number.
    paper(
        papers / "unlike",
        "abstract.all.response.3.percent",
        "abstract.all.response.3-months.percent",
        file="numbers.csv",
    )
    done = swept(book, str(papers), "--set", "confidence=0.9,0.95", jobs=2)
    assert done.exit_code == 1, done.output
    assert "2 of 4 failed" in done.output
    return book


@pytest.fixture
def out(made: SmallBook) -> Path:
    return made.top / "_build" / "sweep"


def test_a_chapter_that_fails_is_told_with_its_cell_and_the_other_books_are_made(out: Path) -> None:
    rows = {row["book"]: row for row in table(out)}
    assert [row["status"] for row in rows.values()] == ["done", "done", "failed", "failed"]
    failed = rows["unlike_confidence-0.9"]
    assert failed["error"].startswith("chapters/shares.md, cell 2, line ")
    assert failed["enrolled"] == "20"
    for name in ("good_confidence-0.9", "good_confidence-0.95"):
        page = (out / "books" / name / "html" / "chapters" / "shares.html").read_text("utf-8")
        assert f"data/good {name.partition('confidence-')[2]}" in page
    assert not (out / "books" / "unlike_confidence-0.9" / "html").exists()


def test_every_book_is_given_what_all_its_papers_counts_say_together(out: Path) -> None:
    known = {file.name for file in (out / ".marginalia" / "reconstruction").iterdir()}
    assert known
    for name in ("good_confidence-0.9", "good_confidence-0.95"):
        assert {file.name for file in (out / "books" / name / ".marginalia" / "reconstruction").iterdir()} <= known


def test_a_book_that_is_up_to_date_is_not_made_again(made: SmallBook, out: Path) -> None:
    pages = {file: file.stat().st_mtime_ns for file in (out / "books").rglob("*.html")}
    assert pages
    again = swept(made, str(made.top.parent / "papers"), "--set", "confidence=0.9,0.95")
    assert again.exit_code == 1
    assert {file: file.stat().st_mtime_ns for file in (out / "books").rglob("*.html")} == pages


@pytest.fixture
def page(browser: Browser, out: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The comparing page from disc, with the network off; nothing may be asked for or complained of."""
    context = browser.new_context(offline=True, **getattr(request, "param", {}))
    page = context.new_page()
    outside: list[str] = []
    page.on(
        "request", lambda asked: outside.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None
    )
    page.on("console", lambda message: outside.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: outside.append(str(error)))
    page.goto((out / "index.html").as_uri())
    yield page
    assert outside == []
    context.close()


def rows(page: Page) -> list[str]:
    return page.locator("tbody tr:visible").all_inner_texts()


def test_the_page_names_every_book_leads_to_it_and_runs_nothing_of_a_package(page: Page, out: Path) -> None:
    assert page.title() == "Four books side by side"
    assert page.locator("tbody tr").count() == 4
    assert page.locator("tbody img").count() == 0
    assert page.get_by_text(_NAME).count() > 0
    links = page.get_by_role("link", name="Read the book")
    assert links.count() == 2
    assert "Failed: chapters/shares.md, cell 2" in rows(page)[2]
    assert [link.get_attribute("href") for link in links.all()] == [
        f"books/good_confidence-{level}/html/index.html" for level in ("0.9", "0.95")
    ]
    assert all((out / str(link.get_attribute("href"))).is_file() for link in links.all())


@pytest.mark.parametrize(
    "page",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"viewport": {"width": 390, "height": 844}},
        {"java_script_enabled": False},
    ],
    indirect=True,
    ids=["light", "dark", "phone", "without scripts"],
)
def test_the_page_is_accessible(page: Page, request: pytest.FixtureRequest) -> None:
    if "without" not in request.node.name:
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, "something sticks out"
    assert page.locator("tbody tr").count() == 4
    assert page.locator('thead th[scope="col"]').count() == page.locator("thead th").count() > 5
    assert page.locator('tbody th[scope="row"]').count() == 4


def test_the_table_is_sorted_and_filtered_by_keyboard(page: Page) -> None:
    head = page.locator("thead th", has_text="Confidence")
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert [cell for cell in page.locator("tbody td:nth-child(2)").all_inner_texts()] == ["0.9", "0.9", "0.95", "0.95"]
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator("tbody td:nth-child(2)").first.inner_text() == "0.95"

    page.get_by_label("Status").select_option(label="Failed")
    assert page.get_by_role("status").inner_text() == "2 of 4 books"
    page.get_by_label("Words").fill("0.95")
    assert page.get_by_role("status").inner_text() == "1 of 4 books"
    assert len(rows(page)) == 1


def test_the_chart_shows_each_share_with_its_interval(page: Page) -> None:
    chart = page.locator(".chart.wide")
    assert "69% (9/13)" in (chart.get_attribute("aria-label") or "")
    assert chart.locator("svg").count() == 1
    assert "Responders: 69% in every book drawn" in page.locator("figcaption").inner_text()


def test_a_sweep_of_one_book_needs_no_grid(made: SmallBook, tmp_path: Path) -> None:
    done = swept(made, "data/tiny", "--books", "none", "--out", str(tmp_path / "one"))
    assert done.exit_code == 0, done.stderr
    assert [row["book"] for row in table(tmp_path / "one")] == ["tiny"]
    assert "<h1>One book</h1>" in (tmp_path / "one" / "index.html").read_text("utf-8")
