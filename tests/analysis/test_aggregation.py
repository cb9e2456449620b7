"""A paper's numbers worked out again from patients one by one, on a cohort small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marginalia.analysis.aggregation import Aggregation, MeanOf
from marginalia.study.model import Study
from marginalia.study.patient_level import Cohort, Patient, Visit
from tests.analysis.made_study import OUTCOMES, number, study


def elbows() -> Study:
    return replace(study(), outcomes=tuple(replace(one, is_change=one.id == "gi") for one in OUTCOMES))


def patient(id: str, group: str, before: float, **after: float) -> Patient:
    """A patient with pain before treatment and at months named `m3`, `m12`."""
    later = tuple(Visit(float(month[1:]), {"vas": pain}) for month, pain in after.items())
    return Patient(id, frozenset({group}), (Visit(0, {"vas": before}), *later))


#: Pain falls by two points or more: anna at 3 and 12, bert at 3 only, carl at 12 only, dora never; emil was not seen.
COHORT = Cohort(
    (
        patient("anna", "light", 8, m3=4, m12=3),
        patient("bert", "light", 7, m3=5, m12=6),
        patient("carl", "heavy", 6, m3=6, m12=1),
        patient("dora", "heavy", 5, m3=5),
        patient("emil", "heavy", 9),
    ),
    synthetic=False,
)


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("results.all.group-size.count", 5),
        ("results.heavy.group-size.count", 3),
        ("results.all.follow-up.3.n", 4),
        ("results.heavy.follow-up.12.N", 3),
        ("results.heavy.follow-up.12.percent", 100 / 3),
        ("table-2.all.response.3.n", 2),
        ("table-2.all.response.3.N", 4),
        ("table-2.all.response.12.percent", 200 / 3),
        ("table-3.all.continued-response.12.n", 1),
        ("table-3.all.continued-response.12.N", 2),
        ("table-4.all.vas.0.mean", 7),
        ("table-4.all.vas.12.mean", 10 / 3),
        ("table-4.all.vas.24.mean", None),
    ],
)
def test_counts_percentages_and_means_follow_from_the_patients(id: str, value: float | None) -> None:
    made = Aggregation(elbows(), _rated(COHORT), base=3).value(number(id, "", 0))
    assert made == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(("mean_of", "value"), [("earlier", 4.5), ("lasting", 3)])
def test_a_mean_among_responders_is_over_all_earlier_ones_or_those_who_still_respond(
    mean_of: MeanOf, value: float
) -> None:
    made = Aggregation(elbows(), _rated(COHORT), 3, mean_of)
    assert made.value(number("table-3.all.vas-responders.12.mean", "", 0)) == value
    assert made.value(number("table-3.all.vas-responders.0.mean", "", 0)) == 7.5


def _rated(cohort: Cohort) -> Cohort:
    """The same patients, rated on the other two scales as well, where nothing improves."""
    return replace(
        cohort,
        patients=tuple(
            replace(one, visits=tuple(replace(v, scores={**v.scores, "gi": 0, "grip": 1}) for v in one.visits))
            for one in cohort.patients
        ),
    )
