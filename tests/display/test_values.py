"""Numbers as a reader writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.display import values


@pytest.mark.parametrize(
    ("share", "digits", "text"),
    [(18 / 29, 0, "62%"), (18 / 29, 1, "62.1%"), (0.145, 0, "15%"), (0.125, 0, "13%"), (1, 0, "100%"), (0, 1, "0.0%")],
)
def test_percents_round_half_up_as_by_hand(share: float, digits: int, text: str) -> None:
    assert values.percent(share, digits) == text


@given(st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_percent_is_never_further_from_its_fraction_than_half_a_point(fraction: tuple[int, int]) -> None:
    part, whole = fraction
    shown = Decimal(values.percent(part / whole).removesuffix("%"))
    assert abs(shown - Decimal(100 * part) / whole) <= Decimal("0.5000001")


@pytest.mark.parametrize(
    ("value", "text"),
    [(3.50, "3.5"), (12.0, "12"), (120, "120"), (-0.4, "−0.4"), (-0.001, "0"), (-0.125, "−0.13"), (2.345, "2.35")],
)
def test_numbers_carry_no_needless_zeros_and_a_true_minus(value: float, text: str) -> None:
    assert values.number(value) == text


def test_changes_carry_their_sign() -> None:
    assert [values.signed(value) for value in (3.5, -2, 0)] == ["+3.5", "−2", "0"]


def test_visits_are_named_in_words() -> None:
    assert [values.month(value) for value in (0, 1, 12, 1.5, None)] == [
        "before treatment", "1 month", "12 months", "1.5 months", "",
    ]  # fmt: skip
    assert values.months([3, 6, 12]) == "3, 6 and 12 months"
    assert values.months([0, 3]) == "before treatment and at 3 months"
    assert values.months([0, 1]) == "before treatment and at 1 month"
    assert values.months([0]) == "before treatment"
    assert values.months([1]) == "1 month"
    assert values.months([]) == "before treatment"


def test_small_counts_are_words() -> None:
    assert values.plural(1, "patient") == "one patient"
    assert values.plural(0, "patient") == "no patients"
    assert values.plural(29, "patient") == "29 patients"


@pytest.mark.parametrize("weeks", [1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 26, 36, 48, 52])
@pytest.mark.parametrize("a_month", [52 / 12, 4.345, 365.25 / 7 / 12])
def test_a_visit_in_weeks_is_called_so_whichever_way_it_was_turned_into_months(weeks: int, a_month: float) -> None:
    months = round(weeks / a_month, 2)
    expected = f"{weeks} week{'' if weeks == 1 else 's'}"
    assert values.month(months) == (expected if months % 1 else f"{months:g} months")


@pytest.mark.parametrize("months", [0.25, 0.5, 1, 1.5, 2.5, 3, 4.5, 7.5, 10.5, 18, 24])
def test_whole_and_half_months_stay_months(months: float) -> None:
    assert values.month(months).endswith(" month" if months == 1 else " months")


def test_visits_in_weeks_and_months_stand_together() -> None:
    assert values.months([0.46, 0.92, 3, 6]) == "2 and 4 weeks and 3 and 6 months"
    assert values.months([0, 1.38]) == "before treatment and at 6 weeks"
    assert (values.short_month(1.38), values.short_month(3), values.short_month(0)) == ("6 wk", "3 mo", "start")


@pytest.mark.parametrize(("noun", "told"), [("open-label study", "an"), ("single-arm trial", "a")])
def test_an_article_follows_the_first_letter(noun: str, told: str) -> None:
    assert values.with_article(noun) == f"{told} {noun}"
