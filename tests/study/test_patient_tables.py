"""Patients one by one: written, read back, and every mistake in their files told with its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from marginalia.errors import PackageError
from marginalia.study.model import Study
from marginalia.study.patient_level import Cohort, Patient, Visit, responds
from marginalia.study.patient_tables import read_cohort, write_cohort
from tests.analysis.made_study import OUTCOMES, study

CHANGING = tuple(replace(one, is_change=one.id == "gi") for one in OUTCOMES)


def elbows(**more: object) -> Study:
    return replace(study(), outcomes=CHANGING, **more)  # type: ignore[arg-type]


def patient(*visits: Visit, groups: tuple[str, ...] = ()) -> Patient:
    return Patient("anna", frozenset(groups), visits)


ANNA = patient(Visit(0, {"vas": 7}), Visit(3, {"vas": 5, "gi": 10}), Visit(12, {"vas": 6.5}), groups=("light",))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    cohort = Cohort((ANNA, Patient("bert", frozenset({"heavy"}), ())), synthetic=True)
    write_cohort(elbows(), cohort, tmp_path)
    assert read_cohort(elbows(), tmp_path) == cohort


@pytest.mark.parametrize(
    ("needs", "month", "expected"),
    [("any", 3, True), ("all", 3, False), ("any", 12, None), ("any", 24, None)],
)
def test_a_responder_has_improved_on_any_scale_or_on_all_and_nobody_judges_what_was_not_rated(
    needs: str, month: float, expected: bool | None
) -> None:
    assert responds(elbows(responder_needs=needs), ANNA, month) is expected


def test_the_threshold_itself_counts_and_a_hair_less_does_not() -> None:
    short = patient(Visit(0, {"vas": 7}), Visit(3, {"vas": 5.1, "gi": 29}))
    assert responds(elbows(), ANNA, 3) is True
    assert responds(elbows(), short, 3) is False


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        (
            "patients.csv",
            "patient,synthetic,light,heavy\nanna,no,perhaps,no\n",
            "patients.csv: row 2, column light: found 'perhaps'",
        ),
        (
            "patients.csv",
            "patient,synthetic,light,heavy\nanna,no,no,no\nanna,no,no,no\n",
            "row 3, column patient: found 'anna'",
        ),
        ("patients.csv", "patient,synthetic,light\nanna,no,no\n", "the column 'heavy'"),
        ("patients.csv", "patient,synthetic,light,heavy\nanna,no,no,no\nbert,yes,no,no\n", "column synthetic"),
        ("visits.csv", "patient,month,vas,gi,grip\ncarl,3,1,,\n", "visits.csv: row 2, column patient: found 'carl'"),
        ("visits.csv", "patient,month,vas,gi,grip\nanna,4,1,,\n", "row 2, column month: found '4', expected a visit"),
        (
            "visits.csv",
            "patient,month,vas,gi,grip\nanna,3,11,,\n",
            "row 2, column vas: found '11', expected a number from 0 to 10",
        ),
        ("visits.csv", "patient,month,vas,gi,grip\nanna,3,much,,\n", "row 2, column vas: found 'much'"),
        ("visits.csv", "patient,month,vas,gi,grip\nanna,3,1,,\nanna,3,2,,\n", "row 3, column month"),
    ],
)
def test_a_mistake_is_told_with_its_file_row_and_column(tmp_path: Path, file: str, text: str, told: str) -> None:
    write_cohort(elbows(), Cohort((ANNA,), synthetic=False), tmp_path)
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(PackageError) as caught:
        read_cohort(elbows(), tmp_path)
    assert told in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"patients\.csv"):
        read_cohort(elbows(), tmp_path)
