"""GRIM says impossible exactly where no whole sum prints the mean."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_samples import digits, printed

from marginalia.statistics.grim import grim, nearest_means
from marginalia.statistics.rounding import Rounding, percent_check
from marginalia.statistics.scale import PERCENTAGE, WHOLE_NUMBERS, Scale

SCALES = {
    "whole numbers": WHOLE_NUMBERS,
    "half points": Scale.of(step="0.5"),
    "three items": Scale.of(items=3),
    "tens": Scale.of(step=10),
    "a seven-point scale": Scale.of(low=1, high=7),
    "two items with half points": Scale.of(step="0.5", items=2, low="0.5", high=2),
}


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_every_verdict_is_that_of_writing_out_all_sums(scale: Scale, decimals: int) -> None:
    for n in (1, 2, 3, 4, 6, 7, 8, 12):
        totals = range(-n * 30, n * 30) if scale.top is None else range(n * scale.top + 1)
        means = [scale.origin + Fraction(total, n) * scale.unit for total in totals]
        possible = {rounding: {printed(mean, decimals, rounding) for mean in means} for rounding in Rounding}
        for units in range(-(10**decimals) // 5, 8 * 10**decimals, 1 if decimals < 2 else 3):
            text = digits(units, decimals)
            expected = tuple(rounding for rounding in Rounding if text in possible[rounding])
            assert grim(text, n, scale).roundings == expected, (text, n)


@given(
    st.lists(st.integers(-40, 100), min_size=1, max_size=60),
    st.integers(0, 3),
    st.sampled_from(list(Rounding)),
    st.sampled_from(["1", "0.5", "0.1", "5"]),
    st.integers(1, 4),
)
def test_a_real_sample_is_never_accused(
    scores: list[int], decimals: int, rounding: Rounding, step: str, items: int
) -> None:
    scale = Scale.of(step=step, items=items)
    mean = Fraction(sum(scores), len(scores)) * scale.unit
    assert rounding in grim(printed(mean, decimals, rounding), len(scores), scale).roundings


@given(st.integers(1, 200), st.integers(0, 100), st.integers(0, 1))
def test_a_percentage_is_possible_where_some_count_prints_it(N: int, percent: int, decimals: int) -> None:
    text = f"{percent}.0%" if decimals else f"{percent}%"
    checks = [percent_check(text, n, N) for n in range(N + 1)]
    roundings = {rounding for check in checks for rounding in check.roundings}
    assert set(grim(text, N, PERCENTAGE).roundings) == roundings


def test_trailing_zeros_count() -> None:
    assert grim("5.2", 14).consistent
    assert grim("5.20", 14).impossible


def test_a_mean_off_the_scale_is_impossible() -> None:
    scale = Scale.of(low=1, high=7)
    assert grim("7.00", 28, scale).consistent
    assert grim("7.04", 28, scale).impossible
    assert grim("0.96", 28, scale).impossible


@pytest.mark.parametrize(
    ("mean", "n", "words"),
    [("5.18", 28, "consistent"), ("5.19", 28, "impossible"), ("3.82", 40, "only under half even or truncation")],
)
def test_the_verdict_is_said_in_words(mean: str, n: int, words: str) -> None:
    assert str(grim(mean, n)) == words


@given(st.integers(100, 900), st.integers(1, 90))
def test_the_nearest_means_are_possible_and_none_lies_between(units: int, n: int) -> None:
    text = digits(units, 2)
    near = nearest_means(text, n)
    assert all(grim(mean, n).consistent for mean in near)
    if grim(text, n).impossible:
        below, above = near
        assert Fraction(below) < Fraction(text) < Fraction(above)
        between = range(int(Fraction(below) * 100) + 1, int(Fraction(above) * 100))
        assert not any(grim(digits(one, 2), n).consistent for one in between)


def test_the_nearest_means_stay_on_the_scale() -> None:
    assert nearest_means("7.04", 28, Scale.of(low=1, high=7)) == ("7.00",)


@pytest.mark.parametrize(
    ("mean", "n", "named"), [("5.19", 0, "n must be at least 1"), ("about 5", 28, "a printed number")]
)
def test_what_cannot_be_tested_is_refused_by_name(mean: str, n: int, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        grim(mean, n)
    with pytest.raises(ValueError, match=named):
        nearest_means(mean, n)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"step": 0}, "step must be above 0"),
        ({"items": 0}, "items must be at least 1"),
        ({"low": 1}, "both or not at all"),
        ({"low": 7, "high": 1}, "low must not be above high"),
    ],
)
def test_a_scale_that_is_none_is_refused_by_name(arguments: dict[str, int], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Scale.of(**arguments)


def test_a_step_is_what_is_written_down_and_not_its_nearest_binary_fraction() -> None:
    assert Scale.of(step=0.1).step == Fraction(1, 10)
