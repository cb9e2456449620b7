"""Regression to the mean by the published formula, against truncated normal distributions of scipy."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm, truncnorm

from marginalia.statistics.bounded_spread import largest_sd, smallest_standardised
from marginalia.statistics.clipped_normal import mean_clipped, mean_selected
from marginalia.statistics.regression_to_the_mean import fall, fall_above, usual_needed

correlations = st.floats(0, 1)


@pytest.mark.parametrize("correlation", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_the_example_of_barnett_s_own_code(correlation: float) -> None:
    """Mean 60, standard deviation 15, chosen at or below 40 (the settings of Barnett's published R and SAS code, of
    the repository agbarnett/RTM): mirrored, chosen above 80. scipy's truncated normal gives the first mean."""
    first = truncnorm.mean((80 - 60) / 15, np.inf, loc=60, scale=15)
    assert fall_above(80, 60, 15, correlation) == pytest.approx((1 - correlation) * (first - 60))


def test_equation_1_in_its_printed_form() -> None:
    """sigma_w squared over the root of sigma_w squared plus sigma_b squared, times phi(z) / (1 - Phi(z))."""
    sigma, correlation, z = 15.0, 0.3, 4 / 3
    within, between = (1 - correlation) * sigma**2, correlation * sigma**2
    published = within / math.sqrt(within + between) * norm.pdf(z) / (1 - norm.cdf(z))
    assert fall_above(80, 60, sigma, correlation) == pytest.approx(published)


@given(start=st.floats(0, 10), usual=st.floats(0, 10), correlation=correlations)
def test_nobody_falls_beyond_what_is_usual(start: float, usual: float, correlation: float) -> None:
    after = start - fall(start, usual, correlation)
    assert min(start, usual) - 1e-9 <= after <= max(start, usual) + 1e-9


@given(start=st.floats(0, 10), usual=st.floats(0, 10), correlation=st.floats(0, 0.99))
def test_the_usual_score_needed_gives_the_fall(start: float, usual: float, correlation: float) -> None:
    assert usual_needed(start, fall(start, usual, correlation), correlation) == pytest.approx(usual, abs=1e-6)


def test_without_wavering_nothing_regresses_and_nothing_is_explained() -> None:
    assert fall(7, 5, 1.0) == 0
    assert usual_needed(7, 2, 1.0) == -math.inf


@pytest.mark.parametrize("correlation", [-1.1, 1.1])
def test_impossible_correlations_are_refused(correlation: float) -> None:
    with pytest.raises(ValueError, match="correlation"):
        fall(7, 5, correlation)


def test_a_spread_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="sd"):
        fall_above(7, 5, 0, 0.5)


@given(mean=st.floats(-0.5, 1.5), sd=st.floats(0.05, 0.6))
def test_a_clipped_mean_is_the_integral(mean: float, sd: float) -> None:
    inside, _ = quad(lambda score: score * norm.pdf(score, mean, sd), 0, 1, limit=200)
    assert float(mean_clipped(mean, sd)) == pytest.approx(inside + norm.sf(1, mean, sd), abs=1e-6)


@given(mean=st.floats(0, 1), sd=st.floats(0.05, 0.5), threshold=st.floats(-3, 3))
def test_a_selected_mean_is_the_integral(mean: float, sd: float, threshold: float) -> None:
    def clipped(z: float) -> float:
        return float(min(max(mean + sd * z, 0), 1) * norm.pdf(z))

    breaks = sorted({threshold, *(end for end in (-mean / sd, (1 - mean) / sd) if threshold < end < 9), 9.0})
    whole = sum(quad(clipped, left, right)[0] for left, right in pairwise(breaks))
    assert mean_selected(mean, sd, threshold) == pytest.approx(whole / norm.sf(threshold), abs=1e-6)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=30))
def test_no_scores_are_spread_more_widely_than_the_bound(scores: list[float]) -> None:
    mean = min(max(float(np.mean(scores)), 0.0), 10.0)
    assert float(np.std(scores)) <= largest_sd(mean, 0, 10) + 1e-6


def test_the_bound_is_reached_at_the_ends() -> None:
    scores = [0.0] * 3 + [10.0] * 7
    assert largest_sd(7, 0, 10) == pytest.approx(float(np.std(scores)))
    assert smallest_standardised(3, 7, 0, 10) == pytest.approx(3 / np.std(scores))
    assert smallest_standardised(-1, 10, 0, 10) == -math.inf
    with pytest.raises(ValueError, match="between"):
        largest_sd(11, 0, 10)
