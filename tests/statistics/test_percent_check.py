"""A printed percentage against its fraction, under every way of rounding."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.statistics.rounding import Rounding, parse_percent, percent_check

MODES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.TRUNCATION: ROUND_DOWN,
}
fractions = st.integers(1, 300).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(fractions, st.integers(0, 3), st.sampled_from(list(Rounding)))
def test_rounding_agrees_with_the_decimal_module(fraction: tuple[int, int], decimals: int, mode: Rounding) -> None:
    exact = Fraction(100 * fraction[0], fraction[1])
    with localcontext() as context:
        context.prec = 60  # a fraction of at most 300 has a tie only where its decimals end
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        expected = value.quantize(Decimal(1).scaleb(-decimals), rounding=MODES[mode])
    assert mode(exact, decimals) == Fraction(expected)


@given(fractions, st.integers(0, 2))
def test_what_is_rounded_half_up_is_consistent_and_two_units_off_is_impossible(
    fraction: tuple[int, int], decimals: int
) -> None:
    n, N = fraction
    right = Rounding.HALF_UP(Fraction(100 * n, N), decimals)
    assert percent_check(f"{float(right):.{decimals}f}%", n, N).consistent
    off = right + Fraction(2, 10**decimals)
    assert percent_check(f"{float(off):.{decimals}f}%", n, N).impossible


@pytest.mark.parametrize(
    ("printed", "n", "N", "roundings"),
    [
        ("74%", 29, 39, ["half up", "half even", "truncation"]),
        ("62%", 18, 29, ["half up", "half even", "truncation"]),
        ("92%", 14, 15, []),
        ("93%", 14, 15, ["half up", "half even", "truncation"]),
        ("63%", 5, 8, ["half up"]),
        ("62%", 5, 8, ["half even", "truncation"]),
        ("66%", 2, 3, ["truncation"]),
        ("66.7%", 2, 3, ["half up", "half even"]),
        ("62.50", 5, 8, ["half up", "half even", "truncation"]),
        ("100%", 6, 6, ["half up", "half even", "truncation"]),
        ("117%", 7, 6, ["half up", "half even"]),
    ],
)
def test_each_print_names_the_roundings_that_give_it(printed: str, n: int, N: int, roundings: list[str]) -> None:
    assert [str(rounding) for rounding in percent_check(printed, n, N).roundings] == roundings


def test_the_check_says_what_should_have_been_printed() -> None:
    check = percent_check("92%", 14, 15)
    assert check.computed == "93%"
    assert check.exact == Fraction(280, 3)
    assert percent_check("92.0%", 14, 15).computed == "93.3%"


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [("74%", 74, 0), ("62.1 %", Fraction(621, 10), 1), ("62,10%", Fraction(6210, 100), 2), ("8 per cent", 8, 0)],
)
def test_plain_percentages_are_read_with_their_digits(printed: str, value: Fraction, decimals: int) -> None:
    found = parse_percent(printed)
    assert found is not None
    assert (found.value, found.decimals) == (value, decimals)


@pytest.mark.parametrize("printed", [">80%", "over 80%", "about 10%", "T71%", "", "60-70%", "two thirds"])
def test_anything_that_says_more_than_a_percentage_is_not_one(printed: str) -> None:
    assert parse_percent(printed) is None
    with pytest.raises(ValueError, match="plain percentage"):
        percent_check(printed, 1, 2)


@pytest.mark.parametrize(("n", "N", "named"), [(0, 0, "N must"), (-1, 5, "n must")])
def test_counts_that_are_none_are_refused_by_name(n: int, N: int, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        percent_check("50%", n, N)
