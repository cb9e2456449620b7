"""DEBIT says impossible exactly where no number of ones prints the mean and the standard deviation."""

from __future__ import annotations

from itertools import product

import pytest
from printed_samples import digits, printed_mean, printed_sd

from marginalia.statistics.debit import debit
from marginalia.statistics.grim import grim
from marginalia.statistics.rounding import Rounding


@pytest.mark.parametrize("n", [2, 3, 8, 20, 31])
@pytest.mark.parametrize(("mean_decimals", "sd_decimals"), [(2, 1), (1, 2)])
def test_every_verdict_is_that_of_counting_through_the_ones(n: int, mean_decimals: int, sd_decimals: int) -> None:
    samples = [(1,) * ones + (0,) * (n - ones) for ones in range(n + 1)]
    real = {
        rounding: {
            (printed_mean(sample, mean_decimals, rounding), printed_sd(sample, sd_decimals, rounding))
            for sample in samples
        }
        for rounding in Rounding
    }
    for mean, sd in product(range(10**mean_decimals + 2), range(10**sd_decimals * 3 // 4)):
        texts = digits(mean, mean_decimals), digits(sd, sd_decimals)
        expected = tuple(rounding for rounding in Rounding if texts in real[rounding])
        assert debit(*texts, n).roundings == expected, (texts, n)


def test_the_mean_itself_must_be_a_count_of_ones() -> None:
    assert grim("0.11", 40).impossible
    assert debit("0.11", "0.31", 40).impossible


def test_more_than_everybody_is_impossible() -> None:
    assert debit("1.10", "0.00", 20).impossible


def test_one_answer_has_no_standard_deviation() -> None:
    with pytest.raises(ValueError, match="n of at least 2"):
        debit("1.00", "0.00", 1)
