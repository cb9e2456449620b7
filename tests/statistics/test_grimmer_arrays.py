"""Many cases at once are answered as each alone is."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_samples import digits

from marginalia.statistics.granularity_arrays import grim_many, grimmer_many
from marginalia.statistics.grim import grim
from marginalia.statistics.grimmer import grimmer
from marginalia.statistics.rounding import Rounding
from marginalia.statistics.scale import Scale

roundings = st.sampled_from(list(Rounding))
steps = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 10), Fraction(5), Fraction(2, 3)])
ordinary = st.tuples(
    st.integers(-900, 9000),
    st.integers(0, 4),
    st.integers(0, 5000),
    st.integers(0, 4),
    st.integers(2, 300),
    st.integers(1, 4),
)
huge = st.tuples(
    st.integers(-(2**62), 2**62),
    st.integers(0, 8),
    st.integers(0, 10**12),
    st.integers(0, 8),
    st.integers(4, 500),  # for two or three scores, sums of squares so far apart are searched for one by one
    st.integers(1, 100),
)


@given(st.lists(ordinary, min_size=1, max_size=40), steps, roundings)
def test_grim_answers_as_it_does_one_by_one(cases: list[tuple[int, ...]], step: Fraction, rounding: Rounding) -> None:
    mean, places, _, _, n, items = (np.array(column) for column in zip(*cases, strict=True))
    alone = [rounding in grim(digits(case[0], case[1]), case[4], Scale(step, case[5])).roundings for case in cases]
    assert grim_many(mean, places, n, items, step=step, rounding=rounding).tolist() == alone


@given(st.lists(ordinary, min_size=1, max_size=40), steps, roundings)
def test_grimmer_answers_as_it_does_one_by_one(
    cases: list[tuple[int, ...]], step: Fraction, rounding: Rounding
) -> None:
    columns = (np.array(column) for column in zip(*cases, strict=True))
    assert grimmer_many(*columns, step=step, rounding=rounding).tolist() == one_by_one(cases, step, rounding)


@given(st.lists(huge, min_size=1, max_size=5), steps, roundings)
def test_numbers_that_pass_64_bits_are_answered_all_the_same(
    cases: list[tuple[int, ...]], step: Fraction, rounding: Rounding
) -> None:
    mean, places, *rest = (np.array(column) for column in zip(*cases, strict=True))
    alone = [rounding in grim(digits(case[0], case[1]), case[4], Scale(step, case[5])).roundings for case in cases]
    assert grim_many(mean, places, rest[-2], rest[-1], step=step, rounding=rounding).tolist() == alone
    assert grimmer_many(mean, places, *rest, step=step, rounding=rounding).tolist() == one_by_one(cases, step, rounding)


def test_more_cases_than_one_block_holds_are_answered_in_their_order() -> None:
    draw = np.random.default_rng(1)
    cases = 40_000
    means, sds, n = draw.integers(100, 700, cases), draw.integers(0, 300, cases), draw.integers(5, 120, cases)
    whole = grimmer_many(means, 2, sds, 2, n)
    some = draw.integers(0, cases, 300)
    assert whole[some].tolist() == [
        grimmer(digits(int(means[at]), 2), digits(int(sds[at]), 2), int(n[at])).consistent for at in some
    ]
    assert whole[some].tolist() == grimmer_many(means[some], 2, sds[some], 2, n[some]).tolist()


def test_two_to_four_scores_have_gaps_that_more_scores_have_not() -> None:
    # Of sums of squares 4, 4 and 28 about zero, each of the right parity: 2 is no multiple of the root of a half, 6 is
    # not a² + ab + b², and 28 is no sum of three squares.
    sds, n = np.array([2000, 1414, 3055]), np.array([2, 3, 4])
    assert not grimmer_many(0, 2, sds, 3, n).any()
    assert not any(grimmer("0.00", digits(int(sd), 3), int(size)).consistent for sd, size in zip(sds, n, strict=True))
    assert grimmer_many(0, 2, [1000, 2646], 3, 5).all()  # sums of squares of 4 and 28 about zero


def test_single_numbers_serve_every_case_and_none_gives_none() -> None:
    assert grim_many([518, 519, 521], 2, 28).tolist() == [True, False, True]
    assert grim_many(np.array([], dtype=int), 2, 28).shape == (0,)
    assert grimmer_many(np.array([], dtype=int), 2, 100, 2, 28).shape == (0,)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (([519], 2, [0]), "n must be at least 1, not 0"),
        (([519], 2, [28], [0]), "items must be at least 1"),
        (([519], 9, [28]), "decimals must be from 0 to 8, not 9"),
    ],
)
def test_cases_that_are_none_are_refused_by_name(arguments: tuple[Any, ...], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        grim_many(*arguments)


def test_a_negative_standard_deviation_or_a_sample_of_one_is_refused() -> None:
    with pytest.raises(ValueError, match="standard deviation must not be negative"):
        grimmer_many([519], 2, [-1], 2, [28])
    with pytest.raises(ValueError, match="n must be at least 2, not 1"):
        grimmer_many([519], 2, [100], 2, [1])


def test_a_step_that_is_none_and_means_with_a_point_are_refused() -> None:
    with pytest.raises(ValueError, match="step must be above 0"):
        grim_many([519], 2, 28, step=Fraction(0))
    with pytest.raises(TypeError, match="means must hold whole numbers"):
        grim_many([5.19], 2, 28)
    with pytest.raises(ValueError, match=r"means must be a single number or of shape \(cases,\)"):
        grim_many([[519, 518]], 2, 28)


def one_by_one(cases: list[tuple[int, ...]], step: Fraction, rounding: Rounding) -> list[bool]:
    return [
        rounding in grimmer(digits(mean, places), digits(sd, sd_places), n, Scale(step, items)).roundings
        for mean, places, sd, sd_places, n, items in cases
    ]
