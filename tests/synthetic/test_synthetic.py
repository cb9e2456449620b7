"""Synthetic cohorts: made-up patients whose aggregates are the printed numbers, and who are labelled as made up."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from marginalia.analysis.precision import gives_back
from marginalia.errors import MarginaliaError
from marginalia.reconstruction.cohort import Synthetic, synthesise
from marginalia.reconstruction.writing import write_synthetic
from marginalia.study.model import Study
from marginalia.study.patient_level import responds
from marginalia.study.patient_tables import read_cohort
from marginalia.study.reading import read_study
from tests.analysis.made_study import OUTCOMES, number, study

PAPER = Path("data/prodromos-2025")


def elbows() -> Study:
    return replace(study(), outcomes=tuple(replace(one, is_change=one.id == "gi") for one in OUTCOMES))


@pytest.fixture(scope="module")
def paper() -> tuple[Study, Synthetic]:
    read = read_study(PAPER)
    return read, synthesise(read)[0]


def test_a_small_study_is_given_back_number_by_number() -> None:
    [made] = synthesise(elbows())
    assert not made.deviations
    assert made.given_back > 40
    assert len(made.cohort.patients) == 20


def test_the_same_seed_gives_the_same_patients_and_another_seed_others() -> None:
    assert synthesise(elbows(), seed=4) == synthesise(elbows(), seed=4)
    assert synthesise(elbows(), seed=4)[0].cohort != synthesise(elbows(), seed=5)[0].cohort


def test_cohorts_of_one_run_are_unlike_each_other_and_fit_the_same_counts() -> None:
    first, second = synthesise(elbows(), count=2)
    assert first.cohort != second.cohort
    assert second.shared < len(second.cohort.patients)
    assert not [one for one in second.deviations if one.number.statistic in ("n", "N", "count", "percent")]


def test_the_paper_is_given_back_in_every_count_that_can_be_true_and_in_nearly_every_mean(
    paper: tuple[Study, Synthetic],
) -> None:
    read, made = paper
    counts = [one for one in made.deviations if one.number.statistic != "mean"]
    assert all(one.set_aside for one in counts)
    means = [one for one in read.numbers if one.statistic == "mean"]
    missed = [one for one in made.deviations if one.number.statistic == "mean"]
    assert len(missed) < len(means) / 20
    assert made.given_back > 500


def test_a_written_cohort_read_back_gives_the_published_tables_again(
    paper: tuple[Study, Synthetic], tmp_path: Path
) -> None:
    read, made = paper
    write_synthetic(read, [made], tmp_path / "made-up")
    again = replace(made.aggregation, cohort=read_cohort(read, tmp_path / "made-up"))
    expected = {one.number.id for one in made.deviations}
    differing = {
        one.id for one in read.numbers if (value := again.value(one)) is not None and not gives_back(one, value)
    }
    assert differing == expected


def test_a_made_up_patient_of_the_severe_group_is_severe_and_nobody_else_is(paper: tuple[Study, Synthetic]) -> None:
    _, made = paper
    before = [(one.within("severe"), one.visits[0].scores["vas"]) for one in made.cohort.patients]
    assert {severe for severe, pain in before if pain >= 8} == {True}
    assert {severe for severe, pain in before if pain < 8} == {False}


def test_response_follows_from_the_scores_by_the_papers_rule(paper: tuple[Study, Synthetic]) -> None:
    read, made = paper
    responders = [one for one in made.cohort.patients if responds(read, one, 12)]
    assert len(responders) == read.cell("table-2.all.response.12").n


def test_every_file_says_that_nobody_in_it_exists(tmp_path: Path) -> None:
    write_synthetic(elbows(), synthesise(elbows(), count=2), tmp_path / "out")
    for folder in (tmp_path / "out", tmp_path / "out" / "another-2"):
        assert (
            (folder / "SYNTHETIC.md").read_text(encoding="utf-8").startswith("# Synthetic: no patient of this cohort")
        )
        with (folder / "patients.csv").open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
        assert {row["synthetic"] for row in rows} == {"yes"}
        assert all(row["patient"].startswith("synthetic-") for row in rows)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(MarginaliaError, match="mine holds something else"):
        write_synthetic(elbows(), synthesise(elbows()), mine)
    assert [file.name for file in mine.iterdir()] == ["thesis.txt"]


def test_a_synthetic_cohort_may_be_made_again_in_its_place(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_synthetic(elbows(), synthesise(elbows(), seed=seed), tmp_path / "out")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out"]


@pytest.mark.parametrize(
    ("printed", "reading", "value", "same"),
    [
        ("62%", 62, 62.07, True),
        ("62%", 62, 62.96, True),
        ("62%", 62, 63.1, False),
        ("3.2", 3.2, 3.24, True),
        ("3.2", 3.2, 3.26, False),
    ],
)
def test_a_value_gives_back_a_print_within_its_digits(printed: str, reading: float, value: float, same: bool) -> None:
    statistic = "percent" if "%" in printed else "mean"
    assert gives_back(number(f"table-2.all.response.3.{statistic}", printed, reading), value) is same
