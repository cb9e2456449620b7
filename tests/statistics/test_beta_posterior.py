"""Beliefs about a share: a published example, scipy, and what updating must obey."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from marginalia.statistics.beta_posterior import Belief
from marginalia.statistics.jeffreys import jeffreys

counts = st.integers(1, 200).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
beliefs = st.builds(Belief, st.floats(0.05, 0.95), st.floats(0.5, 100))


def test_the_first_example_of_bayesian_data_analysis_is_met() -> None:
    # Gelman and others, section 2.4: 437 girls among 980 births; the figures as in three published accounts of it.
    girls = Belief(0.5, 2).after(437, 980)
    ends = girls.interval(0.95)
    assert [girls.a, girls.b] == pytest.approx([438.0, 544.0])
    assert (f"{girls.share:.8f}", f"{ends.low:.8f}", f"{ends.high:.8f}") == ("0.44602851", "0.41506549", "0.47719977")


@given(beliefs, counts, st.floats(0.01, 0.99), st.floats(0.5, 0.99))
def test_the_posterior_is_scipy_s_beta(prior: Belief, count: tuple[int, int], value: float, confidence: float) -> None:
    n, N = count
    found = prior.after(n, N)
    expected = stats.beta(prior.share * prior.patients + n, (1 - prior.share) * prior.patients + N - n)
    assert found.share == pytest.approx(expected.mean(), rel=1e-9)
    ends = found.interval(confidence)
    assert (ends.low, ends.high) == pytest.approx(expected.interval(confidence), abs=1e-7)
    assert found.above(value) == pytest.approx(expected.sf(value), abs=1e-9)
    assert found.density(np.array([value])) == pytest.approx(expected.pdf([value]), rel=1e-6, abs=1e-12)


@given(beliefs, counts)
def test_the_posterior_lies_between_prior_and_data(prior: Belief, count: tuple[int, int]) -> None:
    n, N = count
    low, high = sorted((prior.share, n / N))
    assert low - 1e-12 <= prior.after(n, N).share <= high + 1e-12


@given(beliefs, counts, counts)
def test_patients_may_come_in_any_order(prior: Belief, first: tuple[int, int], then: tuple[int, int]) -> None:
    apart = prior.after(*first).after(*then)
    together = prior.after(first[0] + then[0], first[1] + then[1])
    assert (apart.a, apart.b) == pytest.approx((together.a, together.b))


def test_jeffreys_interval_is_the_posterior_of_a_prior_worth_one_patient() -> None:
    ends, found = jeffreys(18, 29), Belief(0.5, 1).after(18, 29).interval(0.95)
    assert (found.low, found.high) == pytest.approx((ends.low, ends.high), abs=1e-12)


def test_values_beyond_the_ends_are_certain() -> None:
    assert Belief(0.5, 2).above(-1) == 1 and Belief(0.5, 2).above(2) == 0


@pytest.mark.parametrize(("share", "patients"), [(0, 2), (1, 2), (0.5, 0), (0.5, -1)])
def test_what_is_no_belief_is_refused(share: float, patients: float) -> None:
    with pytest.raises(ValueError, match="must"):
        Belief(share, patients)


def test_counts_and_confidence_are_checked() -> None:
    with pytest.raises(ValueError, match="n must"):
        Belief(0.5, 2).after(3, 2)
    with pytest.raises(ValueError, match="confidence"):
        Belief(0.5, 2).interval(1)
