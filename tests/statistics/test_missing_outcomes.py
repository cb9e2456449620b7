"""Shares of everybody where some were not seen: what bounds must hold, and what assumptions must give."""

from __future__ import annotations

from itertools import product
from math import inf
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import norm

from marginalia.statistics.counts import Interval
from marginalia.statistics.missing_outcomes import (
    Group,
    bounds,
    completed,
    completed_interval,
    imbens_manski,
    share_by_odds,
    tipping_point,
)

groups = st.integers(1, 60).flatmap(
    lambda size: st.integers(0, size).flatmap(
        lambda seen: st.builds(Group, st.integers(0, seen), st.just(seen), st.just(size))
    )
)
shares = st.floats(0, 1)


@pytest.mark.parametrize(("responders", "seen", "size"), [(3, 2, 5), (-1, 2, 5), (1, 6, 5), (0, 0, 0)])
def test_counts_that_cannot_be_are_refused(responders: int, seen: int, size: int) -> None:
    with pytest.raises(ValueError, match="must"):
        Group(responders, seen, size)


@pytest.mark.parametrize(("responders", "seen", "size"), [(2, 3, 5), (0, 0, 4), (3, 3, 3), (1, 4, 8)])
def test_bounds_are_the_least_and_the_most_over_every_way_to_fill_the_gaps(
    responders: int, seen: int, size: int
) -> None:
    filled = [(responders + sum(one)) / size for one in product((0, 1), repeat=size - seen)]
    assert bounds(Group(responders, seen, size)) == Interval(min(filled), max(filled))


@given(groups, shares)
def test_every_completion_lies_within_the_bounds(group: Group, share: float) -> None:
    found = bounds(group)
    assert found.low - 1e-12 <= completed(group, share) <= found.high + 1e-12


@given(groups, st.floats(0, 1))
def test_the_tipping_point_is_the_first_number_that_does(group: Group, share: float) -> None:
    needed = tipping_point(group, share)
    enough = [k for k in range(group.missing + 1) if (group.responders + k) - share * group.size > 1e-9]
    assert needed == (min(enough) if enough else None)


def test_exactly_half_is_not_more_than_half_but_is_at_least_half() -> None:
    group = Group(responders=18, seen=29, size=48)
    assert tipping_point(group, 0.5) == 7
    assert tipping_point(group, 0.5, strictly=False) == 6


@given(groups.filter(lambda group: group.seen > 0))
def test_the_missing_must_do_as_well_as_the_seen_for_the_share_of_the_seen(group: Group) -> None:
    share = group.responders / group.seen
    needed = tipping_point(group, share, strictly=False)
    assert needed is not None
    assert needed >= share * group.missing - 1e-6 and needed < share * group.missing + 1


@given(groups, shares, st.tuples(shares, shares).map(sorted))
def test_an_assumed_share_moves_the_interval_and_keeps_its_part_of_the_seen(
    group: Group, share: float, ends: list[float]
) -> None:
    found = completed_interval(group, share, Interval(*ends))
    assert found.width == pytest.approx(group.weight * (ends[1] - ends[0]), abs=1e-12)
    if group.missing == 0:
        assert found == Interval(*ends)
    if group.seen == 0:
        assert found.low == found.high == pytest.approx(share)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_an_assumed_share_outside_0_to_1_is_refused(share: float) -> None:
    group = Group(1, 2, 3)
    for call in (lambda: completed(group, share), lambda: completed_interval(group, share, Interval(0, 1))):
        with pytest.raises(ValueError, match="missing_share"):
            call()
    with pytest.raises(ValueError, match="share"):
        share_by_odds(share, 1)


@given(st.floats(0.01, 0.99), st.floats(0.01, 100))
def test_odds_ratios_multiply_odds(share: float, ratio: float) -> None:
    found = share_by_odds(share, ratio)
    assert found / (1 - found) == pytest.approx(ratio * share / (1 - share), rel=1e-9)
    assert share_by_odds(found, 1 / ratio) == pytest.approx(share, rel=1e-6)


def test_the_ends_of_the_odds_ratio_are_nobody_and_everybody() -> None:
    assert share_by_odds(0.6, 0) == 0 and share_by_odds(0.6, inf) == 1 and share_by_odds(0.6, 1) == pytest.approx(0.6)
    assert share_by_odds(0, 5) == 0 and share_by_odds(1, 0.2) == 1
    with pytest.raises(ValueError, match="odds_ratio"):
        share_by_odds(0.5, -1)


@given(groups, st.floats(0.6, 0.99))
def test_imbens_and_manski_lie_between_one_and_two_sided(group: Group, confidence: float) -> None:
    z = imbens_manski(group, confidence)
    normal = NormalDist()
    assert normal.inv_cdf(confidence) - 1e-9 <= z <= normal.inv_cdf((1 + confidence) / 2) + 1e-9


def test_imbens_and_manski_meet_their_ends() -> None:
    assert imbens_manski(Group(18, 48, 48)) == pytest.approx(norm.ppf(0.975))
    assert imbens_manski(Group(180, 290, 480)) == pytest.approx(norm.ppf(0.95), abs=1e-9)
    with pytest.raises(ValueError, match="confidence"):
        imbens_manski(Group(1, 2, 3), 1.0)


@pytest.mark.parametrize(("responders", "seen", "size"), [(9, 13, 14), (31, 46, 48), (5, 7, 12), (1, 19, 20)])
def test_imbens_and_manski_solve_the_published_equation(responders: int, seen: int, size: int) -> None:
    # Solved by another routine in the parameterisation of the R function compute_IM_quantile (standard errors, not
    # standard deviations) of the package MarginalFElogit.
    low, high = responders / size, (responders + size - seen) / size
    error = max((low * (1 - low) / size) ** 0.5, (high * (1 - high) / size) ** 0.5)

    def missed(q: float) -> float:
        return float(norm.cdf(q + (high - low) / error) - norm.cdf(-q) - 0.95)

    expected = brentq(missed, norm.ppf(0.95) - 1e-9, norm.ppf(0.975) + 1e-9)
    assert imbens_manski(Group(responders, seen, size)) == pytest.approx(expected, abs=1e-8)
