"""Every panel shows what the data say, and says so where there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pieces import compares_arms

from marginalia.display import markup, panels
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Table

each_panel = pytest.mark.parametrize("name", panels.names())


@each_panel
def test_the_paper_s_panel_has_words_or_rows(name: str, paper_evidence: Evidence, arms_evidence: Evidence) -> None:
    shown = panels.show(name, arms_evidence if compares_arms(name) else paper_evidence, name)
    assert not compares_arms(name) or isinstance(shown, Table), "a trial with two arms has something to compare"
    assert isinstance(shown, Shown) or (shown.rows and markup.plain(shown.caption).endswith("."))
    assert "None" not in markup.plain(shown.markdown) and "NaN" not in shown.markdown


@each_panel
def test_a_study_that_reports_nothing_gets_a_sentence(name: str, paper_evidence: Evidence) -> None:
    study = paper_evidence.study
    sizes = tuple(replace(group, size=None) for group in study.groups)
    silent = replace(
        study, numbers=(), groups=sizes, claims=(), tables=(), outcomes=(), limits=(), doses=(), appraisals=()
    )
    assert isinstance(panels.show(name, Evidence(silent), name), Shown)


@each_panel
def test_neither_the_small_study_nor_another_paper_breaks_a_panel(
    name: str, tiny_evidence: Evidence, other_evidence: Evidence, arms_evidence: Evidence
) -> None:
    for evidence in (tiny_evidence, other_evidence, arms_evidence):
        assert isinstance(panels.show(name, evidence, name), (Table, Shown))
