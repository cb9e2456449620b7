"""Rubin's rules give what other programs print."""

from __future__ import annotations

from math import inf, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.statistics.rubin import pool, pooled_share, pooled_wilson
from marginalia.statistics.wilson import wilson


def five_with(mean: float, variance: float) -> list[float]:
    """Five estimates with this mean and variance."""
    apart = sqrt(variance * 4 / 10)
    return [mean + step * apart for step in (-2, -1, 0, 1, 2)]


# Printed by R's mice for five imputed data sets with 95 degrees of freedom: estimate, mean variance within (ubar),
# variance between (b), total (t), degrees of freedom, increase (riv), share (lambda), information missing (fmi).
# Read at pastebin.com/qbiidQbt.
MICE = [
    (579.3640097, 1.142564e05, 4.113064e04, 1.636132e05, 26.22033, 0.43198246, 0.34946514),
    (-11.5028050, 1.029258e02, 3.885445e01, 1.495512e02, 25.05433, 0.45299931, 0.36083262),
    (2.1988855, 4.033598e-01, 3.798569e-01, 8.591881e-01, 10.72323, 1.13007857, 0.59895297),
    (-0.6931246, 4.089335e-01, 4.024359e-02, 4.572258e-01, 67.55155, 0.11809330, 0.13097419),
    (0.5511826, 1.389410e01, 8.912496e-01, 1.496360e01, 77.82180, 0.07697507, 0.09445053),
]


@pytest.mark.parametrize("printed", MICE)
def test_pooling_is_that_of_mice(printed: tuple[float, ...]) -> None:
    estimate, within, between, total, freedom, increase, missing = printed
    pooled = pool(five_with(estimate, between), [within] * 5, complete_freedom=95)
    assert pooled.estimate == pytest.approx(estimate)
    assert pooled.total == pytest.approx(total, rel=1e-6)
    assert pooled.freedom == pytest.approx(freedom, rel=1e-5)
    assert pooled.increase == pytest.approx(increase, rel=1e-6)
    assert pooled.missing_information == pytest.approx(missing, rel=1e-5)


def test_degrees_of_freedom_are_those_of_the_sas_manual() -> None:
    """With five data sets and an increase of 10%, 484 degrees of freedom: SAS/STAT User's Guide, The MI Procedure,
    combining inferences from imputed data sets."""
    assert pool(five_with(3.0, 0.1 / 1.2), [1.0] * 5).freedom == pytest.approx(484)


def test_shares_get_the_interval_that_mi_wilson_prints() -> None:
    """The README of the R package MIWilson: three shares of ten people. The package takes t at the level that it
    is given (`qt(ci_level, df)` in its R/Wilson.R), so that what it calls 95% leaves out 5% on each side: 90% here."""
    pooled = pooled_share([0.2, 0.23, 0.22], 10)
    assert pooled.increase == pytest.approx(0.0183474215320097)
    assert pooled.freedom == pytest.approx(6161.29288265307)
    found = pooled_wilson(pooled, 10, 0.9)
    assert (found.low, found.high) == pytest.approx((0.07684304, 0.47892199), abs=1e-8)


def test_shares_that_differ_more_get_a_wider_one() -> None:
    """The same README: hypertension in the nhanes data, 25 people, a mean share of 0.232, an increase of 0.602189781,
    28.3153 degrees of freedom, 99% (98% here); five shares that have these are made up here."""
    within, increase = 0.0070144, 0.602189781021898
    between = increase * within / 1.2
    pooled = pool(five_with(0.232, between), [within] * 5)
    assert pooled.freedom == pytest.approx(28.3152984389348)
    found = pooled_wilson(pooled, 25, 0.98)
    assert (found.low, found.high) == pytest.approx((0.07134426, 0.54292320), abs=1e-8)
    wald = pooled.interval(0.98)
    assert (wald.low, wald.high) == pytest.approx((-0.02936932, 0.49336932), abs=1e-8)


def test_no_doubt_about_the_missing_leaves_the_interval_of_the_seen() -> None:
    pooled = pooled_share([0.6, 0.6, 0.6], 30)
    assert pooled.freedom == inf and pooled.simulation_error == 0 and pooled.missing_information == 0
    found, plain = pooled_wilson(pooled, 30), wilson(18, 30)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))


@given(
    st.lists(st.integers(0, 12), min_size=2, max_size=20),
    st.floats(0.5, 0.999, exclude_min=True),
)
def test_intervals_of_shares_stay_shares_and_hold_their_estimate(counts: list[int], confidence: float) -> None:
    pooled = pooled_share([count / 12 for count in counts], 12)
    found = pooled_wilson(pooled, 12, confidence)
    assert 0 <= found.low <= pooled.estimate + 1e-9 and pooled.estimate - 1e-9 <= found.high <= 1
    assert found.width >= wilson(round(pooled.estimate * 12), 12, confidence=confidence).width * 0.5


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=30), st.floats(0.01, 50))
def test_more_between_is_never_less_doubt(estimates: list[float], within: float) -> None:
    pooled = pool(estimates, [within] * len(estimates), complete_freedom=40)
    assert pooled.total >= within and pooled.freedom <= 40
    assert min(estimates) - 1e-9 <= pooled.estimate <= max(estimates) + 1e-9
    assert 0 <= pooled.missing_information <= 1.5


@pytest.mark.parametrize(("estimates", "variances"), [([1.0], [1.0]), ([1.0, 2.0], [1.0]), ([1.0, 2.0], [1.0, -1.0])])
def test_too_little_to_pool_is_refused(estimates: list[float], variances: list[float]) -> None:
    with pytest.raises(ValueError, match=r"estimates|variance"):
        pool(estimates, variances)
