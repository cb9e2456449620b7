"""Two arms compared: ratios, numbers needed to treat, differences of means."""

from __future__ import annotations

import csv
from math import exp, inf, isclose, log, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from marginalia.statistics.chi_square import chi_square
from marginalia.statistics.counts import Interval
from marginalia.statistics.difference import newcombe
from marginalia.statistics.mean_difference import Sample, mean_difference
from marginalia.statistics.number_needed_to_treat import number_needed
from marginalia.statistics.odds_ratio import odds_ratio
from marginalia.statistics.ratio import Ratio
from marginalia.statistics.risk_ratio import risk_ratio
from marginalia.statistics.standardised_difference import between_means, between_shares, hedges

with (Path(__file__).parent / "worked_examples" / "two_arms.csv").open(newline="", encoding="utf-8") as file:
    EXAMPLES = list(csv.DictReader(file))

RATIOS = {"risk ratio": risk_ratio, "odds ratio": odds_ratio}
each_ratio = pytest.mark.parametrize("ratio", RATIOS.values(), ids=RATIOS)
proportions = st.integers(1, 200).flatmap(lambda N: st.tuples(st.integers(0, N), st.just(N)))
levels = st.sampled_from([0.8, 0.9, 0.95, 0.99])
samples = st.builds(Sample, st.floats(-100, 100), st.floats(0.01, 50), st.integers(2, 300))

#: R's sleep data, "the effect of two soporific drugs": hours of sleep gained.
SLEEP = (
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)


def summed_up(values: list[float]) -> Sample:
    return Sample(float(np.mean(values)), float(np.std(values, ddof=1)), len(values))


def turned(found: Ratio | None) -> tuple[float, float, float] | None:
    return None if found is None else (1 / found.value, 1 / found.high, 1 / found.low)


class TestRatios:
    @pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['what']} {row['n1']}/{row['N1']}")
    def test_give_the_published_values(self, row: dict[str, str]) -> None:
        found = RATIOS[row["what"]](*(int(row[name]) for name in ("n1", "N1", "n2", "N2")))
        assert found is not None and not found.corrected
        digits = len(row["value"].partition(".")[2])
        assert f"{found.value:.{digits}f}" == row["value"]
        if row["low"]:
            assert (found.low, found.high) == (pytest.approx(float(row["low"])), pytest.approx(float(row["high"])))

    def test_woolf_s_interval_is_that_of_its_formula(self) -> None:
        found = odds_ratio(141, 561, 928, 14453)
        error = sqrt(1 / 141 + 1 / 420 + 1 / 928 + 1 / 13525)
        assert found is not None
        assert found.low == pytest.approx(exp(log(found.value) - 1.959964 * error), rel=1e-6)
        assert found.high == pytest.approx(exp(log(found.value) + 1.959964 * error), rel=1e-6)

    @each_ratio
    @given(proportions, proportions, levels)
    def test_are_turned_over_where_the_arms_change_places(self, ratio, one, other, level) -> None:  # type: ignore[no-untyped-def]
        found = ratio(*one, *other, confidence=level)
        back = turned(ratio(*other, *one, confidence=level))
        assert (found is None) == (back is None)
        if found is not None and back is not None:
            assert (found.value, found.low, found.high) == pytest.approx(back)

    @each_ratio
    @given(proportions, proportions, levels)
    def test_lie_within_their_interval(self, ratio, one, other, level) -> None:  # type: ignore[no-untyped-def]
        found = ratio(*one, *other, confidence=level)
        if found is not None:
            assert 0 < found.low <= found.value * (1 + 1e-12) and found.value <= found.high * (1 + 1e-12) < inf

    @each_ratio
    @given(proportions.filter(lambda one: 0 < one[0] < one[1]))
    def test_equal_arms_give_one(self, ratio, one) -> None:  # type: ignore[no-untyped-def]
        found = ratio(*one, *one)
        assert found is not None and found.value == pytest.approx(1)

    @each_ratio
    def test_an_empty_cell_gets_a_half_and_says_so(self, ratio) -> None:  # type: ignore[no-untyped-def]
        found = ratio(0, 20, 4, 20)
        assert found is not None and found.corrected
        expected = {"risk ratio": (0.5 / 21) / (4.5 / 21), "odds ratio": (0.5 / 20.5) / (4.5 / 16.5)}
        name = next(name for name, one in RATIOS.items() if one is ratio)
        assert found.value == pytest.approx(expected[name])

    @each_ratio
    def test_there_is_none_where_nobody_or_everybody_had_the_event(self, ratio) -> None:  # type: ignore[no-untyped-def]
        assert ratio(0, 20, 0, 30) is None and ratio(20, 20, 30, 30) is None

    @each_ratio
    def test_a_count_outside_its_group_is_refused(self, ratio) -> None:  # type: ignore[no-untyped-def]
        with pytest.raises(ValueError, match="n must lie between 0 and N = 4, not 5"):
            ratio(5, 4, 1, 4)


