"""SPRITE finds samples that print what is printed, and says none only where there is none."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_samples import digits, printed_mean, printed_sd

from marginalia.statistics import attainable as search
from marginalia.statistics import sprite as module
from marginalia.statistics.rounding import Rounding
from marginalia.statistics.scale import WHOLE_NUMBERS, Scale
from marginalia.statistics.sprite import sprite

PAIN = Scale.of(step="0.5", low=0, high=10)


@given(st.lists(st.integers(0, 20), min_size=2, max_size=40), st.sampled_from(list(Rounding)), st.integers(0, 9))
def test_what_a_real_sample_prints_is_reconstructed(scores: list[int], rounding: Rounding, seed: int) -> None:
    real = tuple(Fraction(score, 2) for score in scores)
    mean, sd = printed_mean(real, 2, rounding), printed_sd(real, 2, rounding)
    found = sprite(mean, sd, len(scores), PAIN, seed=seed, rounding=rounding)
    (sample,) = found.samples
    assert (printed_mean(sample, 2, rounding), printed_sd(sample, 2, rounding)) == (mean, sd)
    assert len(sample) == len(scores)
    assert all(0 <= score <= 10 and score % Fraction(1, 2) == 0 for score in sample)


@pytest.mark.parametrize(("n", "high"), [(3, 6), (4, 5), (5, 4), (6, 3)])
def test_none_is_said_exactly_where_writing_out_all_samples_finds_none(n: int, high: int) -> None:
    samples = combinations_with_replacement(range(high + 1), n)
    real = {(printed_mean(sample, 1, Rounding.HALF_UP), printed_sd(sample, 1, Rounding.HALF_UP)) for sample in samples}
    for mean, sd in product(range(0, high * 10 + 1), range(0, high * 8)):
        texts = digits(mean, 1), digits(sd, 1)
        found = sprite(*texts, n, Scale.of(low=0, high=high))
        assert found.impossible == (texts not in real), texts
        assert bool(found.samples) == (texts in real), texts


def test_several_samples_are_different_ones() -> None:
    found = sprite("2.20", "1.32", 20, Scale.of(low=1, high=5), count=5, seed=3)
    assert len(set(found.samples)) == len(found.samples) == 5


def test_the_same_seed_gives_the_same_samples_and_another_gives_others() -> None:
    first, again, other = (sprite("4.85", "2.64", 20, PAIN, count=3, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_where_moves_find_nothing_the_exact_search_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOVES_PER_SCORE", 0)
    (sample,) = sprite("4.85", "2.64", 20, PAIN).samples
    assert (printed_mean(sample, 2, Rounding.HALF_UP), printed_sd(sample, 2, Rounding.HALF_UP)) == ("4.85", "2.64")


def test_a_search_that_gives_up_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOVES_PER_SCORE", 0)
    monkeypatch.setattr(search, "LIMIT", 1)
    found = sprite("4.85", "2.64", 20, PAIN)
    assert not found.samples
    assert not found.decided
    assert not found.impossible


@pytest.mark.parametrize(
    ("scale", "count", "named"), [(WHOLE_NUMBERS, 1, "low and a high end"), (PAIN, 0, "count must be at least 1")]
)
def test_what_cannot_be_searched_is_refused_by_name(scale: Scale, count: int, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        sprite("4.85", "2.64", 20, scale, count=count)
