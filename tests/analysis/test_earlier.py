"""The earlier result of those missing later: every split that the counts leave open is looked at."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from marginalia.analysis.earlier import Count, Earlier


def made(responders: Count, others: Count) -> Earlier:
    """29 responders and 10 others at 3 months; 18 of 29 seen respond at 12, of 48 in all."""
    return Earlier(3, 12, 48, 29, 10, responders, others, 18, 29)


def test_the_shares_span_every_split() -> None:
    found = made((7, 7), (3, 7))
    assert found.missing_share is not None and found.kept_share is not None
    assert (found.missing_share.low, found.missing_share.high) == (7 / 14, 7 / 10)
    assert (found.kept_share.low, found.kept_share.high) == (22 / 29, 22 / 25)
    assert found.uncounted == (5, 9)
    assert found.direction == -1
    assert found.odds_ratio == pytest.approx((7 * 3 / (7 * 22), 7 * 7 / (3 * 22)))


def test_p_is_that_of_fisher_s_test_at_the_splits() -> None:
    found = made((7, 7), (3, 7)).p
    ps = [fisher_exact([[7, o], [22, 10 - o]]).pvalue for o in range(3, 8)]
    assert found == pytest.approx((min(ps), max(ps)))


def test_a_result_carried_forward_counts_the_unknown_either_way() -> None:
    found = made((7, 7), (3, 7)).carried
    assert (found.low, found.high) == (25 / 48, 34 / 48)


@pytest.mark.parametrize(("responders", "others", "direction"), [((9, 9), (1, 1), 1), ((7, 7), (0, 7), 0)])
def test_the_direction_is_named_only_where_every_split_agrees(responders: Count, others: Count, direction: int) -> None:
    assert made(responders, others).direction == direction


def test_nobody_missing_or_nobody_kept_has_no_direction() -> None:
    assert made((0, 0), (0, 0)).direction is None and made((0, 0), (0, 0)).missing_share is None
    assert Earlier(3, 12, 10, 3, 2, (3, 3), (2, 2), 1, 5).direction is None


def test_odds_that_are_infinite_are_not_given() -> None:
    assert made((7, 7), (0, 0)).odds_ratio is None


@pytest.mark.parametrize(
    ("responders", "others"), [((30, 30), (0, 0)), ((3, 2), (0, 0)), ((10, 10), (10, 10)), ((-1, 0), (0, 0))]
)
def test_counts_that_do_not_fit_are_refused(responders: Count, others: Count) -> None:
    with pytest.raises(ValueError, match="missing"):
        made(responders, others)


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3), st.integers(0, 3), st.data())
def test_every_possible_carrying_forward_lies_within(
    missing_r: int, missing_o: int, kept_r: int, kept_o: int, data: st.DataObject
) -> None:
    unknown, seen = data.draw(st.integers(0, 3)), kept_r + kept_o
    seen += data.draw(st.integers(0, 2)) + (not seen)
    last_responders = data.draw(st.integers(0, seen))
    size = seen + missing_r + missing_o + unknown
    one = Earlier(
        3, 12, size, missing_r + kept_r, missing_o + kept_o, (missing_r,) * 2, (missing_o,) * 2, last_responders, seen
    )
    for filled in product((0, 1), repeat=unknown):
        share = (last_responders + missing_r + sum(filled)) / size
        assert one.carried.low - 1e-12 <= share <= one.carried.high + 1e-12
    assert one.uncounted == (unknown, unknown)
