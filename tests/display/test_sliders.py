"""A chart with a slider on a built page: from disk, with the network off, by keyboard, on a phone, in print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import altair as alt
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from small_site import build

from marginalia.display import drawing, theme
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.study.reading import read_study

LABEL = "Patients who answered, in percent of all"
SENTENCES = [f"With {percent}% answering, the bar ends at {percent}." for percent in range(10, 100, 10)]


def _bars(height: int) -> alt.LayerChart:
    """Two bars whose ends the slider sets, and a mark at each end."""
    ends = theme.over([{"row": "A", "part": 1}, {"row": "B", "part": 0.5}]).transform_calculate(
        end="datum.part * answered"
    )
    y = alt.Y("row:N", title=None, axis=alt.Axis(minExtent=40, maxExtent=40))
    x = alt.X("end:Q", title="Percent", scale=alt.Scale(domain=[0, 100]))
    bars = ends.mark_bar(color=theme.BLUE).encode(x=x, y=y)
    return alt.layer(bars, ends.mark_point(color=theme.VERMILION).encode(x=x, y=y)).properties(
        width="container", height=height
    )


def _figure(chart: alt.LayerChart | alt.VConcatChart, name: str) -> Figure:
    slider = theme.slider("answered", LABEL, start=10, stop=90, step=10, value=50)
    moved = chart.add_params(slider, theme.told("answered", SENTENCES, start=10, step=10))
    shaped = theme.stacked(moved) if isinstance(moved, alt.VConcatChart) else theme.themed(moved, height=90)
    return Figure(
        shaped, "Bars end where they are told.", "Moved below.", f"Two bars of the {name} chart, moved.", name
    )


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    return [_figure(_bars(90), "single"), _figure(alt.vconcat(_bars(90), _bars(60)), "stacked")]


@pytest.fixture(scope="module")
def moved(root: Path, figures: list[Figure], tmp_path_factory: pytest.TempPathFactory) -> str:
    evidence = Evidence(read_study(root / "tests" / "packages" / "tiny"))
    parts = ["# Moved", "Two charts.", *(figure.markdown for figure in figures)]
    site, warnings = build(evidence, tmp_path_factory.mktemp("site"), {"moved": parts})
    assert warnings == ""
    return (site / "moved.html").as_uri()


@pytest.fixture(params=[("light", 1280), ("dark", 390)], ids=["light-1280", "dark-390"])
def page(browser: Browser, moved: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(offline=True, color_scheme=scheme, viewport={"width": width, "height": 800})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(moved)
    opened.wait_for_function("[...document.querySelectorAll('.mg-chart')].every(one => one.dataset.drawn)")
    yield opened
    context.close()
    assert complaints == []


def chart(page: Page, name: str) -> Locator:
    return page.locator(f"#fig-{name}")


def length(page: Page, name: str) -> float:
    bar = chart(page, name).locator(".mark-rect path").first
    return float(bar.evaluate("one => one.getBoundingClientRect().width"))


def wait_until(page: Page, name: str, condition: str) -> None:
    """Until this holds of the `length` of the chart's first bar: it is drawn anew a moment after what changes it."""
    bar = f"document.querySelector('#fig-{name} .mark-rect path')"
    page.wait_for_function(f"(length => {condition})({bar}?.getBoundingClientRect().width)")


each_chart = pytest.mark.parametrize("name", ["single", "stacked"])


@each_chart
def test_a_slider_is_named_and_moved_by_keyboard(page: Page, name: str) -> None:
    slider = chart(page, name).get_by_role("slider", name=LABEL)
    expect(slider).to_have_value("50")
    before = length(page, name)
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("70")
    expect(chart(page, name).get_by_role("status")).to_have_text(SENTENCES[6])
    expect(chart(page, name).locator("label span").last).to_have_text("70")
    expect(slider).to_have_css("outline-style", "solid")
    wait_until(page, name, f"length > {before * 1.2}")
    assert length(page, name) == pytest.approx(before * 70 / 50, rel=0.02)


@each_chart
def test_a_slider_lies_within_the_page_and_below_its_drawing(page: Page, name: str) -> None:
    box = chart(page, name).locator(".mg-chart-controls").bounding_box()
    slider = chart(page, name).get_by_role("slider").bounding_box()
    picture = chart(page, name).locator("svg").bounding_box()
    assert box and slider and picture
    assert slider["width"] >= 140 and slider["x"] + slider["width"] <= box["x"] + box["width"] + 1
    assert slider["y"] >= picture["y"] + picture["height"] - 1
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "something sticks out of the page"


def test_axe_finds_nothing(page: Page) -> None:
    # Without preload axe does not ask for the style sheets again, which a page from disk may not.
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": tags, "preload": False})
    assert found.violations_count == 0, found.generate_report()


@each_chart
def test_a_new_width_keeps_what_was_moved(page: Page, name: str) -> None:
    slider, status = chart(page, name).get_by_role("slider"), chart(page, name).get_by_role("status")
    start = length(page, name)
    slider.focus()
    page.keyboard.press("End")
    wait_until(page, name, f"length > {start * 1.7}")
    picture = chart(page, name).locator("svg")
    before = str(picture.get_attribute("width"))
    page.set_viewport_size({"width": 640, "height": 800})
    # What is drawn for another width is scaled at once, and drawn anew a moment later, which its own width tells.
    expect(picture).not_to_have_attribute("width", before)
    expect(chart(page, name).locator(".mg-chart")).to_have_attribute("data-drawn", "true")
    expect(slider).to_have_count(1)
    expect(slider).to_have_value("90")
    expect(status).to_have_text([SENTENCES[8]])
    expect(slider).to_be_focused()
    page.keyboard.press("Home")
    expect(status).to_have_text([SENTENCES[0]])


@each_chart
def test_print_shows_where_the_slider_stands_and_no_control(page: Page, name: str) -> None:
    page.emulate_media(media="print")
    expect(chart(page, name).get_by_role("slider")).to_have_count(0)
    expect(chart(page, name).locator("label")).to_have_text(f"{LABEL} 50", use_inner_text=True)


def test_the_printed_picture_stands_at_the_start_and_has_no_control(figures: list[Figure], tmp_path: Path) -> None:
    for figure in figures:
        picture = drawing.svg(figure.spec(), tmp_path)
        assert LABEL not in picture and "input" not in picture


def test_without_scripts_there_is_a_picture_and_no_control(browser: Browser, moved: str) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(moved)
    assert page.locator(".mg-chart svg:visible").count() == 2
    assert page.locator(".mg-chart-controls").count() == 0
    context.close()
