"""The page of what only patients one by one show, as it stands in the book of made-up patients."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import Tag
from pages import names_for, page, words

PAGE = "chapters/patient-by-patient"
FIGURES = ("courses", "changes", "cumulative", "threshold", "model", "loss", "imputed")
TABLES = ("spreads", "changed", "groups", "model", "loss", "imputed")


def test_the_page_is_in_this_book_and_in_no_other(paper_with_patients: Path) -> None:
    assert PAGE in names_for(str(paper_with_patients)) and PAGE not in names_for()


def test_before_anything_else_it_says_that_nothing_on_it_is_evidence(patient_book: Path) -> None:
    shown = page(patient_book, PAGE)
    first = shown.select_one("article .admonition, article .mg-chart, article table")
    assert isinstance(first, Tag)
    assert "Nothing on this page is evidence about the treatment" in first.get_text()


def test_every_figure_and_table_is_there_and_every_reference_finds_its_own(patient_book: Path) -> None:
    shown = page(patient_book, PAGE)
    for kind, names in (("fig", FIGURES), ("tbl", TABLES)):
        assert all(shown.find(id=f"{kind}-patient-{name}") for name in names)
    said = words(shown)
    assert "there is none for this study" not in said and "holds no patients" not in said
    assert not re.search(r"\{glue|\bnan\b|Traceback", said)


def test_each_step_says_what_it_assumes_and_what_it_cannot_show(patient_book: Path) -> None:
    said = words(page(patient_book, PAGE))
    assert said.count("What it assumes:") == said.count("What it cannot show:") == 6
    assert "missing at random" in said