class TestNumberNeeded:
    def test_altman_s_example_runs_from_benefit_through_infinity_to_harm(self) -> None:
        """A gain of 10 points with limits of -5 and 25: 4 to infinity to 20 for harm (Altman 1998, as Newcombe's letter
        of 5 January 1999 in the BMJ repeats it)."""
        found = number_needed(0.10, Interval(-0.05, 0.25))
        assert (found.value, found.at_best, found.at_worst) == pytest.approx((10, 4, -20))
        assert found.through_infinity

    def test_a_gain_apart_from_nothing_has_an_ordinary_interval(self) -> None:
        """The gain of 16.6 points with limits of 0.9 and 32.2 that Barrowman discusses (CMAJ 2002;166:1676)."""
        found = number_needed(0.166, Interval(0.009, 0.322))
        assert (f"{found.value:.0f}", f"{found.at_best:.1f}", f"{found.at_worst:.1f}") == ("6", "3.1", "111.1")
        assert not found.through_infinity

    def test_no_gain_needs_infinitely_many(self) -> None:
        found = number_needed(0.0, Interval(-0.1, 0.1))
        assert found.value == inf and found.through_infinity

    @pytest.mark.parametrize("interval", [Interval(0.0, 0.2), Interval(-0.2, 0.0)])
    def test_a_limit_at_no_gain_is_infinite(self, interval: Interval) -> None:
        found = number_needed((interval.low + interval.high) / 2, interval)
        assert inf in (found.at_best, found.at_worst) and found.through_infinity

    @given(proportions, proportions)
    def test_changes_its_sign_with_the_arms(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        gain = one[0] / one[1] - other[0] / other[1]
        found = number_needed(gain, newcombe(*one, *other))
        back = number_needed(-gain, newcombe(*other, *one))
        assert found.through_infinity == back.through_infinity
        assert isclose(abs(found.value), abs(back.value)) and abs(found.value) >= 1
        if abs(found.at_best) < 1e6:
            assert found.at_best == pytest.approx(-back.at_worst, rel=1e-6)

    @pytest.mark.parametrize(("gain", "limits"), [(1.2, (0, 1)), (0.1, (0.2, 0.3)), (0.1, (-2, 1))])
    def test_what_is_no_difference_of_shares_is_refused(self, gain: float, limits: tuple[float, float]) -> None:
        with pytest.raises(ValueError, match=r"must lie between|do not hold"):
            number_needed(gain, Interval(*limits))


class TestMeans:
    def test_gives_back_r_s_welch_test_of_its_sleep_data(self) -> None:
        """t.test(extra ~ group, data = sleep) prints t = -1.8608, df = 17.776, p-value = 0.07939 and -3.3654832 to
        0.2054832."""
        found = mean_difference(*(summed_up(values) for values in SLEEP))
        assert (f"{found.degrees:.3f}", f"{found.p:.5f}") == ("17.776", "0.07939")
        assert (f"{found.interval.low:.7f}", f"{found.interval.high:.7f}") == ("-3.3654832", "0.2054832")

    @given(samples, samples, st.booleans())
    def test_p_is_scipy_s(self, one: Sample, other: Sample, equal: bool) -> None:
        expected = stats.ttest_ind_from_stats(one.mean, one.sd, one.n, other.mean, other.sd, other.n, equal_var=equal)
        assert mean_difference(one, other, equal_spread=equal).p == pytest.approx(expected.pvalue, abs=1e-12)

    @given(samples, samples, levels)
    def test_the_interval_holds_the_difference_and_turns_with_the_arms(
        self, one: Sample, other: Sample, level: float
    ) -> None:
        found, back = mean_difference(one, other, confidence=level), mean_difference(other, one, confidence=level)
        assert found.interval.low <= found.value <= found.interval.high
        assert (back.interval.low, back.interval.high) == pytest.approx((-found.interval.high, -found.interval.low))
        assert found.p == pytest.approx(back.p)

    @given(samples, samples, levels)
    def test_the_interval_leaves_out_nothing_just_where_p_is_small(
        self, one: Sample, other: Sample, level: float
    ) -> None:
        found = mean_difference(one, other, confidence=level)
        if abs(found.p - (1 - level)) > 1e-9:
            assert (0 in found.interval) == (found.p > 1 - level)

    @given(samples)
    def test_equal_arms_differ_by_nothing(self, one: Sample) -> None:
        found = mean_difference(one, one)
        assert found.value == 0 and found.p == pytest.approx(1)

    def test_arms_without_any_spread_have_no_width(self) -> None:
        assert mean_difference(Sample(3, 0, 5), Sample(1, 0, 5)).interval == Interval(2, 2)
        assert mean_difference(Sample(3, 0, 5), Sample(3, 0, 5)).p == 1

    @given(samples, samples)
    def test_deviations_of_any_size_leave_the_degrees_between_the_smaller_group_and_both(
        self, one: Sample, other: Sample
    ) -> None:
        found = mean_difference(one, other)
        assert min(one.n, other.n) - 1 - 1e-9 <= found.degrees <= one.n + other.n - 2 + 1e-9

    @pytest.mark.parametrize(("sd", "n"), [(-1, 5), (1, 1), (float("nan"), 5)])
    def test_what_is_no_sample_is_refused(self, sd: float, n: int) -> None:
        with pytest.raises(ValueError, match=r"needed|needs"):
            Sample(1, sd, n)


class TestStandardised:
    @given(samples, samples)
    def test_hedges_g_is_that_of_its_formula(self, one: Sample, other: Sample) -> None:
        degrees = one.n + other.n - 2
        pooled = sqrt(((one.n - 1) * one.sd**2 + (other.n - 1) * other.sd**2) / degrees)
        found = hedges(one, other)
        assert found is not None and found.value in found.interval
        assert found.value == pytest.approx((one.mean - other.mean) / pooled * (1 - 3 / (4 * degrees - 1)))

    @given(samples, samples, st.floats(0.1, 10), st.floats(-5, 5))
    def test_no_unit_changes_it(self, one: Sample, other: Sample, times: float, more: float) -> None:
        scaled = [Sample(sample.mean * times + more, sample.sd * times, sample.n) for sample in (one, other)]
        assert between_means(*scaled) == pytest.approx(between_means(one, other), abs=1e-6, rel=1e-6)

    def test_more_patients_do_not_make_the_arms_less_alike(self) -> None:
        assert between_shares(10, 40, 20, 40) == pytest.approx(between_shares(1000, 4000, 2000, 4000))

    @given(proportions, proportions)
    def test_a_balance_turns_with_the_arms(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        found, back = between_shares(*one, *other), between_shares(*other, *one)
        assert (found is None and back is None) or found == pytest.approx(-(back or 0))

    def test_there_is_none_without_any_spread(self) -> None:
        assert hedges(Sample(3, 0, 5), Sample(1, 0, 5)) is None
        assert between_means(Sample(3, 0, 5), Sample(1, 0, 5)) is None and between_shares(0, 5, 0, 9) is None


class TestChiSquare:
    @given(proportions, proportions)
    def test_without_correction_is_the_test_of_the_pooled_difference(
        self, one: tuple[int, int], other: tuple[int, int]
    ) -> None:
        found = chi_square(*one, *other)
        pooled = (one[0] + other[0]) / (one[1] + other[1])
        if found is None:
            assert pooled in (0, 1)
            return
        error = sqrt(pooled * (1 - pooled) * (1 / one[1] + 1 / other[1]))
        z = (one[0] / one[1] - other[0] / other[1]) / error
        assert found == pytest.approx(2 * stats.norm.sf(abs(z)), abs=1e-12)

    @given(proportions, proportions)
    def test_the_correction_never_makes_it_smaller(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        found, corrected = chi_square(*one, *other), chi_square(*one, *other, continuity=True)
        assert found is None or (corrected is not None and corrected >= found - 1e-12)
