"""Later surgery over other denominators, and what those not heard of leave open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marginalia.analysis.later_surgery import if_surgery_is_no_response, later_surgery
from marginalia.statistics.intervals import interval
from marginalia.study.model import Study


def having(study: Study, n: int, N: int) -> Study:
    """The paper's study with another count of later operations."""
    readings = {"results.all.later-surgery.n": n, "results.all.later-surgery.N": N}
    numbers = tuple(
        replace(number, reading=float(readings[number.id])) if number.id in readings else number
        for number in study.numbers
    )
    return replace(study, numbers=numbers)


def test_the_paper_s_own_denominator_comes_first_with_its_interval(paper_study: Study) -> None:
    found = later_surgery(paper_study)
    assert found is not None and (found.had, found.enrolled) == (3, 48)
    assert [(base.month, base.known) for base in found.bases] == [(None, 31), (6, 36), (12, 29), (18, 16)]
    assert found.bases[0].interval == interval(3, 31)


def test_whoever_is_not_known_of_may_all_have_had_surgery(paper_study: Study) -> None:
    found = later_surgery(paper_study)
    assert found is not None
    assert found.bounds(found.bases[0]) == (3 / 48, 20 / 48)
    assert found.bounds(found.bases[2]) == (3 / 48, 22 / 48)


def test_early_visits_are_no_denominator(paper_study: Study) -> None:
    found = later_surgery(paper_study, late=1)
    assert found is not None and found.bases[1].month == 1


@pytest.mark.parametrize(("n", "N"), [(32, 31), (3, 49), (3, 0)])
def test_a_count_that_cannot_be_is_not_used(paper_study: Study, n: int, N: int) -> None:
    assert later_surgery(having(paper_study, n, N)) is None


def test_a_study_without_later_surgery_has_none(tiny_study: Study) -> None:
    assert later_surgery(tiny_study) is None
    assert if_surgery_is_no_response(tiny_study) is None


def test_surgery_as_the_end_of_response_takes_at_most_as_many_responders(paper_study: Study) -> None:
    found = if_surgery_is_no_response(paper_study)
    assert found is not None
    assert (found.month, found.n, found.N, found.least) == (12, 18, 29, 15)
    many = if_surgery_is_no_response(having(paper_study, 25, 31))
    assert many is not None and many.least == 0
