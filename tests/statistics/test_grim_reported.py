"""Which true values can stand behind printed digits."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_samples import printed

from marginalia.statistics.reported import reported
from marginalia.statistics.rounding import Rounding

roundings = st.sampled_from(list(Rounding))
values = st.builds(Fraction, st.integers(-4000, 4000), st.sampled_from([1, 2, 4, 7, 8, 20, 40, 200, 400]))


@given(values, values, st.integers(0, 3), roundings)
def test_a_value_could_be_printed_so_exactly_where_rounding_it_prints_so(
    value: Fraction, other: Fraction, decimals: int, rounding: Rounding
) -> None:
    text = printed(value, decimals, rounding)
    span = reported(text).could_be(rounding)
    assert value in span
    same = reported(printed(other, decimals, rounding)).value == reported(text).value
    assert (other in span) == same


@given(st.integers(-50, 50), st.integers(0, 2), roundings, st.sampled_from([1, 2, 3, 7, 40]))
def test_the_whole_multiples_of_a_span_are_those_in_it(units: int, decimals: int, rounding: Rounding, n: int) -> None:
    span = reported(printed(Fraction(units, 10**decimals), decimals, rounding)).could_be(rounding)
    assert [number for number in range(-60 * n, 60 * n) if Fraction(number, n) in span] == list(span.wholes(n))


@pytest.mark.parametrize(
    ("text", "units", "decimals"),
    [
        ("5.20", 520, 2),
        ("5.2", 52, 1),
        (" 5 ", 5, 0),
        (".45", 45, 2),
        ("62,1%", 621, 1),
        ("−1.30", -130, 2),
        ("-0.4", -4, 1),
    ],
)
def test_trailing_zeros_signs_commas_and_bare_points_are_read(text: str, units: int, decimals: int) -> None:
    assert (reported(text).units, reported(text).decimals) == (units, decimals)


@pytest.mark.parametrize("text", ["", "about 5", "5.2 (1.3)", "5.2.1", "--5", "5 to 6", "n/a"])
def test_what_is_no_plain_number_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(ValueError, match="a printed number"):
        reported(text)


def test_a_neighbouring_value_is_written_with_the_same_decimals() -> None:
    assert reported("5.20").beside(Fraction(21, 4)) == "5.25"
    assert reported("5.20").beside(Fraction(5)) == "5.00"
    assert reported("5").beside(Fraction(11, 2)) == "6"
    assert reported("0.3").beside(Fraction(-1, 4)) == "−0.3"
