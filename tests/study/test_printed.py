"""What a printed string can mean, for the statistic that its row says it is."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.study.model import Statistic
from marginalia.study.printed import fraction_of, is_not_given, looks_like_a_date, readings_of


@pytest.mark.parametrize(
    ("printed", "statistic", "meaning"),
    [
        ("74%", "percent", {74}),
        ("27.1%", "percent", {27.1}),
        ("7.1", "mean", {7.1}),
        ("25.0", "mean", {25}),
        ("Nine", "count", {9}),
        ("Twenty-nine", "count", {29}),
        ("twenty one", "count", {21}),
        ("twelve", "count", {12}),
        ("two hundred", "count", {200}),
        ("third", "value", {3}),
        ("first", "value", {1}),
        ("18th", "value", {18}),
        ("no", "n", {0}),
        ("none", "count", {0}),
        ("zero", "value", {0}),
        ("I", "value", {1}),
        ("Phase II", "value", {2}),
        (">6", "threshold", {6}),
        ("<34", "threshold", {34}),
        ("≥30%", "threshold", {30}),
        ("over 80%", "threshold", {80}),
        ("80 percent", "percent", {80}),
        ("5 or less", "threshold", {5}),
        ("00012420", "value", {12420}),
        ("1,234", "count", {1234}),
        ("−2.5", "mean", {-2.5}),
        ("one-year", "value", {1}),
        ("100 million", "value", {100, 100e6}),
    ],
)
def test_a_single_number(printed: str, statistic: Statistic, meaning: set[float]) -> None:
    assert readings_of(printed, statistic) == meaning


@pytest.mark.parametrize(
    ("printed", "n", "of"),
    [
        ("29/39", 29, 39),
        ("7/6", 7, 6),
        ("0 / 12", 0, 12),
        ("3 of 31", 3, 31),
        ("Two of the three", 2, 3),
        ("5⁄8", 5, 8),
    ],
)
def test_a_fraction_gives_its_halves_and_nothing_else(printed: str, n: float, of: float) -> None:
    assert readings_of(printed, "n") == {n}
    assert readings_of(printed, "N") == {of}
    assert not readings_of(printed, "percent")
    assert not readings_of(printed, "count")
    assert fraction_of(printed) == (n, of)


@pytest.mark.parametrize("printed", ["62% (18/29)", "18/29 = 62%", "62 % (18 of 29)"])
def test_a_fraction_and_its_percentage_may_stand_together(printed: str) -> None:
    meant = [readings_of(printed, statistic) for statistic in ("n", "N", "percent")]
    assert meant == [{18}, {29}, {62}]


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("L2-5", {2}, {5}),
        ("C3–6", {3}, {6}),
        ("18.5-24.9", {18.5}, {24.9}),
        ("35-54", {35}, {54}),
        ("1.5 to 3", {1.5}, {3}),
        ("between 1.5 and 3", {1.5}, {3}),
        ("two or three", {2}, {3}),
        ("20%-30%", {20}, {30}),
        ("20 to 25 million", {20, 20e6}, {25, 25e6}),
    ],
)
def test_a_range_gives_its_ends_and_nothing_else(printed: str, low: set[float], high: set[float]) -> None:
    assert readings_of(printed, "low") == low
    assert readings_of(printed, "high") == high
    assert not readings_of(printed, "mean")
    assert fraction_of(printed) is None


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("-17.0 to -13.4", -17, -13.4),
        ("−17.0–−13.4", -17, -13.4),
        ("(12, 19)", 12, 19),
        ("0.5; 1.25", 0.5, 1.25),
        ("54%-71%", 54, 71),
        ("1,234, 2,345", 1234, 2345),
    ],
)
def test_an_interval_gives_its_two_ends_and_may_be_printed_with_a_comma(printed: str, low: float, high: float) -> None:
    for one, other in (("ci-low", "ci-high"), ("iqr-low", "iqr-high")):
        assert readings_of(printed, cast(Statistic, one)) == {low}
        assert readings_of(printed, cast(Statistic, other)) == {high}
    assert not readings_of(printed, "mean") and not readings_of(printed, "se")


def test_a_comma_makes_no_range_of_two_numbers() -> None:
    assert not readings_of("12, 19", "low")


@pytest.mark.parametrize(
    ("printed", "statistic", "value"),
    [("P<0.001", "p", 0.001), ("P = .03", "p", 0.03), ("0·04", "p", 0.04), ("2.4", "se", 2.4), ("28", "median", 28)],
)
def test_p_values_errors_and_medians_are_single_numbers(printed: str, statistic: Statistic, value: float) -> None:
    assert readings_of(printed, statistic) == {value}


@pytest.mark.parametrize("printed", ["N/A", "n.a.", "NR", "-", "—", "not reported"])
def test_a_print_may_say_that_there_is_no_number(printed: str) -> None:
    assert is_not_given(printed)
    assert not readings_of(printed, "mean")


@pytest.mark.parametrize(
    "printed", ["07-Jun", "6-Jul", "Jun-07", "2025-06-07", "2025-06-07 00:00:00", "6/7/2025", "7.6.25"]
)
def test_what_a_spreadsheet_makes_of_a_fraction_is_recognised(printed: str) -> None:
    assert looks_like_a_date(printed)
    assert not readings_of(printed, "n")


@pytest.mark.parametrize("printed", ["6/7", "1-2", "18.5-24.9", "12/13", "May", "7.1"])
def test_honest_prints_are_not_taken_for_dates(printed: str) -> None:
    assert not looks_like_a_date(printed)


@pytest.mark.parametrize("statistic", ["n", "N", "count"])
def test_a_percentage_counts_no_patients(statistic: Statistic) -> None:
    assert not readings_of("62%", statistic)


@pytest.mark.parametrize("printed", ["several", "someone", "1 2", "1 2 3 4", "1e5", "1_000", "٣", "N of M", ""])
def test_what_is_no_number_means_nothing(printed: str) -> None:
    assert not readings_of(printed, "value")


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_every_fraction_of_whole_numbers_is_read_back(n: int, of: int) -> None:
    assert fraction_of(f"{n}/{of}") == (n, of)


@given(st.decimals(0, 10_000, places=2))
def test_every_plain_decimal_is_read_back(value: object) -> None:
    assert readings_of(str(value), "mean") == {float(str(value))}


@given(st.text(max_size=30))
def test_no_string_breaks_the_reader(printed: str) -> None:
    for statistic in ("n", "percent", "low"):
        assert all(isinstance(value, float) for value in readings_of(printed, statistic))
