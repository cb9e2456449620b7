"""Patients one by one: written, read back, spelt as people spell, and every mistake in their files told with its
place."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from marginalia.errors import PackageError
from marginalia.study.dictionary import data_dictionary
from marginalia.study.model import Measure, Study
from marginalia.study.patient_events import EVENT_COLUMNS
from marginalia.study.patient_level import Cohort, Event, Patient, Visit, responds
from marginalia.study.patient_tables import read_cohort, write_cohort
from marginalia.study.reading import read_study
from tests.analysis.made_study import OUTCOMES, study

CHANGING = tuple(replace(one, is_change=one.id == "gi") for one in OUTCOMES)


def elbows(**more: object) -> Study:
    return replace(study(), outcomes=CHANGING, **more)  # type: ignore[arg-type]


def harmed() -> Study:
    """With a measure that can happen to a patient."""
    return elbows(measures=(*study().measures, Measure("harms", "Harms", kind="proportion")))


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
        (
            "patients.csv",
            "synthetic,light\nno,no\n",
            "patients.csv: row 1: nothing found, expected the column 'patient'",
        ),
        ("patients.csv", "patient;synthetic\nanna;no\n", "save as “CSV (comma delimited)”"),
        ("patients.csv", "patient,synthetic\n", "row 2, column patient: nothing found, expected at least one patient"),
        (
            "patients.csv",
            "patient,age\nanna,40\n",
            "row 1, column age: found 'age', expected one of heavy, light, patient, synthetic",
        ),
        ("patients.csv", "patient,heavi\nanna,no\n", "did you mean 'heavy'?"),
        ("patients.csv", "patient,light,Light\nanna,no,no\n", "column Light: found 'Light', expected each column once"),
        ("patients.csv", "patient,light\nanna,\n", "row 2, column light: nothing found, expected yes or no"),
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
        ("visits.csv", "patient,month,vas\nanna,18,1\n", "or add 18 to visits in study.yml"),
        (
            "visits.csv",
            "patient,month,vas\nAnna,3,1\n",
            "found 'Anna', expected a patient of patients.csv; did you mean",
        ),
        ("visits.csv", 'patient,month,vas\nanna,3,"6,5"\n', "write decimals with a point"),
        ("visits.csv", "patient,month,vas\nanna,3,07-Jun\n", "a spreadsheet seems to have turned it into a date"),
        (
            "visits.csv",
            "patient,month,vas\nanna,third,1\n",
            "found 'third', expected months since treatment, as a number",
        ),
        ("visits.csv", "patient,month,vas\nanna,3\n", "row 2: found '2 values', expected 3 values"),
        (
            "visits.csv",
            "patient,vas_0,vas_3,GI M3\nanna,7,5,10\n",
            "row 1: found 'vas_0, vas_3, GI M3', expected the long form, with one row for each visit",
        ),
        ("events.csv", "patient,measure\nanna,harm\n", "row 2, column measure: found 'harm', expected a measure"),
        (
            "events.csv",
            "patient,measure\nanna,response\n",
            "found 'response', expected a measure of study.yml that can",
        ),
        ("events.csv", "patient,measure\ncarl,harms\n", "row 2, column patient: found 'carl'"),
        (
            "events.csv",
            "patient,measure,serious\nanna,harms,very\n",
            "column serious: found 'very', expected yes or no",
        ),
        ("events.csv", "patient,measure,related\nanna,harms,no way\n", "expected yes, no or unclear"),
        ("events.csv", "patient,measure,month\nanna,harms,-1\n", "column month: found '-1', expected months since"),
    ],
)
def test_a_mistake_is_told_with_its_file_row_and_column(tmp_path: Path, file: str, text: str, told: str) -> None:
    write_cohort(harmed(), Cohort((ANNA,), synthetic=False), tmp_path)
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(PackageError) as caught:
        read_cohort(harmed(), tmp_path)
    assert told in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"patients\.csv"):
        read_cohort(elbows(), tmp_path)


def test_events_are_read_back_too(tmp_path: Path) -> None:
    events = (Event(2.5, "harms", "rash, =cmd", True, "unclear"), Event(None, "harms"))
    cohort = Cohort((replace(ANNA, events=events),), synthetic=False, events_recorded=True)
    write_cohort(harmed(), cohort, tmp_path)
    assert read_cohort(harmed(), tmp_path) == cohort


def written(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_files_are_read_as_people_spell_them(tmp_path: Path) -> None:
    written(
        tmp_path,
        patients="\ufeffPatient ID,Light cushion,HEAVY\nP1,Yes,0\nP2,n,TRUE\n",
        visits="Subject,Months,Pain, gi \nP1,baseline,7,\nP1,M3,5,NA\nP2,0,6.5,\nP2,3 months,,10\n,,,\n",
        events="patient,Measure,What,Serious,Related\nP2,harms,rash,NA,?\n",
    )
    cohort = read_cohort(harmed(), tmp_path)
    assert cohort == Cohort(
        (
            Patient("P1", frozenset({"light"}), (Visit(0, {"vas": 7}), Visit(3, {"vas": 5}))),
            Patient(
                "P2",
                frozenset({"heavy"}),
                (Visit(0, {"vas": 6.5}), Visit(3, {"gi": 10})),
                (Event(None, "harms", "rash", None, "unclear"),),
            ),
        ),
        synthetic=False,
        without_outcomes=frozenset({"grip"}),
        events_recorded=True,
    )


def test_a_group_or_an_outcome_without_a_column_is_remembered_as_such(tmp_path: Path) -> None:
    written(tmp_path, patients="patient,light\nanna,yes\n", visits="patient,month,vas\nanna,0,7\n")
    cohort = read_cohort(elbows(), tmp_path)
    assert cohort.without_groups == {"heavy"}
    assert cohort.without_outcomes == {"gi", "grip"}
    assert not cohort.synthetic and not cohort.events_recorded


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    written(
        tmp_path,
        patients="patient,light\nanna,perhaps\n",
        visits="patient,month,vas\nbert,5,much\n",
        events="patient,measure,serious\nanna,harm,very\n",
    )
    with pytest.raises(PackageError) as caught:
        read_cohort(harmed(), tmp_path)
    assert [(one.file, one.where.rpartition(" ")[2]) for one in caught.value.problems] == [
        ("patients.csv", "light"),
        ("visits.csv", "vas"),
        ("visits.csv", "patient"),
        ("visits.csv", "month"),
        ("events.csv", "serious"),
        ("events.csv", "measure"),
    ]


def test_the_same_mistake_in_many_rows_is_told_once(tmp_path: Path) -> None:
    rows = "".join(f"anna,{month},50\n" for month in (0, 3, 12))
    written(tmp_path, patients="patient\nanna\n", visits=f"patient,month,vas\n{rows}")
    with pytest.raises(PackageError) as caught:
        read_cohort(elbows(), tmp_path)
    [told] = caught.value.problems
    assert (told.where, told.hint) == ("row 2, column vas", "so in 2 more rows")


def test_a_file_larger_than_any_trial_is_refused(tmp_path: Path) -> None:
    written(tmp_path, patients="patient\nanna\n", visits="patient,month\n" + "anna,3\n" * 800_000)
    with pytest.raises(PackageError, match=r"visits.csv: found 'more than 5,000,000 bytes'"):
        read_cohort(elbows(), tmp_path)


def test_a_cell_with_a_book_in_it_is_refused(tmp_path: Path) -> None:
    written(
        tmp_path,
        patients="patient\nanna\n",
        visits="patient,month\nanna,0\n",
        events=f"patient,measure,what\nanna,harms,{'x' * 3_000_000}\n",
    )
    with pytest.raises(PackageError) as caught:
        read_cohort(harmed(), tmp_path)
    assert "events.csv: row 2" in str(caught.value) and len(str(caught.value)) < 300


def test_the_columns_that_the_dictionary_lists_are_those_that_are_read() -> None:
    listed = {(row.file, row.key) for row in data_dictionary()}
    assert {("events.csv", name) for name in EVENT_COLUMNS} <= listed
    assert {("patients.csv", "patient"), ("patients.csv", "synthetic"), ("patients.csv", "<group>")} <= listed
    assert {("visits.csv", "patient"), ("visits.csv", "month"), ("visits.csv", "<outcome>")} <= listed


def test_a_package_s_own_mistakes_and_those_of_its_patients_are_told_together(tiny: Path) -> None:
    numbers = (tiny / "numbers.csv").read_text(encoding="utf-8")
    (tiny / "numbers.csv").write_text(numbers.replace(",n,", ",enn,", 1), encoding="utf-8")
    written(tiny, patients="patient,synthetic\nanna,perhaps\n")
    with pytest.raises(PackageError) as caught:
        read_study(tiny)
    assert [one.file for one in caught.value.problems] == ["numbers.csv", "patients.csv", "visits.csv"]


def check(study: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "marginalia", "check", str(study)]
    return subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)


def test_the_command_counts_patients_visits_and_events(tiny: Path) -> None:
    study = read_study(tiny)
    month = study.visits[-1]
    written(
        tiny,
        patients="patient,synthetic\nanna,yes\nbert,yes\n",
        visits=f"patient,month\nanna,{month:g}\n",
        events="patient,measure,what\nanna,adverse-events,rash\n",
    )
    done = check(tiny)
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("2 made-up patients, 1 visit, 1 event.")


def test_the_command_reports_mistakes_of_patients(tiny: Path) -> None:
    written(tiny, patients="patient\nanna\n", visits="patient,month\nanna,7.5\n")
    done = check(tiny)
    assert done.returncode == 2
    assert "visits.csv: row 2, column month: found '7.5', expected a visit of study.yml" in done.stderr
    assert "1 problem; nothing was written." in done.stderr
