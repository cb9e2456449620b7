"""Every page of the built book in a real browser, from disk, with the network off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import names_for, pages
from playwright.sync_api import Browser, Page, expect

#: Every page by its place in the sources; a test below holds the list against the built book.
NAMES = names_for()

#: Whether every chart is drawn.
DRAWN = "[...document.querySelectorAll('.mg-chart')].every(one => one.dataset.drawn)"

#: Whether every chart is drawn for about its width. After a new width it is scaled at once, and drawn anew a
#: moment later, which the picture's own width tells: no more than a quarter wider, where a title reaches out of it.
_FITTED = """[...document.querySelectorAll('.mg-chart')].every(one => one.dataset.drawn
    && one.querySelector('svg').width.baseVal.value <= one.clientWidth * 1.25)"""


class Visit:
    """A page that was opened, with all that it asked for and complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.outside: list[str] = []
        self.failed: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.outside.append(request.url) if self._is_outside(request.url) else None)
        page.on("requestfailed", lambda request: self.failed.append(request.url))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(address, timeout=120_000, wait_until="load")
        page.wait_for_timeout(300)  # what a script asks for after loading would be on its way by then

    @staticmethod
    def _is_outside(url: str) -> bool:
        return not url.startswith(("file:", "data:", "blob:"))


@pytest.fixture
def visit(browser: Browser, book: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    options = getattr(request, "param", {})
    name = options.get("name", "book/index")
    context = browser.new_context(
        offline=True,
        color_scheme=options.get("scheme", "light"),
        viewport=options.get("viewport", {"width": 1280, "height": 900}),
    )
    yield Visit(context.new_page(), (book / "html" / f"{name}.html").as_uri())
    context.close()


def test_the_list_of_pages_is_whole(book: Path) -> None:
    assert [f"{file.parent.name}/{file.stem}" for file in pages(book)] == NAMES


@pytest.mark.parametrize("visit", [{"name": name} for name in NAMES], indirect=True, ids=NAMES)
def test_a_page_works_with_the_network_off(visit: Visit) -> None:
    """No request leaves it, nothing fails, the console is silent, every chart is drawn and named, a phone suffices."""
    charts = visit.page.locator(".mg-chart")
    expect(visit.page.locator(".mg-chart[data-drawn]")).to_have_count(charts.count())
    for position in range(charts.count()):
        chart = charts.nth(position)
        assert chart.locator("svg").count() > 0
        assert chart.bounding_box()["width"] > 200  # type: ignore[index]
        named = chart if chart.get_attribute("aria-label") else chart.locator("[aria-label]").first
        assert len(named.get_attribute("aria-label") or "") > 40
    assert visit.outside == []
    assert visit.failed == []
    assert visit.errors == []
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.page.wait_for_function(_FITTED)
    wide = visit.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "something sticks out of a phone"


@pytest.mark.parametrize(
    "visit",
    [
        {"name": name, "scheme": scheme, "viewport": viewport}
        for name in ("book/index", "book/claims", "chapters/efficacy", "chapters/safety", "book/exercises")
        for scheme, viewport in (
            ("light", {"width": 1280, "height": 900}),
            ("dark", {"width": 1280, "height": 900}),
            ("light", {"width": 390, "height": 844}),
        )
    ],
    indirect=True,
    ids=lambda options: f"{options['name']}-{options['scheme']}-{options['viewport']['width']}",
)
def test_a_page_is_accessible(visit: Visit) -> None:
    found = Axe().run(visit.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_labels_are_measured_in_their_own_typeface_even_when_it_comes_late(browser: Browser, book: Path) -> None:
    def places(delay: float) -> list[str]:
        """Where everything in the page's charts stands."""
        context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
        context.route("**/*.otf", lambda route: (sleep(delay), route.continue_()))
        page = context.new_page()
        page.goto((book / "html" / "chapters" / "efficacy.html").as_uri())
        page.wait_for_function(DRAWN)
        found: list[str] = page.evaluate(
            "[...document.querySelectorAll('.mg-chart svg [transform]')].map(one => one.getAttribute('transform'))"
        )
        context.close()
        return found

    assert len(places(0)) > 100
    assert places(0.7) == places(0)


def test_the_claims_can_be_filtered(browser: Browser, book: Path) -> None:
    context = browser.new_context(offline=True)
    page = Visit(context.new_page(), (book / "html" / "book" / "claims.html").as_uri()).page
    entries = page.locator(".claim-entry:visible")
    everything = entries.count()
    assert everything > 80
    page.get_by_label("Verdict").select_option(label="impossible")
    expect(entries).not_to_have_count(everything)
    verdicts = entries.locator(".entry-head .verdict").all_inner_texts()
    assert verdicts and all("impossible" in text for text in verdicts)
    context.close()
