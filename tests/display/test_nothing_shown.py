"""A study that lacks a figure still has a book; a reference that no study could have met is a mistake."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from small_site import build

from marginalia.display.chapter import Chapter
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown


@pytest.fixture(scope="module")
def site(paper_evidence: Evidence, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    silent = replace(paper_evidence.study, numbers=(), outcomes=(), tables=())
    chapter = Chapter("efficacy", Evidence(silent))
    shown = [chapter.chart("safety"), chapter.panel("efficacy-methods"), chapter.table("table-4")]
    assert all(isinstance(one, Shown) for one in shown)
    pieces = [
        "# Silent",
        "See {numref}`fig-safety`, {numref}`tbl-efficacy-methods` and {numref}`tbl-table-4`.",
        "But {numref}`fig-misspelt`.",
        *(one.markdown for one in shown),
        "{numref}`fig-safety` begins a sentence.",
        ":::{where-shown} fig-safety\nIt rises.\n\n- and falls\n:::",
        ":::{where-shown} fig-present tbl-efficacy-methods\nOnly the table is lacking.\n:::",
        ":::{where-shown} fig-present\nIt stands *here*.\n:::",
        "## Emptied\n\n:::{where-shown} fig-safety\nGone.\n:::\n\n### Emptied with it",
        "## Kept\n\nWords.",
        "## Once, said before",
        chapter.chart("safety-room").markdown,
        Chapter("efficacy", Evidence(silent)).chart("safety-room").markdown,
    ]
    out, warnings = build(paper_evidence, tmp_path_factory.mktemp("silent"), {"silent": pieces})
    return BeautifulSoup((out / "silent.html").read_text(encoding="utf-8"), "html.parser").get_text(), warnings


def test_the_reference_says_that_there_is_none(site: tuple[str, str]) -> None:
    assert site[0].count("the table (there is none for this study)") == 2
    assert "the figure (there is none for this study)" in site[0]


def test_a_reference_that_begins_a_sentence_begins_it_with_a_capital(site: tuple[str, str]) -> None:
    assert "The figure (there is none for this study) begins a sentence." in site[0]


def test_prose_about_what_is_not_there_is_left_out(site: tuple[str, str]) -> None:
    assert "It rises" not in site[0] and "and falls" not in site[0]
    assert "Only the table is lacking" not in site[0]
    assert "It stands here." in site[0]


def test_a_heading_goes_with_all_that_stood_under_it(site: tuple[str, str]) -> None:
    assert "Emptied" not in site[0] and "Once, said before" not in site[0]
    assert "Kept" in site[0]


def test_the_same_apology_is_made_once_a_page(site: tuple[str, str]) -> None:
    assert site[0].count("The paper does not report that no patient was harmed") == 1


def test_only_a_reference_that_no_chart_could_have_met_is_a_warning(site: tuple[str, str]) -> None:
    silent = [line for line in site[1].splitlines() if "undefined label" in line and "silent.md" in line]
    assert len(silent) == 1 and "fig-misspelt" in silent[0]
