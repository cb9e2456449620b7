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
    ]
    out, warnings = build(paper_evidence, tmp_path_factory.mktemp("silent"), {"silent": pieces})
    return BeautifulSoup((out / "silent.html").read_text(encoding="utf-8"), "html.parser").get_text(), warnings


def test_the_reference_says_that_there_is_none(site: tuple[str, str]) -> None:
    assert site[0].count("the table (there is none for this study)") == 2
    assert "the figure (there is none for this study)" in site[0]


def test_only_a_reference_that_no_chart_could_have_met_is_a_warning(site: tuple[str, str]) -> None:
    silent = [line for line in site[1].splitlines() if "undefined label" in line and "silent.md" in line]
    assert len(silent) == 1 and "fig-misspelt" in silent[0]
