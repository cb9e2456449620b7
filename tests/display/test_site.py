"""What the directives and the role become in HTML, and what a browser makes of it, from disk, with the network off."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page, expect
from small_site import build

from marginalia.display.evidence import Evidence
from marginalia.display.published import printed
from marginalia.study.model import Study
from marginalia.study.reading import read_study


@pytest.fixture(scope="module")
def study(root: Path) -> Study:
    return read_study(root / "tests" / "packages" / "tiny")


@pytest.fixture(scope="module")
def site(study: Study, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return build(Evidence(study), tmp_path_factory.mktemp("site"))


def soup(site: tuple[Path, str], page: str) -> BeautifulSoup:
    return BeautifulSoup((site[0] / f"{page}.html").read_text(encoding="utf-8"), "html.parser")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def test_sphinx_has_nothing_to_warn_of(site: tuple[Path, str]) -> None:
    assert site[1] == ""


def test_a_chart_is_a_numbered_figure_with_words_for_everybody(site: tuple[Path, str]) -> None:
    page = soup(site, "index")
    figure = one(page, "figure#fig-fates")
    assert "Fig. 1" in one(figure, "figcaption").text and "9 of 20 are known responders" in figure.text
    chart = one(figure, ".mg-chart")
    assert chart["role"] == "img" and str(chart["aria-label"]).startswith("All 20 enrolled patients by visit.")
    assert one(page, 'a[href="#fig-fates"]').text == "Fig. 1"


def test_a_chart_has_a_picture_until_it_is_drawn(site: tuple[Path, str]) -> None:
    chart = one(soup(site, "index"), "#fig-fates .mg-chart")
    assert one(chart, ".mg-chart-drawing svg").find("path") is not None
    assert json.loads(one(chart, "script").text)["width"] == "container"
    assert "var(--mg-chart-blue" in str(chart.svg)


def test_the_script_stands_once_in_the_site_and_only_pages_with_charts_ask_for_it(site: tuple[Path, str]) -> None:
    asking = {
        page: [str(script["src"]) for script in soup(site, page).select("script[src*=marginalia-charts]")]
        for page in ("index", "claims")
    }
    assert len(asking["index"]) == 1 and asking["claims"] == []
    assert (site[0] / "_static" / "marginalia-charts.js").stat().st_size > 500_000


def test_offered_files_are_downloads_with_the_same_content_on_every_build(
    site: tuple[Path, str], study: Study, tmp_path: Path
) -> None:
    links = soup(site, "findings").select("p.offered-files a[download]")
    assert [link.text for link in links] == ["findings.csv", "findings.json"]
    files = [site[0] / str(link["href"]) for link in links]
    assert json.loads(files[1].read_text(encoding="utf-8"))["study"] == study.slug
    again, _ = build(Evidence(study), tmp_path)
    assert [(again / str(link["href"])).read_bytes() for link in links] == [file.read_bytes() for file in files]


def test_a_question_links_to_the_claims_that_it_bears_on(site: tuple[Path, str]) -> None:
    entry = one(soup(site, "findings"), ".finding-entry.finding-is-major")
    link = one(entry, "a:has(.verdict)")
    page, _, target = str(link["href"]).partition("#")
    assert page == "claims.html" and soup(site, "claims").find(id=target) is not None
    assert one(entry, ".severity-major").text == "Major"


def test_a_table_mirrors_the_paper_and_tells_its_headers(site: tuple[Path, str], study: Study) -> None:
    table = one(soup(site, "index"), "table#tbl-table-2")
    assert "Table 1" in one(table, "caption").text
    assert {header["scope"] for header in table.select("thead th")} == {"col"}
    assert {header["scope"] for header in table.select("tbody th")} == {"row"}
    heading = one(table, "tbody tr.heading th")
    assert (heading.text.strip(), heading["colspan"]) == ("Treatment groups", "3")
    cells = [cell.text.strip() for row in table.select("tbody tr:not(.heading)") for cell in row.select("td")]
    wanted = [printed(study, id) for row in study.table("table-2").rows if not row.heading for id in row.cells if id]
    assert cells == wanted


def test_a_badge_is_a_symbol_and_a_word_and_leads_to_the_claim(site: tuple[Path, str]) -> None:
    badge = one(soup(site, "chapters"), "aside.margin a[href='claims.html#claim-heavy-lasting'] .verdict")
    assert badge.text == "×\u00a0impossible" and "verdict-impossible" in badge["class"]
    assert one(badge, ".verdict-symbol")["aria-hidden"] == "true"
    assert soup(site, "claims").find(id="claim-heavy-lasting") is not None


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def test_charts_are_drawn_to_the_width_of_a_phone_and_follow_the_theme(page: Page, site: tuple[Path, str]) -> None:
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((site[0] / "index.html").as_uri())
    page.wait_for_function("[...document.querySelectorAll('.mg-chart')].every(one => one.dataset.drawn)")
    assert page.locator(".mg-chart").count() == 3
    widths = page.evaluate(
        "[...document.querySelectorAll('.mg-chart svg')].map(one => one.getBoundingClientRect().width)"
    )
    assert all(300 < width <= 390 for width in widths)
    responder = page.locator("#fig-fates path[aria-label], #fig-fates .mark-symbol path").first
    light = responder.evaluate("one => getComputedStyle(one).stroke")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(responder).not_to_have_css("stroke", light)
    assert complaints == []


def test_a_tooltip_gives_the_fraction_and_the_interval(page: Page, site: tuple[Path, str]) -> None:
    page.goto((site[0] / "index.html").as_uri())
    page.wait_for_function("document.querySelector('#fig-efficacy .mg-chart').dataset.drawn")
    page.locator("#fig-efficacy .mark-symbol path").nth(2).hover(force=True)
    tip = page.locator("#vg-tooltip-element.visible")
    expect(tip).to_contain_text(re.compile(r"n/N\W*\d+/\d+"))
    expect(tip).to_contain_text(re.compile(r"Interval\W*\d+%? to \d+%"))


def test_the_filter_shows_what_fits_and_says_so(page: Page, site: tuple[Path, str], study: Study) -> None:
    page.goto((site[0] / "claims.html").as_uri())
    total = len(study.claims)
    status = page.get_by_role("status")
    shown = page.locator(".claim-entry:visible")
    expect(status).to_have_text(f"{total} of {total} claims shown")
    page.get_by_label("Verdict").select_option(label="impossible")
    expect(shown).to_have_count(1)
    expect(status).to_have_text(f"1 of {total} claims shown")
    page.get_by_role("button", name="Show all").click()
    expect(shown).to_have_count(total)
    words = ("cushion", "better", "year")
    fitting = [text for text in shown.all_text_contents() if all(word in text.lower() for word in words)]
    assert 0 < len(fitting) < total
    page.get_by_label("Words").fill(" ".join(words))
    expect(shown).to_have_count(len(fitting))
    assert shown.all_text_contents() == fitting


def test_a_link_to_a_hidden_claim_shows_it_again(page: Page, site: tuple[Path, str]) -> None:
    page.goto((site[0] / "claims.html").as_uri())
    page.get_by_label("Verdict").select_option(label="impossible")
    page.evaluate("location.hash = 'claim-title-cures'")
    page.wait_for_function("document.querySelectorAll('.claim-entry:not([hidden])').length > 1")


def test_without_scripts_every_chart_and_claim_is_there(browser: Browser, site: tuple[Path, str], study: Study) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((site[0] / "index.html").as_uri())
    assert page.locator(".mg-chart svg:visible").count() == 3
    page.goto((site[0] / "claims.html").as_uri())
    assert page.locator(".claim-entry:visible").count() == len(study.claims)
    context.close()
