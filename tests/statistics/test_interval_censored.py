"""Turnbull's estimate gives what R's interval package prints, and Kaplan-Meier where nothing lies between visits."""

from __future__ import annotations

import csv
from itertools import pairwise
from math import inf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.statistics.interval_censored import Between, bootstrapped, kaplan_meier, turnbull

# Months to breast retraction after treatment of early breast cancer (Finkelstein and Wolfe 1985, Biometrics 41:933),
# read in nilskober/MLEcens-Python, data/cosmesis.txt. An empty end: not seen until the last visit.
COSMESIS = Path(__file__).parent / "worked_examples" / "cosmesis.csv"

# Printed by `icfit(Surv(left, right, type = "interval2") ~ treatment, data = bcos)` of the R package interval: Fay and
# Shaw 2010, J Stat Softw 36(2), section 6, read in the vignette of cran/interval.
PRINTED = {
    "radiotherapy": {
        (4, 5): 0.0463, (6, 7): 0.0334, (7, 8): 0.0887, (11, 12): 0.0708, (24, 25): 0.0926, (33, 34): 0.0818,
        (38, 40): 0.1209, (46, 48): 0.4656,
    },
    "radiotherapy and chemotherapy": {
        (4, 5): 0.0433, (5, 8): 0.0433, (11, 12): 0.0692, (16, 17): 0.1454, (18, 19): 0.1411, (19, 20): 0.1157,
        (24, 25): 0.0999, (30, 31): 0.0709, (35, 36): 0.1608, (44, 48): 0.0552, (48, 60): 0.0552,
    },
}  # fmt: skip


def cosmesis(treatment: str) -> list[Between]:
    with COSMESIS.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["treatment"] == treatment]
    return [Between(float(row["after"]), float(row["until"] or inf)) for row in rows]


@pytest.mark.parametrize("treatment", PRINTED)
def test_breast_retraction_is_given_back(treatment: str) -> None:
    drops = turnbull(cosmesis(treatment)).drops
    assert {(drop.start, drop.end): round(drop.mass, 4) for drop in drops} == pytest.approx(PRINTED[treatment])


def test_within_a_drop_the_share_is_a_range_and_between_drops_it_is_not() -> None:
    curve = turnbull(cosmesis("radiotherapy"))
    assert curve.at(0).low == curve.at(0).high == 1
    assert curve.at(20).low == curve.at(20).high == pytest.approx(1 - 0.0463 - 0.0334 - 0.0887 - 0.0708, abs=1e-3)
    assert curve.at(39).high - curve.at(39).low == pytest.approx(0.1209, abs=1e-4)


def test_nobody_lost_is_a_flat_curve() -> None:
    curve = turnbull([Between(3), Between(0), Between(9)])
    assert curve.drops == () and curve.until == 9
    assert curve.at(9).low == 1


@given(st.lists(st.tuples(st.integers(1, 6), st.booleans()), min_size=1, max_size=15))
def test_looked_at_every_month_it_is_kaplan_meier(times: list[tuple[int, bool]]) -> None:
    """A loss found in month t lies in (t - 1, t]; whoever is censored was still well at t."""
    found = [Between(at - 1, at) if lost else Between(at) for at, lost in times]
    curve, usual = turnbull(found), kaplan_meier(found)
    for month in range(int(usual.until) + 1):
        # Beyond the last known time of everybody left, the likelihood says nothing.
        assert curve.at(month).high == pytest.approx(usual.at(month).high, abs=1e-4)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 9)), min_size=1, max_size=12))
def test_the_curve_never_rises_and_never_leaves_0_to_1(times: list[tuple[int, int]]) -> None:
    curve = turnbull([Between(low, low + width if width < 9 else inf) for low, width in times])
    shares = [end for month in range(18) for end in (curve.at(month).high, curve.at(month).low)]
    assert all(0 <= share <= 1 for share in shares)
    assert all(before.high >= after.high - 1e-9 for before, after in pairwise(map(curve.at, range(18))))


def test_kaplan_meier_by_hand() -> None:
    """Four people: a loss found at 2, one censored at 3, a loss found at 5, one censored at 6."""
    usual = kaplan_meier([Between(0, 2), Between(3), Between(3, 5), Between(6)])
    assert [usual.at(month).high for month in (1, 2, 4, 5, 6)] == pytest.approx([1, 0.75, 0.75, 0.375, 0.375])


def test_the_bootstrap_is_seeded_holds_the_estimate_and_narrows_with_more_people() -> None:
    few = cosmesis("radiotherapy")
    curve = turnbull(few)

    def drawn(times: list[Between], seed: int) -> tuple[float, float]:
        [found] = bootstrapped(times, [30], draws=60, confidence=0.9, rng=np.random.default_rng(seed))
        return found.low, found.high

    low, high = drawn(few, 1)
    assert drawn(few, 1) == (low, high) != drawn(few, 2)
    assert low <= curve.at(30).low <= high
    narrow = drawn(few * 8, 1)
    assert narrow[1] - narrow[0] < 0.6 * (high - low)


@pytest.mark.parametrize(("low", "high"), [(-1, 2), (3, 3), (4, 2)])
def test_times_out_of_order_are_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="expected 0 <= low < high"):
        Between(low, high)


def test_nothing_to_estimate_from_is_refused() -> None:
    for estimate in (turnbull, kaplan_meier):
        with pytest.raises(ValueError, match="no times"):
            estimate([])
    with pytest.raises(ValueError, match="draws"):
        bootstrapped([Between(1)], [1], draws=0, confidence=0.9, rng=np.random.default_rng(1))
