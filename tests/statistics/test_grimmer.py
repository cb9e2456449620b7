"""GRIMMER says impossible exactly where no sample prints the mean and the standard deviation."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_samples import digits, printed_mean, printed_sd

from marginalia.statistics import attainable as search
from marginalia.statistics.grim import grim
from marginalia.statistics.grimmer import grimmer
from marginalia.statistics.rounding import Rounding
from marginalia.statistics.scale import WHOLE_NUMBERS, Scale

roundings = st.sampled_from(list(Rounding))


def prints(samples: Iterable[Any], mean_decimals: int, sd_decimals: int, rounding: Rounding) -> set[tuple[str, str]]:
    """What these samples print as mean and standard deviation."""
    return {
        (printed_mean(sample, mean_decimals, rounding), printed_sd(sample, sd_decimals, rounding)) for sample in samples
    }


def unlike(samples: Iterable[Any]) -> list[Any]:
    """One sample of each sum and sum of squares: the others print the same."""
    return list({(sum(sample), sum(score**2 for score in sample)): sample for sample in samples}.values())


@pytest.mark.parametrize(("n", "far"), [(2, 9), (3, 9), (4, 8), (5, 7), (6, 6)])
@pytest.mark.parametrize(("mean_decimals", "sd_decimals"), [(2, 2), (1, 2), (1, 1)])
def test_on_a_scale_without_ends_every_verdict_is_that_of_writing_out_all_samples(
    n: int, far: int, mean_decimals: int, sd_decimals: int
) -> None:
    samples = unlike(combinations_with_replacement(range(-far, far + 1), n))
    # A mean between 0 and 1 and an SD below `highest` keep every score of a sample within `far` of zero.
    highest = Fraction(far - 2) ** 2 / (n - 1)
    real = {rounding: prints(samples, mean_decimals, sd_decimals, rounding) for rounding in Rounding}
    for mean_units, sd_units in product(range(0, 10**mean_decimals + 1, 5), range(0, 10**sd_decimals * 4, 3)):
        mean, sd = digits(mean_units, mean_decimals), digits(sd_units, sd_decimals)
        if Fraction(sd_units + 1, 10**sd_decimals) ** 2 < highest:
            expected = tuple(rounding for rounding in Rounding if (mean, sd) in real[rounding])
            assert grimmer(mean, sd, n).roundings == expected, (mean, sd, n)


@pytest.mark.parametrize(
    ("n", "scale"),
    [
        (2, Scale.of(low=0, high=6)),
        (3, Scale.of(low=1, high=7)),
        (4, Scale.of(low=1, high=5)),
        (5, Scale.of(step="0.5", low=0, high=2)),
        (6, Scale.of(low=1, high=4)),
        (7, Scale.of(low=0, high=3)),
        (4, Scale.of(items=2, low=1, high=3)),
        (3, Scale.of(step=10, low=0, high=50)),
    ],
)
def test_on_a_scale_with_ends_every_verdict_is_that_of_writing_out_all_samples(n: int, scale: Scale) -> None:
    assert scale.top is not None
    assert scale.low is not None and scale.high is not None
    scores = [scale.origin + unit * scale.unit for unit in range(scale.top + 1)]
    samples = unlike(combinations_with_replacement(scores, n))
    coarse = 1 if scale.step < 10 else 0
    real = {rounding: prints(samples, coarse, coarse, rounding) for rounding in Rounding}
    first, last = int(scale.low * 10**coarse) - 1, int(scale.high * 10**coarse) + 1
    widest = int((scale.high - scale.low) * 10**coarse * 3 / 4)
    for mean_units, sd_units in product(range(first, last + 1), range(widest + 1)):
        mean, sd = digits(mean_units, coarse), digits(sd_units, coarse)
        expected = tuple(rounding for rounding in Rounding if (mean, sd) in real[rounding])
        assert grimmer(mean, sd, n, scale).roundings == expected, (mean, sd)


@given(
    st.lists(st.integers(-30, 70), min_size=2, max_size=60),
    st.integers(0, 3),
    st.integers(0, 3),
    roundings,
    st.sampled_from(["1", "0.5", "5"]),
    st.integers(1, 3),
)
def test_a_real_sample_is_never_accused(
    scores: list[int], mean_decimals: int, sd_decimals: int, rounding: Rounding, step: str, items: int
) -> None:
    scale = Scale.of(step=step, items=items)
    sample = tuple(score * scale.unit for score in scores)
    mean, sd = printed_mean(sample, mean_decimals, rounding), printed_sd(sample, sd_decimals, rounding)
    assert rounding in grimmer(mean, sd, len(scores), scale).roundings


@given(st.lists(st.integers(0, 100), min_size=2, max_size=60), st.integers(0, 2), st.integers(0, 2), roundings)
def test_a_real_sample_on_a_scale_with_ends_is_never_accused(
    scores: list[int], mean_decimals: int, sd_decimals: int, rounding: Rounding
) -> None:
    sample = tuple(Fraction(score, 2) for score in scores)
    scale = Scale.of(step="0.5", low=0, high=50)
    mean, sd = printed_mean(sample, mean_decimals, rounding), printed_sd(sample, sd_decimals, rounding)
    assert rounding in grimmer(mean, sd, len(scores), scale).roundings


@given(st.integers(100, 700), st.integers(0, 300), st.integers(2, 80))
def test_what_grim_excludes_stays_excluded_and_ends_only_exclude_more(mean: int, sd: int, n: int) -> None:
    texts = digits(mean, 2), digits(sd, 2)
    free = set(grimmer(*texts, n).roundings)
    assert free <= set(grim(texts[0], n).roundings)
    assert set(grimmer(*texts, n, Scale.of(low=1, high=7)).roundings) <= free


def test_a_mean_with_few_decimals_leaves_several_sums_and_each_is_tried() -> None:
    scores = (4, 5, 5, 6, 6, 6, 7, 7, 8, 8, 8, 8, 9, 10, 10, 10, 10, 10, 11, 11, 11, 12, 13, 13, 15)
    assert (printed_mean(scores, 1, Rounding.HALF_UP), printed_sd(scores, 2, Rounding.HALF_UP)) == ("8.9", "2.81")
    assert grimmer("8.9", "2.81", 25).consistent


def test_a_standard_deviation_that_the_ends_do_not_allow_is_impossible() -> None:
    assert grimmer("4.00", "3.49", 20).consistent
    assert grimmer("4.00", "3.49", 20, Scale.of(low=1, high=7)).impossible


def test_equal_scores_have_no_spread() -> None:
    assert grimmer("3.00", "0.00", 20).consistent
    assert grimmer("3.05", "0.00", 20).impossible


def test_a_search_that_gives_up_accuses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    scale = Scale.of(low=0, high=10)
    assert grimmer("5.00", "2.00", 20, scale).consistent
    monkeypatch.setattr(search, "LIMIT", 1)
    assert not grimmer("5.00", "2.00", 20, scale).impossible


@pytest.mark.parametrize(
    ("mean", "sd", "n", "named"),
    [
        ("5.20", "1.00", 1, "n of at least 2"),
        ("5.20", "-1.00", 20, "not negative"),
        ("5.20", "about 1", 20, "a printed number"),
        ("5 to 6", "1.00", 20, "a printed number"),
    ],
)
def test_what_cannot_be_tested_is_refused_by_name(mean: str, sd: str, n: int, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        grimmer(mean, sd, n, WHOLE_NUMBERS)
