"""A book made from the numbers that the patients give instead of the printed ones, and says so on every page."""

from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import small_site
from bs4 import BeautifulSoup, Tag

from marginalia.display.evidence import Evidence, gather, with_numbers
from marginalia.display.facts import facts_of
from marginalia.errors import ParameterError
from marginalia.parameters import DEFAULTS, Parameters
from marginalia.study.model import Study

RECOMPUTED = {"numbers": "recomputed"}


@pytest.fixture(scope="module")
def asked(paper_with_patients: Path) -> Evidence:
    return gather(Parameters.checked({"study": str(paper_with_patients), **RECOMPUTED}))


def test_the_study_has_the_patients_numbers_and_keeps_what_they_cannot_say(
    asked: Evidence, paper_study: Study, paper_with_patients: Path
) -> None:
    with (paper_with_patients / "deviations.csv").open(encoding="utf-8", newline="") as file:
        deviations = {row["number"] for row in csv.DictReader(file)}
    # A string that two numbers share changes with either: the percentage beside a fraction does not.
    changed = {one.id for one in paper_study.numbers if asked.study.number(one.id).printed != one.printed}
    together = {
        other.id
        for id in deviations
        for other in paper_study.cell(paper_study.number(id).cell).numbers
        if other.printed == paper_study.number(id).printed
    }
    assert deviations <= changed <= together
    assert asked.study.number("results.failed-surgery.response.12.n").printed == "6/6"
    assert asked.study.number("results.failed-surgery.response.12.percent").printed == "100%"


def test_printed_is_still_set_beside_recomputed(asked: Evidence, paper_evidence: Evidence) -> None:
    assert asked.recomputation is not None and paper_evidence.recomputation is not None
    assert asked.recomputation.counts == paper_evidence.recomputation.counts
    assert facts_of("recomputed", asked) == facts_of("recomputed", paper_evidence)


def test_prose_follows_the_patients(paper_evidence: Evidence) -> None:
    cohort = paper_evidence.cohort
    assert cohort is not None
    fewer = replace(cohort, patients=cohort.patients[:30])
    chosen = DEFAULTS.changed(numbers="recomputed")
    now = Evidence(with_numbers(chosen, paper_evidence.study, fewer), chosen, cohort=fewer)
    assert now.study.enrolled == 30
    assert facts_of("efficacy", now)["share"] != facts_of("efficacy", paper_evidence)["share"]
    responders = now.study.cell("table-2.all.response.12")
    assert facts_of("efficacy", now)["fraction"] == f"{responders.n}/{responders.N}"


def test_without_patients_there_is_nothing_to_recompute_from(root: Path) -> None:
    with pytest.raises(ParameterError, match="holds no patients one by one"):
        gather(Parameters.checked(RECOMPUTED))
    done = subprocess.run(
        [sys.executable, "-m", "marginalia", "build", "--set", "numbers=recomputed", "--out", "_build/never"],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "parameter numbers=recomputed: the study prodromos-2025 holds no patients one by one" in done.stderr
    assert not (root / "_build" / "never").exists()


@pytest.mark.parametrize(("numbers", "told"), [("recomputed", True), ("printed", False)])
def test_every_page_that_quotes_numbers_says_whose_they_are(
    tiny_evidence: Evidence, tmp_path: Path, numbers: str, told: bool
) -> None:
    line = f'```{{made-with}}\n{{"study":"tiny","numbers":"{numbers}"}}\n```'
    site, _ = small_site.build(
        tiny_evidence,
        tmp_path,
        {
            "shares": ["# Shares", "The share is 62%.", line],
            "chapters/recomputed": ["# Printed beside recomputed", "Both.", line],
        },
    )
    notice = one_page(site, "shares").select_one(".recomputed-numbers")
    assert (notice is not None) is told
    if isinstance(notice, Tag):
        said = " ".join(one_page(site, "shares").get_text().split())
        assert said.index("Not the paper’s numbers.") < said.index("The share is 62%.")
        assert "chapters/recomputed.html" in str(notice.select_one("a[href]"))
    assert one_page(site, "chapters/recomputed").select_one(".recomputed-numbers") is None


def one_page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
