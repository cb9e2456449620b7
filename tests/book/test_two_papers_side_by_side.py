"""The books of the real studies side by side, as a sweep compares them, in a real browser."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from marginalia.study.reading import read_study

STUDIES = ("prodromos-2025", "rivera-2016")


@pytest.fixture(scope="module")
def sweep(book: Path, build_book: Callable[..., Path], root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep over both studies. Their books are made already, where a sweep would put them, and so are found there."""
    out = tmp_path_factory.mktemp("sweep") / "sweep"
    second = build_book("second", f"data/{STUDIES[1]}", "--html")
    for name, made in zip(STUDIES, (book, second), strict=True):
        shutil.copytree(made, out / "books" / name)
    before = stamps(out)
    done = subprocess.run(
        [sys.executable, "-m", "marginalia", "sweep", *(f"data/{name}" for name in STUDIES), "--out", str(out)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert stamps(out) == before
    return out


def stamps(out: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in (out / "books").rglob("*.html")}


@pytest.fixture
def page(browser: Browser, sweep: Path) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("requestfailed", lambda asked: wrong.append(asked.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto((sweep / "index.html").as_uri())
    yield opened
    assert wrong == []
    context.close()


def test_both_stand_in_one_table_with_what_each_comes_to(page: Page, sweep: Path, root: Path) -> None:
    rows = page.locator("tbody tr")
    assert rows.count() == len(STUDIES)
    with (sweep / "sweep.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    for row, name, told in zip(rows.all(), STUDIES, table, strict=True):
        study = read_study(root / "data" / name)
        text = row.inner_text()
        assert study.citation.short in text
        assert str(study.enrolled) in text
        assert told["package"] == name
        assert f"{told['claims_reproduced']} reproduced" in text
        assert int(told["claims"]) == len(study.claims)
    # The one counts responders, the other does not.
    assert "18/29 at 12 months" in rows.nth(0).inner_text()
    assert "not reported" in rows.nth(1).inner_text()


@pytest.mark.parametrize("at", range(len(STUDIES)))
def test_each_row_leads_to_its_own_book(at: int, page: Page, root: Path) -> None:
    study = read_study(root / "data" / STUDIES[at])
    page.locator("tbody tr").nth(at).get_by_role("link", name="Read the book").click()
    expect(page.locator("article")).to_contain_text(study.citation.title)
    assert page.title().endswith(f"{study.citation.short} · Marginalia")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(scheme: str, browser: Browser, sweep: Path) -> None:
    for width in (1280, 390):
        context = browser.new_context(
            offline=True,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},  # type: ignore[arg-type]
        )
        opened = context.new_page()
        opened.goto((sweep / "index.html").as_uri())
        found = Axe().run(opened, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
        assert opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        context.close()
