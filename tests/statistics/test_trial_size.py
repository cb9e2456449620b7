"""Power and sample size of a trial of two groups, against R's printed examples, statsmodels and each other."""

from __future__ import annotations

from math import ceil, inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from statsmodels.stats.power import NormalIndPower, TTestIndPower
from statsmodels.stats.proportion import power_proportions_2indep, samplesize_proportions_2indep_onetail

from marginalia.statistics.fisher_power import significant
from marginalia.statistics.power_two_proportions import exact_power, normal_power
from marginalia.statistics.sample_size import (
    EXACT_UP_TO,
    corrected,
    exact,
    for_means,
    for_shares,
    means_power,
    to_enrol,
)

shares = st.floats(0.05, 0.95)
apart = st.tuples(shares, shares).filter(lambda pair: abs(pair[0] - pair[1]) > 0.02)


def test_the_examples_of_r_s_power_prop_test() -> None:
    # Printed beside the examples of power.prop.test: 0.740; 76.7; and for n = 50, p1 = .5, power = .90, p2 = 0.8026.
    assert round(normal_power(0.50, 0.75, 50), 3) == 0.740
    assert round(for_shares(0.50, 0.75, power=0.90), 1) == 76.7
    assert normal_power(0.50, 0.80255, 50) < 0.90 < normal_power(0.50, 0.80265, 50)


def test_the_example_of_the_clinfun_manual() -> None:
    # fe.ssize(p1 = .8, p2 = .2, alpha = 0.05, power = 0.8) prints 13 (Casagrande, Pike, Smith), power 0.8688275, and 12
    # (Fisher exact), power 0.8115276.
    assert ceil(corrected(0.8, 0.2, power=0.8)) == 13
    assert exact(0.8, 0.2, power=0.8) == 12
    assert f"{exact_power(0.8, 0.2, 13):.7f} {exact_power(0.8, 0.2, 12):.7f}" == "0.8688275 0.8115276"


def test_the_examples_of_r_s_power_t_test() -> None:
    # power.t.test(n = 20, delta = 1) prints 0.8689528, (n = 4, delta = 1) 0.2224633, (power = .80, delta = 1) 16.71477.
    assert f"{means_power(1, 1, 20):.7f} {means_power(1, 1, 4):.7f}" == "0.8689528 0.2224633"
    assert for_means(1, 1, power=0.8) == 17


@given(apart, st.integers(5, 800), st.sampled_from([0.01, 0.05, 0.1]))
def test_power_agrees_with_statsmodels(pair: tuple[float, float], n: int, significance: float) -> None:
    control, treated = pair
    other = power_proportions_2indep(
        treated - control, control, n, alpha=significance, alternative="larger" if treated > control else "smaller"
    )
    one_sided = normal_power(control, treated, n, significance=2 * significance)
    assert one_sided == pytest.approx(other.power, abs=1e-9)


@given(apart, st.floats(0.6, 0.97), st.sampled_from([0.01, 0.05, 0.1]))
def test_size_agrees_with_statsmodels(pair: tuple[float, float], power: float, significance: float) -> None:
    control, treated = pair
    other = samplesize_proportions_2indep_onetail(
        treated - control,
        control,
        power,
        alpha=significance / 2,
        alternative="larger" if treated > control else "smaller",
    )
    assert for_shares(control, treated, power=power, significance=significance) == pytest.approx(other, rel=1e-6)


def test_shares_close_together_agree_with_the_test_of_a_known_spread() -> None:
    # Where the spread hardly differs between the groups, the two normal formulae are one.
    effect = 0.02 / np.sqrt(0.5 * 0.5)
    other = NormalIndPower().power(effect, 3000, 0.05, alternative="two-sided")
    assert normal_power(0.49, 0.51, 3000) == pytest.approx(other, abs=2e-3)


@given(st.floats(0.2, 2.0), st.floats(0.6, 0.95))
def test_means_agree_with_statsmodels(effect: float, power: float) -> None:
    n = for_means(effect, 1.0, power=power)
    other = TTestIndPower().solve_power(effect, power=power, alpha=0.05, alternative="two-sided")
    # statsmodels counts a rejection on the wrong side too, which matters where groups are tiny.
    assert n == max(2, ceil(other - 1e-6)) or n - other < 1.01


