"""Rules of several criteria against the general multivariate normal integral, simulation and closed forms."""

from __future__ import annotations

from itertools import pairwise
from math import asin, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, norm
from statsmodels.stats.power import NormalIndPower

from marginalia.statistics.change_error import chance_above, sd_from_detectable, sd_of_difference
from marginalia.statistics.composite import at_least, at_visits, centres_given_any
from marginalia.statistics.dichotomy import efficiency, patients_for_each

CHANCES = [0.23, 0.07, 0.29]
share = st.floats(0, 1)


def equal(count: int, correlation: float) -> np.ndarray:
    return np.full((count, count), correlation) + (1 - correlation) * np.eye(count)


def drawn(chances: list[float], correlation: float, size: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    changes = rng.multivariate_normal(np.zeros(len(chances)), equal(len(chances), correlation), size=size)
    return np.asarray((changes >= norm.isf(chances)).sum(axis=1))


def test_independent_criteria_follow_the_product_rule() -> None:
    for chance in (0.05, 0.2, 0.6):
        any_, two, all_ = at_least([chance] * 3, 0)
        assert any_ == pytest.approx(1 - (1 - chance) ** 3, abs=1e-12)
        assert two == pytest.approx(3 * chance**2 * (1 - chance) + chance**3, abs=1e-12)
        assert all_ == pytest.approx(chance**3, abs=1e-12)


def test_wholly_correlated_criteria_are_the_easiest_and_the_hardest() -> None:
    assert at_least(CHANCES, 1) == (0.29, 0.23, 0.07)
    assert at_least(CHANCES, 0.9999) == pytest.approx((0.29, 0.23, 0.07), abs=0.005)


@pytest.mark.parametrize("correlation", [0.1, 0.5, 2 / 3, 0.95])
def test_orthants_have_their_closed_form(correlation: float) -> None:
    """P(both positive) = 1/4 + asin(r)/(2 pi), P(all three) = 1/8 + 3 asin(r)/(4 pi) (Sheppard 1899)."""
    assert at_least([0.5, 0.5], correlation)[1] == pytest.approx(1 / 4 + asin(correlation) / (2 * pi), abs=1e-9)
    assert at_least([0.5] * 3, correlation)[2] == pytest.approx(1 / 8 + 3 * asin(correlation) / (4 * pi), abs=1e-9)


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.6, 0.9])
def test_the_integral_over_one_number_is_the_general_one(correlation: float) -> None:
    """scipy's multivariate normal integral is Genz's; it errs by its own abseps."""
    limits, matrix = norm.isf(CHANCES), equal(3, correlation)
    none = multivariate_normal.cdf(limits, mean=np.zeros(3), cov=matrix, abseps=1e-8, maxpts=3_000_000)
    every = multivariate_normal.cdf(-limits, mean=np.zeros(3), cov=matrix, abseps=1e-8, maxpts=3_000_000)
    found = at_least(CHANCES, correlation)
    assert found[0] == pytest.approx(1 - none, abs=2e-6)
    assert found[2] == pytest.approx(every, abs=2e-6)


@pytest.mark.parametrize("correlation", [0.0, 0.44, 0.8])
def test_simulated_patients_meet_the_rules_as_often(correlation: float) -> None:
    size = 200_000
    met = drawn(CHANCES, correlation, size, 1)
    for many, chance in enumerate(at_least(CHANCES, correlation), start=1):
        assert (met >= many).mean() == pytest.approx(chance, abs=4 * sqrt(chance * (1 - chance) / size))


@given(st.lists(share, min_size=1, max_size=5), st.floats(0, 1))
def test_a_stricter_rule_is_never_met_more_often(chances: list[float], correlation: float) -> None:
    found = at_least(chances, correlation)
    assert all(first >= second - 1e-9 for first, second in pairwise(found))
    assert max(chances) - 1e-6 <= found[0] <= min(1, sum(chances)) + 1e-6
    assert max(0, sum(chances) - len(chances) + 1) - 1e-6 <= found[-1] <= min(chances) + 1e-6
    assert sum(found) == pytest.approx(sum(chances), abs=1e-6), "the expected number of criteria met does not change"


@given(st.lists(st.floats(0.02, 0.9), min_size=2, max_size=3), st.floats(0, 0.45), st.floats(0.5, 0.95))
def test_criteria_that_move_together_make_any_rarer_and_all_commoner(
    chances: list[float], low: float, high: float
) -> None:
    assert at_least(chances, high)[0] <= at_least(chances, low)[0] + 1e-9
    assert at_least(chances, high)[-1] >= at_least(chances, low)[-1] - 1e-9


@pytest.mark.parametrize(("chances", "correlation"), [([], 0.5), ([1.2], 0.5), ([0.2], -0.1), ([0.2], 1.1)])
def test_what_is_no_probability_is_refused(chances: list[float], correlation: float) -> None:
    with pytest.raises(ValueError, match=r"needed|between"):
        at_least(chances, correlation)


