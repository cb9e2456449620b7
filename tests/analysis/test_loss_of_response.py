"""When a response ends, from visits: between which two times, whose, and how many are still followed."""

from __future__ import annotations

from math import inf

import pytest

from marginalia.analysis.loss_of_response import Held, Lasting, lasting
from marginalia.statistics.interval_censored import Between
from marginalia.study.patient_level import Cohort
from tests.analysis.rows import PAIN, RELIEF, about, many

YES, NO = 2, 9
STUDY = about(PAIN)


def of(*scores: dict[float, float]) -> Lasting:
    found = lasting(STUDY, many(*({0: 9, **one} for one in scores)), simulations=100)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("scores", "found", "between"),
    [
        ({3: YES, 6: NO, 12: NO}, 3, (0, 3)),
        ({3: YES, 6: YES, 12: NO}, 3, (3, 9)),
        ({3: NO, 6: YES, 12: NO}, 6, (0, 6)),
        ({3: YES, 12: NO}, 3, (0, 9)),
        ({3: YES, 6: YES, 12: YES}, 3, (9, inf)),
        ({3: YES, 6: YES}, 3, (3, inf)),
        ({3: YES, 6: NO, 12: YES}, 3, (0, 3)),
    ],
)
def test_a_loss_lies_after_the_last_visit_with_the_response(
    scores: dict[float, float], found: float, between: tuple[float, float]
) -> None:
    (one,) = of(scores).held
    assert one == Held("aa", found, Between(*between))


def test_everybody_is_counted_once() -> None:
    found = of({3: YES, 6: NO, 12: YES}, {3: YES, 6: YES}, {6: YES}, {3: NO, 6: NO}, {})
    assert (len(found.held), found.lost, found.alone, found.never, found.regained) == (2, 1, 1, 1, 1)


def test_a_visit_without_enough_ratings_to_judge_is_as_if_missed() -> None:
    study = about(PAIN, RELIEF)
    made = many({0: {"pain": 9}, 3: {"pain": 2, "relief": 0}, 6: {"pain": 9}, 12: {"pain": 9, "relief": 0}})
    found = lasting(study, made, simulations=100)
    assert found is not None and found.held[0].between == Between(0, 9)


def test_the_share_falls_between_visits_and_the_usual_curve_at_the_later_one() -> None:
    found = of({3: YES, 6: NO}, {3: YES, 6: YES, 12: NO}, {3: YES, 6: YES, 12: YES}, {3: YES, 6: YES, 12: YES})
    at = {one.months: one for one in found.times}
    assert at[3].share.low == at[3].share.high == pytest.approx(0.75) == at[3].naive
    assert (found.curve.at(1).low, found.curve.at(1).high) == pytest.approx((0.75, 1)), "when, nobody knows"
    assert at[9].share.high == pytest.approx(0.5) and found.half is not None
    assert (found.half.low, found.half.high) == (3, 9)
    assert [one.at_risk for one in found.times] == [4, 3, 2]


def test_at_risk_are_those_not_yet_lost_and_still_coming() -> None:
    """After 0, 3, 9 months: the first is lost within 3 months, the second is not seen after 3, the third goes on."""
    found = of({3: YES, 6: NO}, {3: YES, 6: YES}, {3: YES, 6: YES, 12: YES})
    assert [(one.months, one.at_risk) for one in found.times] == [(0, 3), (3, 2), (9, 1)]


def test_nobody_lost_leaves_the_share_at_one_and_no_half() -> None:
    found = of({3: YES, 6: YES}, {3: YES, 12: YES})
    assert found.lost == 0 and found.half is None
    assert all(one.share.low == one.interval.low == 1 for one in found.times)


@pytest.mark.parametrize("made", [many({0: 9, 3: NO}), many({0: 9, 3: NO, 6: YES}), many({0: 9}), many()])
def test_nobody_followed_after_a_response_gives_nothing(made: Cohort) -> None:
    assert lasting(STUDY, made) is None


def test_no_rule_gives_nothing() -> None:
    assert lasting(about(), many({0: 9, 3: YES, 6: NO})) is None


def test_intervals_are_seeded_and_as_many_draws_as_the_book_asks_for() -> None:
    made = many(*({0: 9, 3: YES, 6: YES if at % 3 else NO, 12: YES if at % 2 else NO} for at in range(18)))
    one, again, other = (lasting(STUDY, made, simulations=500, seed=seed) for seed in (1, 1, 2))
    assert one is not None and again is not None and other is not None and one.draws == 100
    assert one.times == again.times != other.times
