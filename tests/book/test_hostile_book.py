"""The book of a package whose every text tries to be more than text: shown as typed, in a browser and in print."""

from __future__ import annotations

import csv
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pages import pages
from playwright.sync_api import Browser, Page
from test_browser import DRAWN

from tests.generated.hostile_package import LONG, PAYLOADS, in_templates, write_hostile

#: A folder may be called so; the shell, the browser and the parameters of a notebook get to see it.
NAME = "we'ird <b>&\"$(touch pwned);{x}"

#: What would be in a page if anything had been read, run or worked out.
_FOREIGN = re.compile(r"root:x:0:0|\bdaemon:\*?|uid=\d")


#: Every element that would do something, or lead elsewhere, had a text become one.
_LIVING = """
[...document.querySelectorAll(`iframe, object, embed, base, [onload], [onerror], [onmouseover], [srcdoc], img[src="x"],
    [href^="javascript:" i], [href*="evil.example"], [src*="evil.example"], script`)]
.filter(one => one.tagName !== 'SCRIPT' || (one.type !== 'application/json' && /pwned/.test(one.text)))
.map(one => one.outerHTML.slice(0, 200))
"""


@pytest.fixture(scope="module")
def package(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile(tmp_path_factory.mktemp("hostile") / NAME, root)


@pytest.fixture(scope="module")
def hostile(package: Path, build_book: Callable[..., Path]) -> Path:
    """The whole book, HTML and PDF; every warning of Sphinx or Typst would have stopped it."""
    return build_book("hostile", str(package), "--set", "simulations=200")


class Visited:
    """Every page of the book opened once: what it shows, what it asked for, whether anything in it ran."""

    def __init__(self, browser: Browser, book: Path) -> None:
        self.text: dict[str, str] = {}
        self.ran: list[str] = []
        self.asked: list[str] = []
        self.wide: list[str] = []
        self.complaints: list[str] = []
        context = browser.new_context(viewport={"width": 390, "height": 844})
        context.route("**/*", lambda route: route.continue_() if self._is_ours(route.request.url) else route.abort())
        page = context.new_page()
        page.on("dialog", lambda dialog: (self.ran.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self._is_ours(request.url) or self.asked.append(request.url))
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        for file in pages(book):
            self._visit(page, file)
        context.close()

    def _visit(self, page: Page, file: Path) -> None:
        name = f"{file.parent.name}/{file.stem}"
        page.goto(file.as_uri(), timeout=120_000)
        page.wait_for_function(DRAWN)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.mouse.move(200, 400)
        if page.evaluate("window.__pwned") is not None:
            self.ran.append(f"{name}: {page.evaluate('String(window.__pwned)')}")
        self.ran += [f"{name}: {tag}" for tag in page.evaluate(_LIVING)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            self.wide.append(name)
        self.text[name] = page.locator("article").first.evaluate("one => one.textContent")

    @staticmethod
    def _is_ours(url: str) -> bool:
        return url.startswith(("file:", "data:", "blob:"))


@pytest.fixture(scope="module")
def visited(browser: Browser, hostile: Path) -> Visited:
    return Visited(browser, hostile)


@pytest.fixture(scope="module")
def printed(hostile: Path) -> str:
    """The text of the PDF."""
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-raw", str(hostile / "marginalia.pdf"), "-"], capture_output=True, check=True
    )
    return done.stdout.decode("utf-8")


def test_nothing_in_it_runs(visited: Visited) -> None:
    assert len(visited.text) > 25
    assert visited.ran == []


def test_no_request_leaves_it(visited: Visited) -> None:
    assert visited.asked == []
    assert visited.complaints == []


def test_no_page_is_wider_than_a_phone(visited: Visited) -> None:
    assert visited.wide == []


@pytest.mark.parametrize("typed", dict.fromkeys([*PAYLOADS, LONG, *map(in_templates, PAYLOADS)]))
def test_each_text_is_there_as_it_was_typed(visited: Visited, typed: str) -> None:
    assert any(squeezed(typed) in squeezed(text) for text in visited.text.values())


@pytest.mark.parametrize("typed", [*PAYLOADS, LONG])
def test_print_has_each_as_it_was_typed(printed: str, typed: str) -> None:
    assert squeezed(typed) in squeezed(printed) or _right_to_left(typed)


def test_print_leads_nowhere_and_runs_nothing(hostile: Path) -> None:
    links = told_by_pdfinfo("-url", hostile)
    assert "https://" in links
    assert not [line for line in links.splitlines() if re.search(r"evil\.example|(javascript|file|data):", line)]
    assert told_by_pdfinfo("-js", hostile).strip() == ""


def told_by_pdfinfo(what: str, book: Path) -> str:
    done = subprocess.run(["pdfinfo", what, str(book / "marginalia.pdf")], capture_output=True, text=True, check=True)
    return done.stdout


def test_nothing_was_read_run_or_worked_out(visited: Visited, printed: str, package: Path, root: Path) -> None:
    for text in (*visited.text.values(), printed):
        assert not _FOREIGN.search(text)
    assert not list(package.rglob("pwned")) and not (root / "pwned").exists()


def test_no_file_that_a_spreadsheet_opens_has_a_formula(hostile: Path) -> None:
    tables = [file for file in hostile.rglob("*.csv") if ".marginalia" not in file.parts]
    assert tables
    for cell in (cell for file in tables for cell in _cells(file)):
        assert not cell.lstrip().startswith(("=", "@", "+", "＝", "＠", "＋"))
        assert not cell.lstrip().startswith("-") or re.fullmatch(r"-\d+(\.\d+)?", cell.strip())


def _cells(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        for row in csv.reader(text):
            yield from row


def squeezed(text: str) -> str:
    """Text as a reader compares it: no spaces, ends of lines or hyphens of the setter's, one form of each character."""
    return re.sub(r"[\s\u00ad\u200b]+", "", unicodedata.normalize("NFC", text))


def _right_to_left(text: str) -> bool:
    """Whether a program that reads a PDF may give the text in another order."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