def test_one_criterion_over_visits_is_one_integral() -> None:
    """Changes at visits correlate by 1/2, as criteria would."""
    found = at_visits([0.2], 0.4, 5, draws=20_000, rng=np.random.default_rng(2))
    exact = at_least([0.2] * 5, 0.5)
    assert found.given == pytest.approx(0.2)
    assert found.once == pytest.approx(exact[0], abs=4 * found.once_error)
    assert found.always == pytest.approx(exact[4], abs=4 * found.always_error)
    assert 0 < found.once_error < 0.005


def test_several_criteria_over_visits_are_as_when_ratings_are_drawn() -> None:
    size, correlation, visits = 60_000, 0.5, 4
    rng = np.random.default_rng(3)
    ratings = rng.multivariate_normal(np.zeros(3), equal(3, correlation), size=(size, visits + 1)) / sqrt(2)
    met = ((ratings[:, :1] - ratings[:, 1:]) >= norm.isf(CHANCES)).any(axis=2)
    found = at_visits(CHANCES, correlation, visits, draws=5000, rng=np.random.default_rng(4))
    for simulated, chance, error in (
        (met[:, 0], found.given, 0.0),
        (met.any(axis=1), found.once, found.once_error),
        (met.all(axis=1), found.always, found.always_error),
    ):
        allowed = 4 * sqrt(chance * (1 - chance) / size + error**2)
        assert simulated.mean() == pytest.approx(chance, abs=allowed)


def test_more_visits_give_more_chances() -> None:
    once = [at_visits(CHANCES, 0.4, many, draws=500, rng=np.random.default_rng(5)).once for many in (1, 2, 5)]
    assert once == sorted(once) and once[0] < once[2]


def test_the_centres_give_responders_the_means_that_were_asked_for() -> None:
    means, limits, sds, correlation = [4.2, 66.0, 22.0], [2.0, 30.0, 15.0], [2.7, 27.0, 27.0], 0.44
    centres = centres_given_any(means, limits, sds, correlation)
    rng = np.random.default_rng(6)
    cov = equal(3, correlation) * np.outer(sds, sds)
    changes = rng.multivariate_normal(centres, cov, size=400_000)
    responders = changes[(changes >= limits).any(axis=1)]
    error = 4 * np.asarray(sds) / sqrt(len(responders))
    assert np.all(np.abs(responders.mean(axis=0) - means) < error)
    assert all(centre < mean for centre, mean in zip(centres, means, strict=True))


def test_one_criterion_s_centre_is_that_of_a_truncated_normal() -> None:
    (centre,) = centres_given_any([3.0], [2.0], [1.5], 0.3)
    cut = (2.0 - centre) / 1.5
    assert centre + 1.5 * norm.pdf(cut) / norm.sf(cut) == pytest.approx(3.0, abs=1e-6)


def test_means_below_the_threshold_fit_no_responders() -> None:
    with pytest.raises(ValueError, match="no normal changes"):
        centres_given_any([1.0], [2.0], [1.5], 0.3)


def test_a_detectable_change_is_exceeded_one_time_in_twenty_either_way() -> None:
    """Demoulin's 15.8 points come from a standard error of measurement of 15.8 / (1.96 sqrt 2) = 5.70 points."""
    sd = sd_from_detectable(15.8)
    assert sd / sqrt(2) == pytest.approx(5.70, abs=0.005)
    assert 2 * chance_above(15.8, sd) == pytest.approx(0.05)


def test_the_scatter_of_differences_is_that_of_drawn_ratings() -> None:
    rng = np.random.default_rng(7)
    pairs = rng.multivariate_normal([0, 0], 4 * equal(2, 0.7), size=200_000)
    assert (pairs[:, 0] - pairs[:, 1]).std() == pytest.approx(sd_of_difference(2, 0.7), rel=0.01)


def test_nothing_scatters_where_ratings_agree_wholly() -> None:
    assert sd_of_difference(2, 1) == 0
    assert (chance_above(2, 0), chance_above(2, 0, mean=2.5)) == (0, 1)


def test_a_cut_at_the_median_leaves_two_thirds() -> None:
    """Altman and Royston 2006: as if a third of the data were thrown away."""
    assert efficiency(0.5) == pytest.approx(2 / pi)
    assert 1 - efficiency(0.5) == pytest.approx(1 / 3, abs=0.04)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.62, 0.9])
def test_the_cost_is_the_ratio_of_sample_sizes(share: float) -> None:
    shift = 0.01
    measured = NormalIndPower().solve_power(shift, alpha=0.05, power=0.8)
    other = norm.cdf(norm.ppf(share) + shift)
    standardised = (other - share) / sqrt((share * (1 - share) + other * (1 - other)) / 2)
    counted = NormalIndPower().solve_power(standardised, alpha=0.05, power=0.8)
    assert counted / measured == pytest.approx(patients_for_each(share), rel=0.01)


@given(st.floats(0.001, 0.999))
def test_a_cut_never_adds_information_and_is_best_in_the_middle(share: float) -> None:
    assert 0 < efficiency(share) <= 2 / pi + 1e-12
    assert efficiency(share) == pytest.approx(efficiency(1 - share))
