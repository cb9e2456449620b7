"""The book of a study with its patients one by one: from printed numbers to patients and back, read off the page."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from bs4 import Tag
from pages import names_for, page, pages, table, words

from marginalia.analysis.precision import gives_back
from marginalia.study.model import Study

PAGE = "chapters/recomputed"


@pytest.fixture(scope="module")
def listed(patient_book: Path) -> list[dict[str, str]]:
    """Every number as the page's own file gives it."""
    link = page(patient_book, PAGE).select_one("p.offered-files a")
    assert isinstance(link, Tag)
    file = (patient_book / "html" / PAGE).parent / str(link["href"])
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def deviations(paper_with_patients: Path) -> dict[str, str]:
    """What the reconstruction says that its patients do not give back, by number."""
    with (paper_with_patients / "deviations.csv").open(encoding="utf-8", newline="") as file:
        return {row["number"]: row["synthetic"] for row in csv.DictReader(file)}


def test_the_page_is_in_this_book_and_in_no_other(patient_book: Path, paper_with_patients: Path) -> None:
    there = {f"{file.parent.name}/{file.stem}" for file in pages(patient_book)}
    assert PAGE in there and there == set(names_for(str(paper_with_patients)))
    assert PAGE not in names_for()


def test_every_number_that_patients_can_give_is_the_printed_one_but_for_those_that_the_reconstruction_lists(
    listed: list[dict[str, str]], deviations: dict[str, str], paper_study: Study
) -> None:
    assert [row["number"] for row in listed] == [number.id for number in paper_study.numbers]
    assert {row["number"] for row in listed if row["answer"] == "differs"} == set(deviations)
    told = [row for row in listed if row["recomputed"] and row["number"] not in deviations]
    assert len(told) > 500
    for row in told:
        assert gives_back(paper_study.number(row["number"]), float(row["recomputed"])), row
    for id, value in deviations.items():
        [row] = [row for row in listed if row["number"] == id]
        assert float(row["recomputed"]) == pytest.approx(float(value), abs=0.0006)


def test_the_page_says_how_many_agree_differ_and_stay_open(
    patient_book: Path, listed: list[dict[str, str]], deviations: dict[str, str]
) -> None:
    said = words(page(patient_book, PAGE))
    agree = sum(row["answer"] == "agrees" for row in listed)
    open_ = sum(row["answer"] == "cannot be recomputed" for row in listed)
    assert f"Of the {len(listed)} numbers of the paper, {agree} are what the patients say" in said
    assert f"and {open_} cannot be recomputed from them" in said
    shown = table(patient_book, PAGE, "recomputed-differing")
    assert len(shown.select("tbody tr")) == len(deviations)
    assert all("≠ differs by" in words(row) for row in shown.select("tbody tr"))


def test_every_table_of_the_paper_is_there_and_marks_what_differs(
    patient_book: Path, paper_study: Study, deviations: dict[str, str]
) -> None:
    for printed in paper_study.tables:
        shown = table(patient_book, PAGE, f"recomputed-tables-{printed.id}")
        wrong = {
            (at, column)
            for at, row in enumerate(printed.rows)
            for column, reference in enumerate(row.cells)
            if reference is not None and any(number.id in deviations for number in paper_study.numbers_of(reference))
        }
        marked = {
            (at, column)
            for at, row in enumerate(shown.select("tbody tr"))
            for column, cell in enumerate(row.find_all("td", recursive=False))
            if "≠" in words(cell)
        }
        assert marked == wrong, printed.id
        assert len(shown.select("td.differs")) == len(wrong)


def test_that_nobody_here_exists_is_said_before_any_number(patient_book: Path) -> None:
    article = page(patient_book, PAGE).find("article")
    assert isinstance(article, Tag)
    box = article.select_one(".admonition.warning")
    assert isinstance(box, Tag) and "Nobody here exists." in words(box)
    before = words(article).partition("These patients are made up")[0]
    assert not re.search(r"\d", before.partition("Printed beside recomputed")[2])


def test_nothing_on_the_page_is_missing_or_broken(patient_book: Path) -> None:
    said = words(page(patient_book, PAGE))
    for slip in ("None", "NaN", "not reported", "There are no patients one by one to show here"):
        assert slip not in said
    assert len(page(patient_book, PAGE).select("figure.chart")) == 3