@given(st.floats(0.2, 2.0), st.integers(3, 200))
def test_power_of_means_agrees_with_statsmodels_on_the_right_side(effect: float, n: int) -> None:
    other = TTestIndPower().power(effect, n, 0.025, alternative="larger")
    assert means_power(effect, 1.0, n) == pytest.approx(other, abs=1e-7)


@pytest.mark.parametrize("n", [1, 2, 7, 13])
def test_the_significant_tables_are_those_of_scipy(n: int) -> None:
    for first in range(n + 1):
        for second in range(n + 1):
            p = fisher_exact([[first, n - first], [second, n - second]]).pvalue
            assert bool(significant(n, n)[first, second]) == (p <= 0.05 * (1 + 1e-7))


@given(shares, st.integers(1, 60))
def test_without_a_difference_fisher_s_test_keeps_its_level(share: float, n: int) -> None:
    assert exact_power(share, share, n) <= 0.05 + 1e-12


@given(apart, st.floats(0.6, 0.95))
def test_the_size_reaches_the_power_and_one_fewer_does_not(pair: tuple[float, float], power: float) -> None:
    n = ceil(for_shares(*pair, power=power))
    assert normal_power(*pair, max(1, n)) >= power - 1e-9
    if n > 1:
        assert normal_power(*pair, n - 1) < power + 1e-9


@given(st.floats(0.1, 0.5), st.floats(0.25, 0.4), st.floats(0.6, 0.9))
def test_the_exact_size_keeps_its_power_for_some_sizes_more(control: float, difference: float, power: float) -> None:
    treated = control + difference
    n = exact(control, treated, power=power)
    assert n is not None
    assert all(exact_power(control, treated, n + more) >= power for more in range(5))
    assert exact_power(control, treated, n - 1) < power


@given(apart, st.floats(0.6, 0.95))
def test_correction_adds_patients_and_order_of_the_groups_does_not_matter(
    pair: tuple[float, float], power: float
) -> None:
    control, treated = pair
    assert corrected(control, treated, power=power) > for_shares(control, treated, power=power)
    assert for_shares(control, treated, power=power) == pytest.approx(for_shares(treated, control, power=power))
    assert for_shares(control, treated, power=power) == pytest.approx(for_shares(1 - control, 1 - treated, power=power))


def test_no_difference_takes_forever_and_a_small_one_is_not_searched_exactly() -> None:
    assert for_shares(0.5, 0.5, power=0.9) == corrected(0.5, 0.5, power=0.9) == inf
    assert corrected(0.5, 0.52, power=0.9) > EXACT_UP_TO and exact(0.5, 0.52, power=0.9) is None
    with pytest.raises(ValueError, match="difference of nothing"):
        for_means(0, 1, power=0.9)


@given(st.integers(1, 10_000), st.floats(0, 0.9))
def test_enough_are_left_of_those_who_enter(analysed: int, loss: float) -> None:
    entered = to_enrol(analysed, loss)
    assert entered * (1 - loss) >= analysed - 1e-6 and (entered - 1) * (1 - loss) < analysed


@pytest.mark.parametrize(
    "call",
    [
        lambda: normal_power(0, 0.5, 10),
        lambda: normal_power(0.5, 1.2, 10),
        lambda: normal_power(0.5, 0.6, 0),
        lambda: normal_power(0.5, 0.6, 10, significance=0),
        lambda: exact_power(0.5, 0.6, 0),
        lambda: exact_power(0.5, 1, 10),
        lambda: for_shares(0.5, 0.6, power=1),
        lambda: corrected(0.5, 0.6, power=0.9, significance=1),
        lambda: exact(1, 0.6, power=0.9),
        lambda: means_power(1, 0, 10),
        lambda: means_power(1, 1, 1),
        lambda: to_enrol(10, 1),
    ],
)
def test_what_is_no_trial_is_refused(call) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError):
        call()
