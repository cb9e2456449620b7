"""Partial pooling: a published example, an independent integration, and what pooling must obey."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import dblquad
from scipy.optimize import minimize
from scipy.special import betaln

from marginalia.statistics.shrinkage import log_density, partial_pooling

# Tumours in 71 groups of rats: Bayesian Data Analysis, 3rd edition, table 5.1, as in the worked example of PyMC's
# documentation ("Hierarchical Binomial Model: Rat Tumor Example").
TUMOURS = (
    "0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 1 1 1 1 1 1 1 2 2 2 2 2 2 2 2 2 1 5 2 5 3 2 7 7 3 3 2 9 10 4 4 4 4 4 4 4 10 4 4 4 5 "
    "11 12 5 5 6 5 6 6 6 6 16 15 15 9 4"
)
RATS = (
    "20 20 20 20 20 20 20 19 19 19 19 18 18 17 20 20 20 20 19 19 18 18 25 24 23 20 20 20 20 20 20 10 49 19 46 27 17 49 "
    "47 20 20 13 48 50 20 20 20 20 20 20 20 48 19 19 19 22 46 49 20 20 23 19 22 20 20 20 52 46 47 24 14"
)
COUNTS = list(zip(map(int, TUMOURS.split()), map(int, RATS.split()), strict=True))

groups = st.lists(
    st.integers(1, 30).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), min_size=2, max_size=6
).filter(lambda counts: any(0 < n < N for n, N in counts))


def test_the_mode_of_the_published_example_is_met() -> None:
    assert len(COUNTS) == 71

    def negative(at: tuple[float, float]) -> float:
        return -float(log_density(np.array([at[0]]), np.array([at[1]]), COUNTS)[0])

    found = minimize(negative, (-2.0, 2.5), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-9}).x
    # PyMC's account: mode at (-1.79, 2.74) on a grid of hundredths.
    assert found == pytest.approx((-1.79, 2.74), abs=0.011)


def test_an_independent_integration_finds_the_same_means_and_centre() -> None:
    counts = [(3, 4), (11, 13), (6, 6)]

    def density(logit: float, log_size: float) -> float:
        size = np.exp(log_size)
        a = size / (1 + np.exp(-logit))
        b = size - a
        likelihood = sum(betaln(a + n, b + N - n) - betaln(a, b) for n, N in counts)
        return float(np.exp(likelihood - 2.5 * log_size + np.log(a) + np.log(b)))

    def integral(of: object) -> float:
        value, _ = dblquad(of, -4.9, 15.9, -6, 6, epsabs=1e-7, epsrel=1e-4)
        return float(value)

    whole = integral(density)
    pooled = partial_pooling(counts)
    for (n, N), mean in zip(counts, pooled.means, strict=True):

        def weighted(logit: float, log_size: float, n: int = n, N: int = N) -> float:
            size = np.exp(log_size)
            return float(density(logit, log_size) * (size / (1 + np.exp(-logit)) + n) / (size + N))

        assert mean == pytest.approx(integral(weighted) / whole, abs=5e-4)
    centre = integral(lambda logit, log_size: density(logit, log_size) / (1 + np.exp(-logit))) / whole
    assert pooled.centre == pytest.approx(centre, abs=1e-3)


@settings(max_examples=5)
@given(groups)
def test_every_share_is_drawn_inwards_and_its_interval_holds_it(counts: list[tuple[int, int]]) -> None:
    pooled = partial_pooling(counts)
    for mean, interval in zip(pooled.means, pooled.intervals, strict=True):
        assert 0 <= interval.low < mean < interval.high <= 1
    widest = max(n / N for n, N in counts) - min(n / N for n, N in counts)
    assert max(pooled.means) - min(pooled.means) <= widest + 1e-9


@settings(max_examples=3)
@given(groups)
def test_responders_and_others_may_change_places(counts: list[tuple[int, int]]) -> None:
    other = partial_pooling([(N - n, N) for n, N in counts])
    assert partial_pooling(counts).means == pytest.approx([1 - mean for mean in other.means], abs=1e-6)


def test_alike_groups_are_pooled_more_than_unlike_ones() -> None:
    alike = partial_pooling([(10, 20), (10, 20), (10, 20), (14, 20)])
    unlike = partial_pooling([(2, 20), (18, 20), (10, 20), (14, 20)])
    assert alike.spread < unlike.spread
    assert alike.intervals[2].width < unlike.intervals[2].width


def test_a_small_group_moves_further_than_a_large_one() -> None:
    small, large, *_ = partial_pooling([(4, 4), (40, 40), (10, 20), (12, 20)]).means
    assert 1 - small > 1 - large > 0


def test_a_wider_confidence_gives_a_wider_interval() -> None:
    narrow, wide = (partial_pooling([(5, 7), (3, 9)], confidence=level).intervals[0] for level in (0.5, 0.95))
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize("counts", [[], [(1, 2)], [(0, 3), (4, 4)]])
def test_what_cannot_be_pooled_is_refused(counts: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="needs"):
        partial_pooling(counts)


def test_counts_and_confidence_are_checked() -> None:
    with pytest.raises(ValueError, match="n must"):
        partial_pooling([(3, 2), (1, 2)])
    with pytest.raises(ValueError, match="confidence"):
        partial_pooling([(1, 2), (1, 2)], confidence=0)
