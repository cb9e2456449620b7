"""What is filled in comes from people who are alike, leaves the known alone, and gives back what a model knows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marginalia.statistics.gaussian_imputation import Floats, imputed
from marginalia.statistics.pooled_correlation import pooled_correlation


def together(people: int, seed: int, correlation: float = 0.9) -> Floats:
    rng = np.random.default_rng(seed)
    covariance = np.full((3, 3), correlation) + (1 - correlation) * np.eye(3)
    return rng.multivariate_normal([5, 4, 3], covariance, people)


def filled(data: Floats, blocks: list[list[int]], *, count: int = 20, seed: int = 1, worth: float = 5) -> list[Floats]:
    prior = np.eye(data.shape[1])
    return list(imputed(data, prior, blocks, worth=worth, count=count, rng=np.random.default_rng(seed)))


def test_missing_at_random_is_undone_where_leaving_out_is_biased() -> None:
    """Those with a high first value are missing the last one: the mean of those seen is too low, that of all is not."""
    whole = together(400, seed=2)
    gappy = whole.copy()
    gappy[whole[:, 0] > 5, 2] = np.nan
    truth, seen = whole[:, 2].mean(), np.nanmean(gappy[:, 2])
    means = [one[:, 2].mean() for one in filled(gappy, [[0], [1], [2]])]
    assert abs(np.mean(means) - truth) < 0.25 * abs(seen - truth)


def test_what_is_known_is_left_alone_and_what_is_filled_in_was_seen_in_somebody() -> None:
    data = together(40, seed=3).round(1)
    gappy = data.copy()
    gappy[:15, 1:] = np.nan
    seen = {tuple(row) for row in gappy[15:, 1:]}
    for one in filled(gappy, [[0], [1, 2]]):
        assert np.array_equal(one[15:], data[15:]) and np.array_equal(one[:, 0], data[:, 0])
        assert {tuple(row) for row in one[:15, 1:]} <= seen, "both values of a block are one person's"


def test_the_copies_differ_and_equal_seeds_give_equal_ones() -> None:
    gappy = together(30, seed=4)
    gappy[:10, 2] = np.nan
    first, again, other = (filled(gappy, [[0], [1], [2]], seed=seed) for seed in (1, 1, 2))
    assert all(np.array_equal(one, two) for one, two in zip(first, again, strict=True))
    assert not np.array_equal(first[0], other[0]) and not np.array_equal(first[0], first[1])


@settings(max_examples=15)
@given(st.integers(3, 8), st.integers(2, 12), st.integers(0, 10**6))
def test_fewer_people_than_columns_are_no_obstacle(people: int, columns: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    data = rng.integers(0, 4, (people, columns)).astype(float)
    data[0, rng.random(columns) < 0.7] = np.nan
    blocks = [[column] for column in range(columns)]
    for one in filled(data, blocks, count=2, worth=10):
        assert np.isfinite(one).all()


def test_a_block_that_nobody_has_whole_is_refused() -> None:
    data = np.array([[1.0, np.nan], [np.nan, 2.0], [3.0, np.nan]])
    with pytest.raises(ValueError, match="known of somebody"):
        filled(data, [[0, 1]])
    with pytest.raises(ValueError, match="expected a prior"):
        list(imputed(data, np.eye(3), [[0], [1]], worth=1, count=2, rng=np.random.default_rng(1)))


def test_correlations_are_pooled_over_visits_and_kinds() -> None:
    rng = np.random.default_rng(5)
    level = rng.normal(size=(4000, 1))
    pain = 0.8 * level + 0.6 * rng.normal(size=(4000, 3))
    function = 0.5 * pain + np.sqrt(0.75) * rng.normal(size=(4000, 3))
    found = pooled_correlation(np.hstack([pain, function]), ["p"] * 3 + ["f"] * 3, [0, 3, 6] * 2)
    alike = (0.64 + 0.25 * 0.64) / 2  # within pain, and within function, which follows pain
    assert found[0, 1] == found[1, 2] == pytest.approx(alike, abs=0.04)
    assert found[0, 3] == found[1, 4] == pytest.approx(0.5, abs=0.03)
    assert found[0, 4] == pytest.approx(found[0, 3] * alike, abs=0.02)


@given(st.integers(2, 6), st.integers(1, 3), st.integers(1, 4), st.integers(0, 10**6))
def test_it_is_always_a_correlation_matrix(people: int, kinds: int, times: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    data = rng.integers(0, 3, (people, kinds * times)).astype(float)
    data[1:][rng.random((people - 1, kinds * times)) < 0.4] = np.nan
    columns = [(kind, float(time)) for kind in range(kinds) for time in range(times)]
    found = pooled_correlation(data, [kind for kind, _ in columns], [time for _, time in columns])
    assert np.allclose(np.diag(found), 1) and np.allclose(found, found.T)
    assert np.linalg.eigvalsh(found).min() > 0
