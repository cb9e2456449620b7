"""What seeing none says about the true rate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from marginalia.statistics.zero_events import chance_of_none, exact_upper, rule_of_three, two_sided_upper


def test_none_of_48_leaves_room_for_one_in_seventeen() -> None:
    assert f"{rule_of_three(48):.2%}" == "6.25%"
    assert f"{exact_upper(48):.2%}" == "6.05%"
    assert f"{two_sided_upper(48):.2%}" == "7.40%"


def test_common_harms_can_easily_be_missed_in_48() -> None:
    assert f"{chance_of_none(48, 0.014):.0%}" == "51%"
    assert f"{chance_of_none(48, 0.086):.1%}" == "1.3%"


@given(st.integers(1, 5000), st.floats(0.5, 0.999))
def test_the_exact_bound_is_the_rate_at_which_none_has_the_stated_chance(patients: int, confidence: float) -> None:
    bound = exact_upper(patients, confidence=confidence)
    assert chance_of_none(patients, bound) == pytest.approx(1 - confidence)
    assert stats.binom.pmf(0, patients, bound) == pytest.approx(1 - confidence)


@given(st.integers(1, 5000))
def test_the_two_sided_bound_is_scipys(patients: int) -> None:
    expected = stats.binomtest(0, patients).proportion_ci(0.95, method="exact").high
    assert two_sided_upper(patients) == pytest.approx(expected)


@given(st.integers(31, 5000))
def test_the_rule_of_three_is_close_and_cautious_above_30(patients: int) -> None:
    exact = exact_upper(patients)
    assert exact < rule_of_three(patients) < exact + 0.005


@given(st.integers(1, 2000))
def test_more_patients_leave_less_room(patients: int) -> None:
    assert exact_upper(patients + 1) < exact_upper(patients)
    assert rule_of_three(patients + 1) <= rule_of_three(patients) <= 1


def test_certain_events_are_never_missed_and_absent_ones_always() -> None:
    assert chance_of_none(5, 1) == 0
    assert chance_of_none(5, 0) == 1


@pytest.mark.parametrize(("patients", "rate", "named"), [(0, 0.1, "N must"), (5, 1.1, "rate must"), (5, -0.1, "rate")])
def test_what_is_no_rate_is_refused_by_name(patients: int, rate: float, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        chance_of_none(patients, rate)
