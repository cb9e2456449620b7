"""The data beside each figure of the built book: a link that leads to it, without a network, and the whole table."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import frictionless
from bs4 import Tag
from pages import page, pages
from playwright.sync_api import Browser
from pypdf import PdfReader


def test_every_chart_has_its_data_and_its_specification_beside_it(book: Path) -> None:
    seen = 0
    for file in pages(book):
        name = f"{file.parent.name}/{file.stem}"
        for chart in page(book, name).find_all("div", class_="mg-chart"):
            figure = chart.find_parent("figure")
            assert isinstance(figure, Tag)
            links = figure.select("figcaption .figure-data a[download]")
            assert [link.find(string=True) for link in links] == ["Data (CSV)", "Specification (JSON)"], name
            table, specification = ((file.parent / str(link["href"])).resolve() for link in links)
            assert table.name == f"{figure['id']}.csv"
            with table.open(encoding="utf-8", newline="") as opened:
                rows = list(csv.DictReader(opened))
            assert rows, table.name
            assert not any(cell.lstrip().startswith(("=", "@")) for row in rows for cell in row.values())
            spec = json.loads(specification.read_text("utf-8"))
            assert spec["description"] == chart["aria-label"]
            seen += 1
    assert seen > 30
    assert seen == len(list((book / "html" / "data" / "figures").glob("*.csv")))


def test_the_data_of_the_book_are_without_error(book: Path) -> None:
    report = frictionless.Package(str(book / "html" / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert any(task.name == "figures-fig-efficacy" for task in report.tasks)


def test_a_reader_gets_the_file_by_keyboard_with_the_network_off(browser: Browser, book: Path) -> None:
    context = browser.new_context(offline=True, accept_downloads=True)
    opened = context.new_page()
    opened.goto((book / "html" / "chapters" / "efficacy.html").as_uri())
    link = opened.locator("#fig-efficacy").get_by_role("link", name="Data (CSV) of the figure")
    with opened.expect_download() as waited:
        link.press("Enter")
    got = Path(waited.value.path()).read_bytes()
    assert waited.value.suggested_filename == "fig-efficacy.csv"
    assert got == (book / "html" / "data" / "figures" / "fig-efficacy.csv").read_bytes()
    context.close()


def test_there_is_nothing_of_it_in_print(book: Path) -> None:
    text = "".join(one.extract_text() for one in PdfReader(book / "marginalia.pdf").pages[:60])
    assert "Responders" in text
    assert "Specification (JSON)" not in text
