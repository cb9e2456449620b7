"""Two groups and more: differences, exact tests, and what they could have found."""

from __future__ import annotations

import csv
from itertools import product
from math import comb
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from marginalia.statistics.difference import newcombe
from marginalia.statistics.fisher_power import detectable, fisher_power, p_values, powers
from marginalia.statistics.freeman_halton import freeman_halton

with (Path(__file__).parent / "worked_examples" / "difference.csv").open(newline="", encoding="utf-8") as file:
    DIFFERENCES = list(csv.DictReader(file))

proportions = st.integers(1, 60).flatmap(lambda N: st.tuples(st.integers(0, N), st.just(N)))


class TestNewcombe:
    @pytest.mark.parametrize("row", DIFFERENCES, ids=lambda row: f"{row['n1']}/{row['N1']} v {row['n2']}/{row['N2']}")
    def test_gives_the_published_limits(self, row: dict[str, str]) -> None:
        found = newcombe(*(int(row[name]) for name in ("n1", "N1", "n2", "N2")))
        assert (f"{found.low:.4f}", f"{found.high:.4f}") == (row["low"], row["high"])

    @given(proportions, proportions, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
    def test_is_statsmodels_own(self, one: tuple[int, int], other: tuple[int, int], confidence: float) -> None:
        expected = confint_proportions_2indep(*one, *other, method="newcomb", alpha=1 - confidence)
        found = newcombe(*one, *other, confidence=confidence)
        # Where the limits of a proportion are 0 or 1 statsmodels misses them by a hair.
        assert (found.low, found.high) == (pytest.approx(expected[0], abs=1e-6), pytest.approx(expected[1], abs=1e-6))

    @given(proportions, proportions)
    def test_holds_the_difference_and_turns_round_with_the_groups(
        self, one: tuple[int, int], other: tuple[int, int]
    ) -> None:
        found, turned = newcombe(*one, *other), newcombe(*other, *one)
        assert -1 <= found.low <= one[0] / one[1] - other[0] / other[1] <= found.high <= 1
        assert (turned.low, turned.high) == (pytest.approx(-found.high), pytest.approx(-found.low))

    def test_a_count_outside_its_group_is_refused(self) -> None:
        with pytest.raises(ValueError, match="n must lie between 0 and N = 4, not 5"):
            newcombe(5, 4, 1, 4)


class TestPower:
    @pytest.mark.parametrize(("N1", "N2"), [(1, 1), (1, 6), (7, 18), (9, 11), (12, 5)])
    def test_the_p_values_are_those_of_scipy(self, N1: int, N2: int) -> None:
        found = p_values(N1, N2)
        for n1, n2 in product(range(N1 + 1), range(N2 + 1)):
            expected = stats.fisher_exact([[n1, N1 - n1], [n2, N2 - n2]]).pvalue
            assert found[n1, n2] == pytest.approx(expected), (n1, n2)

    @pytest.mark.parametrize(
        ("N1", "N2", "share1", "share2"), [(7, 9, 0.9, 0.2), (12, 4, 0.0, 0.6), (5, 11, 1.0, 0.35), (1, 8, 0.5, 0.5)]
    )
    def test_is_the_chance_of_all_tables_that_reject(self, N1: int, N2: int, share1: float, share2: float) -> None:
        expected = sum(
            stats.binom.pmf(n1, N1, share1) * stats.binom.pmf(n2, N2, share2)
            for n1, n2 in product(range(N1 + 1), range(N2 + 1))
            if stats.fisher_exact([[n1, N1 - n1], [n2, N2 - n2]]).pvalue <= 0.05
        )
        assert fisher_power(share1, N1, share2, N2) == pytest.approx(expected, abs=1e-12)

    def test_lies_within_the_error_of_a_published_simulation(self) -> None:
        # stats.stackexchange.com/questions/55624: 478 of 10,000 simulated trials of 100 and 100 at 10% and 8%.
        error = (0.0478 * (1 - 0.0478) / 10_000) ** 0.5
        assert abs(fisher_power(0.1, 100, 0.08, 100) - 0.0478) < 3 * error

    @given(st.integers(2, 30), st.integers(2, 30), st.floats(0, 1))
    def test_without_a_difference_the_test_errs_no_more_often_than_it_says(
        self, N1: int, N2: int, share: float
    ) -> None:
        assert fisher_power(share, N1, share, N2) <= 0.05 + 1e-9

    def test_the_detectable_difference_is_the_first_with_the_power(self) -> None:
        below, above = detectable(40, 0.5, 40)
        assert below is not None and above is not None
        assert below == pytest.approx(-above)
        reached, before = powers([0.5 + above, 0.5 + above - 0.001], 40, 0.5, 40)
        assert before < 0.8 <= reached

    def test_a_handful_finds_no_gain_however_large(self) -> None:
        below, above = detectable(7, 11 / 18, 18)
        assert above is None and below is not None
        assert fisher_power(1.0, 7, 11 / 18, 18) < 0.8

    @pytest.mark.parametrize(("share", "significance"), [(1.1, 0.05), (0.5, 0.0)])
    def test_what_is_no_probability_is_refused(self, share: float, significance: float) -> None:
        with pytest.raises(ValueError, match="must lie"):
            fisher_power(share, 5, 0.5, 5, significance=significance)


class TestFreemanHalton:
    @given(proportions, proportions)
    def test_with_two_groups_is_fishers(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        expected = stats.fisher_exact([[n, N - n] for n, N in (one, other)]).pvalue
        assert freeman_halton([one, other]) == pytest.approx(expected)

    @given(
        st.lists(st.integers(1, 7).flatmap(lambda N: st.tuples(st.integers(0, N), st.just(N))), min_size=3, max_size=3)
    )
    def test_with_three_is_the_sum_over_every_table(self, counts: list[tuple[int, int]]) -> None:
        total = sum(n for n, _ in counts)

        def ways(ns: tuple[int, ...]) -> int:
            found = 1
            for n, (_, N) in zip(ns, counts, strict=True):
                found *= comb(N, n)
            return found

        every = [ns for ns in product(*(range(N + 1) for _, N in counts)) if sum(ns) == total]
        observed = ways(tuple(n for n, _ in counts))
        expected = sum(ways(ns) for ns in every if ways(ns) <= observed) / sum(ways(ns) for ns in every)
        assert freeman_halton(counts) == pytest.approx(expected)

    def test_is_near_scipys_random_version(self) -> None:
        # scipy shuffles tables of more than two rows: 9,999 times by default, so an error of half a point.
        counts = [(8, 12), (2, 9), (9, 10), (5, 11)]
        method = stats.PermutationMethod(n_resamples=9999, rng=np.random.default_rng(1))
        expected = stats.fisher_exact([[n, N - n] for n, N in counts], method=method).pvalue
        assert freeman_halton(counts) == pytest.approx(expected, abs=0.01)

    def test_alike_groups_give_no_evidence_and_one_group_is_no_test(self) -> None:
        assert freeman_halton([(2, 4), (3, 6), (4, 8)]) == 1
        with pytest.raises(ValueError, match="two groups or more"):
            freeman_halton([(1, 2)])

    def test_more_tables_than_can_be_written_out_are_refused(self) -> None:
        with pytest.raises(ValueError, match="tables"):
            freeman_halton([(50, 200)] * 4)
