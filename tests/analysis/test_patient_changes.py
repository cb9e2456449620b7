"""Courses, spreads and changes of patients one by one, by hand and against the study's own rule."""

from __future__ import annotations

from statistics import mean

import numpy as np
import pytest
from cohorts.plan import Plan, plans
from hypothesis import given, settings

from marginalia.analysis.patient_changes import (
    by_threshold,
    changed,
    courses,
    improvements_at,
    later_visits,
    meets_rule,
    spreads,
)
from marginalia.study.patient_level import judging, responds
from tests.analysis.rows import PAIN, RELIEF, WALK, about, cohort, many, patient
from tests.analysis.test_recomputed import printed_about


def test_the_course_of_whoever_misses_the_last_visit_is_lost() -> None:
    found = courses(many({0: 8, 3: 5, 12: 4}, {0: 8, 3: 3}, {0: 8, 12: 7}, {}), PAIN)
    assert [one.lost for one in found] == [False, True, False], "nobody who was never rated has a course"
    assert found[1].points == ((0, 8), (3, 3))


def test_improvements_point_upwards_on_every_scale() -> None:
    one = patient("a", {0: {"pain": 8, "walk": 100}, 3: {"pain": 5, "walk": 80, "relief": 40}})
    made = cohort(one)
    assert [courses(made, outcome, change=True)[0].points for outcome in (PAIN, WALK, RELIEF)] == [
        ((3, 3),),
        ((3, -20),),
        ((3, 40),),
    ]


def test_without_a_rating_before_treatment_there_is_no_improvement() -> None:
    assert courses(many({3: 5, 6: 4}), PAIN, change=True) == ()


def test_means_medians_and_quartiles_are_of_those_seen() -> None:
    """Scores 2, 4, 4, 10 at 3 months: mean 5, median 4, quartiles 3.5 and 5.5 (numpy's default, type 7); t of three
    degrees of freedom is 3.182."""
    made = many({0: 8, 3: 2}, {0: 8, 3: 4}, {0: 8, 3: 4}, {0: 8, 3: 10}, {0: 8})
    before, at = spreads(about(PAIN), made, PAIN)
    assert (before.n, before.sd, at.n, at.mean, at.median) == (5, 0, 4, 5, 4)
    assert at.quartiles is not None and at.interval is not None and at.sd is not None
    assert [at.quartiles.low, at.quartiles.high] == list(np.quantile([2, 4, 4, 10], [0.25, 0.75]))
    assert at.interval.high - 5 == pytest.approx(3.182 * at.sd / 2, abs=1e-3)


def test_one_patient_has_a_mean_and_no_interval() -> None:
    (one,) = spreads(about(PAIN), many({3: 4}), PAIN)
    assert (one.mean, one.median, one.interval, one.sd, one.quartiles) == (4, 4, None, None, None)


def test_improved_and_worse_are_by_the_important_change_and_the_rest_lies_between() -> None:
    made = many({0: 5, 3: 3}, {0: 5, 3: 3.5}, {0: 5, 3: 5}, {0: 5, 3: 7}, {0: 5, 3: 0}, {0: 5})
    (one,) = changed(about(PAIN), made, PAIN)
    assert (one.n, one.improved, one.between, one.worse) == (5, 2, 2, 1)
    assert one.improved_interval is not None and 0.4 in one.improved_interval


def test_improvements_come_the_best_first() -> None:
    assert improvements_at(many({0: 5, 3: 3}, {0: 9, 3: 3}, {0: 5, 3: 8}), PAIN, 3) == (6, 2, -3)


def test_a_group_of_its_own_is_not_mixed_with_others() -> None:
    made = cohort(patient("a", {0: 5, 3: 1}, "round"), patient("b", {0: 5, 3: 5}))
    assert [one.mean for one in spreads(about(PAIN), made, PAIN, change=True, group="round")] == [4]


def test_stricter_thresholds_never_make_more_responders() -> None:
    made = many({0: 9, 3: 1}, {0: 9, 3: 5}, {0: 9, 3: 7}, {0: 9, 3: 9})
    found = by_threshold(about(PAIN), made, 3, [0.5, 1, 2, 4, 4.5])
    assert [(one.n, one.N) for one in found] == [(3, 4), (3, 4), (2, 4), (1, 4), (0, 4)]


def test_whether_one_outcome_is_enough_or_all_are_needed_follows_the_study() -> None:
    made = cohort(patient("a", {0: {"pain": 8, "walk": 100}, 3: {"pain": 8, "walk": 200}}),
                  patient("b", {0: {"pain": 8, "walk": 100}, 3: {"walk": 100}}),
                  patient("c", {0: {"pain": 8, "walk": 100}, 3: {"walk": 200}}))  # fmt: skip
    any_one, all_of = (about(PAIN, WALK, needs=needs) for needs in ("any", "all"))
    assert [(one.n, one.N) for one in by_threshold(any_one, made, 3, [1])] == [(2, 2)], "b might respond by pain"
    assert [(one.n, one.N) for one in by_threshold(all_of, made, 3, [1])] == [(0, 2)], "c might respond by pain"


@pytest.mark.parametrize("outcomes", [(), (PAIN,)])
def test_without_a_rule_or_anybody_there_is_no_curve(outcomes: tuple[()]) -> None:
    assert by_threshold(about(*outcomes), many({0: 5}), 3, [1]) == ()


@settings(max_examples=25)
@given(plans())
def test_at_its_own_thresholds_the_curve_counts_the_study_s_responders(plan: Plan) -> None:
    study, made = printed_about(plan)
    for month in later_visits(study):
        told = [responds(study, one, month) for one in made.patients]
        for one in by_threshold(study, made, month, [1]):
            assert (one.n, one.N) == (told.count(True), len(told) - told.count(None))


@settings(max_examples=25)
@given(plans())
def test_the_rule_for_arrays_is_the_rule_for_patients(plan: Plan) -> None:
    study, made = printed_about(plan)
    for month in later_visits(study):
        judged = [one for one in made.patients if responds(study, one, month) is not None]
        better = {
            outcome.id: [dict(course.points).get(month) for one in judged
                         for course in courses(cohort(one), outcome, change=True)]
            for outcome in judging(study)
        }  # fmt: skip
        known = [at for at in range(len(judged)) if all(found[at] is not None for found in better.values())]
        arrays = {id: np.array([found[at] for at in known], float) for id, found in better.items()}
        assert list(meets_rule(study, arrays)) == [responds(study, judged[at], month) for at in known]


def test_a_mean_of_changes_is_the_change_of_means_where_all_are_seen() -> None:
    made = many({0: 9, 3: 1}, {0: 7, 3: 5}, {0: 8, 3: 7})
    before, after = spreads(about(PAIN), made, PAIN)
    (change,) = spreads(about(PAIN), made, PAIN, change=True)
    assert change.mean == pytest.approx(before.mean - after.mean) == pytest.approx(mean([8, 2, 1]))
