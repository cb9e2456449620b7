"""What the study's rule calls people without a change, and what stricter rules would have kept of its responders."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from marginalia.analysis.thresholds import Threshold
from marginalia.parameters import DEFAULTS
from marginalia.simulation.assumptions import chosen
from marginalia.simulation.responder_rule import (
    Called,
    Unchanged,
    alike_months_apart,
    called,
    called_again,
    criteria,
    from_published_error,
    last_counted,
    months_apart,
    other_rules,
    within_a_day,
)
from marginalia.study.model import Study


def test_the_paper_s_thresholds_are_shares_of_their_scales(paper_study: Study) -> None:
    rule = criteria(paper_study)
    assert [(one.outcome.id, one.threshold, one.share) for one in rule] == [
        ("vas", 2, 0.2),
        ("gi", 30, 0.3),
        ("quebec", 15, 0.15),
    ]
    assert last_counted(paper_study) == 12


def test_patients_drawn_by_the_model_of_ratings_are_called_as_often(paper_study: Study) -> None:
    """Ratings drawn from the model itself: a part that stays, a part that comes and goes, errors; a rating of change
    that is correlated with the changes on the scales. Compared with the exact chances."""
    rule, assumed, months, size = criteria(paper_study), chosen(DEFAULTS), 12.0, 200_000
    rng = np.random.default_rng(11)
    scales = 2
    true = float(assumed.correlation(months))
    between = (1 - assumed.between_scales) * np.eye(scales) + assumed.between_scales
    occasions = np.array([[1, true], [true, 1]])
    truth = rng.multivariate_normal(np.zeros(4), np.kron(occasions, between), size=size).reshape(size, 2, scales)
    error = rng.standard_normal((size, 2, scales))
    ratings = assumed.spread * (sqrt(assumed.reliability) * truth + sqrt(1 - assumed.reliability) * error)
    changes = ratings[:, 0] - ratings[:, 1]
    alike = alike_months_apart(assumed, months)
    assert np.corrcoef(changes.T)[0, 1] == pytest.approx(alike, abs=0.01)

    scored = [one for one in rule if not one.outcome.is_change]
    exact = called(scored, months_apart(assumed, months, alike))
    met = (changes >= [one.share for one in scored]).sum(axis=1)
    for many, chance in enumerate(exact.at_least, start=1):
        assert (met >= many).mean() == pytest.approx(chance, abs=4 * sqrt(chance * (1 - chance) / size))


def test_people_who_are_asked_within_a_day_are_called_less_often_than_months_apart(paper_study: Study) -> None:
    rule, assumed = criteria(paper_study), chosen(DEFAULTS)
    day, months = (called(rule, one) for one in (within_a_day(assumed, 0.4), months_apart(assumed, 12, 0.4)))
    assert day.at_least[0] < months.at_least[0]
    assert day.each[1] == months.each[1], "a rating of change has a scatter of its own"


def test_the_rule_that_asks_for_all_is_the_last() -> None:
    found = Called((0.2, 0.3), (0.4, 0.1))
    assert (found.by_rule("any"), found.by_rule("all")) == (0.4, 0.1)


def test_asked_again_the_first_visit_is_as_before(paper_study: Study) -> None:
    rule, unchanged = criteria(paper_study), Unchanged(0.25, 0.5, 0.4)
    once = called(rule, unchanged).at_least[0]
    again = called_again(rule, unchanged, 1, draws=5000, seed=1)
    assert again.given == once
    assert again.once == pytest.approx(once, abs=4 * again.once_error)
    assert called_again(rule, unchanged, 4, draws=500, seed=1) == called_again(rule, unchanged, 4, draws=500, seed=1)


def test_a_threshold_at_the_detectable_change_is_passed_one_time_in_forty(paper_study: Study) -> None:
    quebec = Threshold("x", "quebec", "Quebec 0-100", "detectable change", 15, 15, "points", 100, "key", "")
    (found,) = from_published_error(criteria(paper_study), [quebec])
    assert found.low == found.high == pytest.approx(0.025)
    important = replace(quebec, kind="important change")
    assert from_published_error(criteria(paper_study), [important]) == ()


def test_a_detectable_change_of_another_span_is_put_on_the_study_s_scale(paper_study: Study) -> None:
    vas = Threshold("x", "vas", "VAS 0-100", "detectable change", 20, 40, "points", 100, "key", "")
    (found,) = from_published_error(criteria(paper_study), [vas])
    assert found.sd_low == pytest.approx(2 / 1.96, abs=1e-4) and found.sd_high == pytest.approx(4 / 1.96, abs=1e-4)
    assert found.low < found.high


def test_stricter_rules_keep_a_part_of_the_printed_responders(paper_study: Study) -> None:
    found = other_rules(paper_study, criteria(paper_study))
    assert [(one.month, one.n, one.N) for one in found] == [(3, 29, 39), (6, 22, 36), (12, 18, 29)]
    for one in found:
        printed = one.n / one.N
        assert one.at_least[0].central == pytest.approx(printed, abs=1e-9)
        assert one.at_least[0].low == pytest.approx(one.at_least[0].high, abs=1e-9)
        for kept in (*one.each, *one.at_least):
            assert 0 <= kept.low <= kept.central <= kept.high <= printed + 1e-9
        two, all_ = one.at_least[1:]
        assert all_.high <= two.high and all_.low <= two.low


def test_a_study_that_asks_for_all_or_prints_no_means_of_responders_is_not_modelled(paper_study: Study) -> None:
    rule = criteria(paper_study)
    assert other_rules(replace(paper_study, responder_needs="all"), rule) == ()
    without = tuple(one for one in paper_study.numbers if one.measure != "vas-responders")
    assert other_rules(replace(paper_study, numbers=without), rule) == ()
    assert other_rules(paper_study, rule[:1]) == ()
