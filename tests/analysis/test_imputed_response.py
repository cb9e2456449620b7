"""Missed visits filled in, made worse by degrees, and pooled: what comes out, and the reasons where nothing can."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from marginalia.analysis.imputed_response import Imputation, Imputed, NotImputed, impute, sets_of
from marginalia.study.model import Study
from marginalia.study.patient_level import Cohort
from tests.analysis.rows import PAIN, RELIEF, WALK, about, cohort, many, patient

STUDY = about(PAIN)


def gaps(people: int = 60, *, seed: int = 3) -> Cohort:
    """Half respond and go on responding; whoever responds at 3 months stays away at 12 more often."""
    rng, patients = np.random.default_rng(seed), []
    for at in range(people):
        fall = 4.0 if at % 2 else 0.0
        scores = {
            month: float(np.clip(round(8 - fall * (month > 0) + rng.normal(0, 0.7)), 0, 10)) for month in (0, 3, 12)
        }
        if rng.random() < (0.7 if at % 2 else 0.1):
            del scores[12]
        patients.append(patient(str(at), scores))
    return cohort(*patients)


def filled(made: Cohort, study: Study = STUDY, **more: int) -> Imputation:
    found = impute(study, made, **{"simulations": 800, **more})
    assert isinstance(found, Imputation)
    return found


def last(made: Cohort, study: Study = STUDY) -> Imputed:
    return filled(made, study).visits[-1]


def test_responders_who_stay_away_are_put_back() -> None:
    visit = last(gaps())
    assert visit.share_seen is not None and visit.share_seen < 0.35, "most of those seen at the end had not responded"
    assert visit.adjusted[0].share.estimate == pytest.approx(0.5, abs=0.07)
    assert 0.5 in visit.adjusted[0].interval


def test_making_the_missing_worse_never_helps_and_ends_near_the_worst_case() -> None:
    visit = last(gaps())
    shares = [one.share.estimate for one in visit.adjusted]
    assert shares == sorted(shares, reverse=True)
    assert [one.delta for one in visit.adjusted][:3] == [0, 0.25, 0.5] and visit.adjusted[-1].delta == 3
    assert all(visit.bounds.low - 1e-9 <= share <= visit.bounds.high + 1e-9 for share in shares)
    assert shares[-1] == pytest.approx(visit.bounds.low, abs=0.02), "six points worse is no responder"


def test_the_mean_falls_by_delta_times_the_share_of_those_missing_until_the_scale_ends() -> None:
    visit = last(gaps())
    start, one = visit.adjusted[0].means["pain"], visit.adjusted[4].means["pain"]
    assert visit.adjusted[4].delta == 1
    missing = (visit.size - visit.seen) / visit.size
    assert start.estimate - one.estimate == pytest.approx(2 * missing, abs=0.05)
    assert one.interval().width >= 0.5 * start.interval().width


def test_the_tip_is_the_first_step_at_which_the_share_is_not_above_half() -> None:
    visit = last(gaps(seed=5))
    below = next(one for one in visit.adjusted if one.share.estimate <= 0.3)
    assert visit.falls_to(0.3) == below.delta
    assert visit.falls_to(visit.adjusted[0].share.estimate) == 0
    assert visit.falls_to(0.0) is None
    surely = visit.falls_to(0.3, surely=True)
    assert surely is not None and surely <= below.delta


def test_a_visit_that_nobody_missed_is_what_was_seen() -> None:
    visit = filled(gaps()).visits[0]
    assert visit.missing == 0 and len(visit.adjusted) == 1
    assert visit.adjusted[0].share.estimate == visit.share_seen and visit.adjusted[0].share.between == 0


def test_a_rating_left_out_by_somebody_who_came_is_filled_in_but_not_made_worse() -> None:
    study = about(PAIN, WALK, visits=(0.0, 3.0))
    rows = [patient(str(at), {0: {"pain": 8, "walk": 100 + at}, 3: {"pain": 4 + at % 5, "walk": 200 - at}})
            for at in range(12)]  # fmt: skip
    rows[3] = patient("3", {0: {"pain": 8, "walk": 103}, 3: {"walk": 100}})
    (visit,) = filled(cohort(*rows), study).visits
    assert visit.seen == 12 and len(visit.adjusted) == 1, "nobody stayed away"
    assert visit.adjusted[0].means["pain"].between > 0


def test_seeds_and_the_number_of_copies_are_the_reader_s() -> None:
    made = gaps(30)
    assert filled(made) == filled(made) != filled(made, seed=2)
    assert (sets_of(100), sets_of(2000), sets_of(10**6)) == (20, 50, 100)
    error = {
        sets: filled(made, simulations=sets * 40).visits[-1].adjusted[0].share.simulation_error for sets in (20, 100)
    }
    assert error[100] < error[20]


def test_scores_of_change_and_scales_the_other_way_round_are_worsened_too() -> None:
    study = about(RELIEF, WALK, visits=(0.0, 3.0), needs="all")
    rows = [patient(str(at), {0: {"walk": 100 + at}, **({} if at % 3 == 0 else {3: {"relief": 60, "walk": 170 + at}})})
            for at in range(15)]  # fmt: skip
    (visit,) = filled(cohort(*rows), study).visits
    start, far = visit.adjusted[0], visit.adjusted[-1]
    assert start.share.estimate == 1
    assert far.share.estimate == pytest.approx(10 / 15)
    assert far.means["relief"].estimate == pytest.approx((10 * 60 + 5 * 0) / 15), "no further than the scale goes"


@pytest.mark.parametrize(
    ("study", "made", "why"),
    [
        (about(), gaps(), "no responder rule"),
        (about(replace(PAIN, important_change=None)), gaps(), "no responder rule"),
        (STUDY, many({0: 8, 3: 4}, {0: 7, 3: 5}, {0: 6}), "fewer than 5 patients"),
        (STUDY, many(*({0: 8} for _ in range(6))), "after treatment"),
        (STUDY, many(*({0: 8, 3: 4 + at % 3} for at in range(6))), "no rating is missing"),
    ],
)
def test_where_nothing_can_be_filled_in_the_reason_is_told(study: Study, made: Cohort, why: str) -> None:
    found = impute(study, made)
    assert isinstance(found, NotImputed) and why in found.why


def test_an_outcome_of_the_rule_that_nobody_was_rated_on_leaves_the_visit_out_and_is_named() -> None:
    found = impute(about(PAIN, WALK), gaps(), simulations=800)
    assert isinstance(found, Imputation)
    assert found.visits == () and found.without == ("walk",)


def test_patients_who_are_all_alike_are_filled_in_as_such() -> None:
    made = many(*({0: 8, 3: 4, **({12: 4} if at % 2 else {})} for at in range(10)))
    visit = last(made)
    assert visit.adjusted[0].share.estimate == 1 and visit.adjusted[0].share.between == 0
