"""The mixed model of a study's patients: what it estimates, and the sentence where it cannot."""

from __future__ import annotations

import numpy as np
import pytest

from marginalia.analysis.repeated_ratings import Repeated, Unfitted, repeated
from marginalia.study.patient_level import Cohort
from tests.analysis.rows import PAIN, RELIEF, WALK, about, cohort, many, patient


def leaving(people: int) -> tuple[Cohort, float]:
    """Patients who rate their relief and stay away after 3 months the more, the less they had of it; the mean relief
    that all of them would have told of at 12 months."""
    rng, patients, at_the_end = np.random.default_rng(1), [], []
    for at in range(people):
        level = rng.normal(45, 15)
        relief = {month: float(np.clip(level + rng.normal(0, 6), 0, 100)) for month in (3.0, 6.0, 12.0)}
        at_the_end.append(relief[12])
        kept = [3.0] if relief[3] < 45 + rng.normal(0, 5) else list(relief)
        patients.append(patient(str(at), {month: {"relief": relief[month]} for month in kept}))
    return cohort(*patients), float(np.mean(at_the_end))


def drifting(people: int, *, apart: float) -> Cohort:
    """Patients whose pain drifts, each by as much a month of their own as `apart` says."""
    rng = np.random.default_rng(2)
    rows = []
    for _ in range(people):
        level, own = rng.normal(5, 1.5), rng.normal(0, apart)
        rows.append({month: level + own * month + rng.normal(0, 0.6) for month in (0.0, 3.0, 6.0, 12.0)})
    return many(*rows)


def fitted(made: Cohort) -> Repeated:
    found = repeated(about(PAIN), made, PAIN)
    assert isinstance(found, Repeated)
    return found


def test_with_everybody_seen_each_visit_the_model_has_the_means_of_those_seen() -> None:
    made = many(*({0: 8 - at % 3, 3: 5 + at % 2, 6: 4 + at % 4, 12: 5 - at % 3} for at in range(12)))
    for at in fitted(made).visits:
        assert at.seen is not None and at.estimate == pytest.approx(at.seen.mean, abs=1e-6)


def test_the_model_is_nearer_to_the_truth_than_those_seen_where_the_worse_stay_away() -> None:
    made, truth = leaving(200)
    found = repeated(about(RELIEF), made, RELIEF)
    assert isinstance(found, Repeated)
    last = found.visits[-1]
    assert last.seen is not None and last.seen.mean > truth + 5, "those who came were better off"
    assert abs(last.estimate - truth) < 0.3 * (last.seen.mean - truth)
    assert truth in last.interval and truth < (last.seen.interval or last.interval).low


def test_slopes_are_kept_where_patients_differ_in_them() -> None:
    assert fitted(drifting(60, apart=0.3)).slope
    level = fitted(drifting(60, apart=0.0))
    assert not level.slope and "hardly" in level.why_not
    assert level.alike == pytest.approx(1.5**2 / (1.5**2 + 0.6**2), abs=0.08)


def test_a_scale_on_which_more_is_better_and_a_rating_of_change_point_upwards() -> None:
    study = about(WALK, RELIEF)
    made = cohort(*(
        patient(str(at), {0: {"walk": 100 + 9 * at}, 3: {"walk": 150 + 7 * at, "relief": 30 + at % 4},
                          6: {"walk": 160 + 8 * at, "relief": 40 + at % 5}}) for at in range(15)
    ))  # fmt: skip
    walk, relief = (repeated(study, made, outcome) for outcome in study.outcomes)
    assert isinstance(walk, Repeated) and walk.visits[0].estimate > 20
    assert isinstance(relief, Repeated) and relief.visits[1].estimate == pytest.approx(42, abs=0.5)


def test_two_visits_allow_no_slope_and_a_wider_level_gives_a_wider_interval() -> None:
    made = many(*({0: 8 - at % 3, 3: 5 + at % 4} for at in range(12)))
    found = repeated(about(PAIN), made, PAIN)
    assert isinstance(found, Repeated) and "three visits" in found.why_not


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (many({0: 5}, {0: 6}), "after treatment"),
        (many({3: 5, 6: 4}, {3: 6}), "before treatment"),
        (many({0: 5, 3: 4}), "at least two patients"),
        (many({0: 5, 3: 4}, {0: 5, 3: 4}, {0: 5, 3: 4}), "the same scores"),
        (many({0: 5}, {3: 4}, {0: 6}, {3: 3}, {3: 2}), "rated more than once"),
        (cohort(), "after treatment"),
    ],
)
def test_what_cannot_be_fitted_has_its_reason(made: Cohort, why: str) -> None:
    found = repeated(about(PAIN), made, PAIN)
    assert isinstance(found, Unfitted) and why in found.why


def test_visits_outside_the_study_do_not_count() -> None:
    made = many(*({0: 8 - at % 3, 3: 5 + at % 4, 4.5: 0} for at in range(12)))
    assert [at.month for at in fitted(made).visits] == [3]
