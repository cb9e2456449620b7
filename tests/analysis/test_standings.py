"""Where the literature leaves a paper's claims about other treatments: each row is of a claim, and can be filled."""

from __future__ import annotations

from pathlib import Path

import pytest

from marginalia.analysis.comparators import read_comparators
from marginalia.analysis.standings import STANDINGS, of_section, read_standings
from marginalia.errors import PackageError
from marginalia.study import template_syntax
from marginalia.study.model import Study
from marginalia.study.reading import read_study

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "literature"
HEADER = "id,study,claim,compares,needed,known,standing\n"


@pytest.fixture(scope="module")
def paper() -> Study:
    return read_study(ROOT / "data" / "prodromos-2025")


def test_every_row_is_of_a_claim_and_cites_what_the_claim_or_the_bibliography_has() -> None:
    bibliography = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    figures = {row.id for row in read_comparators(FOLDER)}
    for row in read_standings(FOLDER):
        study = read_study(ROOT / "data" / row.study)
        assert row.claim in {claim.id for claim in study.claims}, row.id
        for reference in template_syntax.references(row.known):
            if reference.reference == template_syntax.CITE:
                assert f"{{{reference.format}," in bibliography, row.id
            elif reference.comparator is not None:
                assert reference.comparator in figures, row.id
            else:
                assert study.has(reference.reference), row.id


def test_a_second_hand_figure_is_said_to_be_reported() -> None:
    second_hand = {row.id for row in read_comparators(FOLDER) if row.second_hand}
    used = 0
    for row in read_standings(FOLDER):
        if any(reference.comparator in second_hand for reference in template_syntax.references(row.known)):
            used += 1
            assert "reported" in row.known, row.id
    assert used


def test_a_claim_is_called_supported_or_contradicted_only_where_something_is_cited() -> None:
    for row in read_standings(FOLDER):
        if row.standing in ("supported", "contradicted"):
            assert "{cite:" in row.known, row.id
    assert {row.standing for row in read_standings(FOLDER)} == set(STANDINGS)


def test_claims_come_by_the_section_that_makes_them_in_the_papers_order(paper: Study) -> None:
    standings = read_standings(FOLDER)
    made = [claim.id for claim, _ in of_section(paper, standings, "discussion")]
    assert "subgroup-failed-only-effective" in made and "intro-steroid-only-leg" not in made
    assert made == [claim.id for claim in paper.claims if claim.id in set(made)]
    assert not of_section(read_study(ROOT / "data" / "rivera-2016"), standings, "discussion")


def test_a_folder_without_the_file_has_no_standings_and_an_unknown_word_is_reported(tmp_path: Path) -> None:
    assert read_standings(tmp_path) == ()
    (tmp_path / "standings.csv").write_text(HEADER + "a,b,c,d,e,f,perhaps\n")
    with pytest.raises(PackageError, match="row 2, column standing"):
        read_standings(tmp_path)
