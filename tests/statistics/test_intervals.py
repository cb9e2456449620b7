"""Intervals for a proportion: published examples, independent implementations, and what every interval must obey."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from marginalia.statistics.intervals import METHODS, Interval, interval

counts = st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
confidences = st.floats(0.5, 0.999)
methods = st.sampled_from(sorted(METHODS))

# Newcombe 1998, Stat Med 17:857-872, Table I, 95%: methods 3, 5 and 6.
NEWCOMBE = [
    ("wilson", 81, 263, "0.2553", "0.3662"),
    ("wilson", 15, 148, "0.0624", "0.1605"),
    ("wilson", 0, 20, "0.0000", "0.1611"),
    ("wilson", 1, 29, "0.0061", "0.1718"),
    ("clopper-pearson", 15, 148, "0.0578", "0.1617"),
    ("clopper-pearson", 0, 20, "0.0000", "0.1684"),
    ("clopper-pearson", 1, 29, "0.0009", "0.1776"),
    ("mid-p", 81, 263, "0.2544", "0.3658"),
    ("mid-p", 15, 148, "0.0601", "0.1581"),
    ("mid-p", 0, 20, "0.0000", "0.1391"),
    ("mid-p", 1, 29, "0.0017", "0.1585"),
]


@pytest.mark.parametrize(("method", "n", "N", "low", "high"), NEWCOMBE)
def test_the_published_table_is_met_to_its_last_digit(method: str, n: int, N: int, low: str, high: str) -> None:
    found = interval(n, N, method=method)
    assert (f"{found.low:.4f}", f"{found.high:.4f}") == (low, high)


@given(counts, confidences)
def test_wilson_and_clopper_pearson_agree_with_scipy(count: tuple[int, int], confidence: float) -> None:
    n, N = count
    for ours, theirs in (("wilson", "wilson"), ("clopper-pearson", "exact")):
        found = interval(n, N, method=ours, confidence=confidence)
        expected = stats.binomtest(n, N).proportion_ci(confidence, method=theirs)
        assert found.low == pytest.approx(expected.low, abs=1e-6)
        assert found.high == pytest.approx(expected.high, abs=1e-6)


@pytest.mark.parametrize(
    ("ours", "theirs"), [("wilson", "wilson"), ("clopper-pearson", "beta"), ("jeffreys", "jeffreys")]
)
@pytest.mark.parametrize(("n", "N"), [(31, 46), (29, 39), (22, 36), (18, 29), (3, 4), (11, 13)])
def test_the_paper_s_counts_agree_with_statsmodels(ours: str, theirs: str, n: int, N: int) -> None:
    # statsmodels has no mid-P; its definition is tested below, and its published values above.
    found = interval(n, N, method=ours)
    assert (found.low, found.high) == pytest.approx(proportion_confint(n, N, alpha=0.05, method=theirs), abs=1e-9)


@given(counts, confidences)
def test_jeffreys_agrees_with_statsmodels_away_from_the_ends(count: tuple[int, int], confidence: float) -> None:
    n, N = count
    found = interval(n, N, method="jeffreys", confidence=confidence)
    low, high = proportion_confint(n, N, alpha=1 - confidence, method="jeffreys")
    assert found.low == (0.0 if n == 0 else pytest.approx(low, abs=1e-9))
    assert found.high == (1.0 if n == N else pytest.approx(high, abs=1e-9))


@given(counts, confidences)
def test_mid_p_leaves_the_same_chance_outside_each_end(count: tuple[int, int], confidence: float) -> None:
    n, N = count
    found = interval(n, N, method="mid-p", confidence=confidence)
    tail = (1 - confidence) / 2
    if n > 0:
        above = stats.binom.sf(n, N, found.low) + stats.binom.pmf(n, N, found.low) / 2
        assert above == pytest.approx(tail, abs=1e-6)
    if n < N:
        below = stats.binom.cdf(n - 1, N, found.high) + stats.binom.pmf(n, N, found.high) / 2
        assert below == pytest.approx(tail, abs=1e-6)


@given(methods, counts, confidences)
def test_every_interval_lies_between_0_and_1_and_holds_what_was_observed(
    method: str, count: tuple[int, int], confidence: float
) -> None:
    n, N = count
    found = interval(n, N, method=method, confidence=confidence)
    assert 0 <= found.low < found.high <= 1
    # Jeffreys and mid-P are not bound to hold n/N at low confidence; at 95% all four do.
    wide = interval(n, N, method=method)
    assert wide.low - 1e-12 <= n / N <= wide.high + 1e-12
    if method in ("wilson", "clopper-pearson"):
        assert found.low - 1e-12 <= n / N <= found.high + 1e-12


@given(methods, counts)
def test_counting_the_others_mirrors_the_interval(method: str, count: tuple[int, int]) -> None:
    n, N = count
    found, mirrored = interval(n, N, method=method), interval(N - n, N, method=method)
    assert found.low == pytest.approx(1 - mirrored.high, abs=1e-9)
    assert found.high == pytest.approx(1 - mirrored.low, abs=1e-9)


@given(methods, counts)
def test_one_more_event_moves_both_ends_up(method: str, count: tuple[int, int]) -> None:
    n, N = count
    if n == N:
        return
    fewer, more = interval(n, N, method=method), interval(n + 1, N, method=method)
    assert fewer.low < more.low
    assert fewer.high < more.high or fewer.high == more.high == 1.0


@given(methods, counts, st.floats(0.5, 0.9), st.floats(0.01, 0.09))
def test_more_confidence_never_narrows(method: str, count: tuple[int, int], confidence: float, more: float) -> None:
    narrow = interval(*count, method=method, confidence=confidence)
    wide = interval(*count, method=method, confidence=confidence + more)
    assert wide.low <= narrow.low + 1e-12
    assert wide.high >= narrow.high - 1e-12


@given(methods, counts)
def test_the_exact_interval_is_the_widest_but_for_wilson(method: str, count: tuple[int, int]) -> None:
    if method != "wilson":
        assert interval(*count, method=method).width <= interval(*count, method="clopper-pearson").width + 1e-9


@pytest.mark.parametrize("method", sorted(METHODS))
def test_none_and_all_reach_the_very_end(method: str) -> None:
    assert interval(0, 48, method=method).low == 0.0
    assert interval(48, 48, method=method).high == 1.0


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize(
    ("n", "N", "confidence", "named"),
    [(7, 6, 0.95, "n must"), (-1, 6, 0.95, "n must"), (0, 0, 0.95, "N must"), (1, 2, 1.0, "confidence")],
)
def test_what_is_no_proportion_is_refused_by_name(method: str, n: int, N: int, confidence: float, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        interval(n, N, method=method, confidence=confidence)


def test_half_a_patient_is_refused() -> None:
    with pytest.raises(TypeError):
        interval(cast(int, 1.5), 3)


def test_an_unknown_method_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"wilson, clopper-pearson, jeffreys, mid-p.*'wald'"):
        interval(1, 2, method="wald")


def test_an_interval_knows_what_it_holds() -> None:
    assert 0.5 in Interval(0.4, 0.6)
    assert 0.7 not in Interval(0.4, 0.6)
    assert Interval(0.4, 0.6).width == pytest.approx(0.2)
