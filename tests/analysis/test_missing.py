"""Everybody enrolled, seen or not: bounds, tipping points and assumptions, on the paper and on small studies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marginalia.analysis.missing import ODDS_RATIOS, assumed, bounded, bounded_groups, by_odds, tipping, wholes
from marginalia.analysis.settings import Settings
from marginalia.statistics.intervals import interval
from marginalia.study.model import Study


def test_the_paper_s_visits_are_whole_where_responders_seen_and_size_are_printed(paper_study: Study) -> None:
    found = [(one.month, one.counts.responders, one.counts.seen, one.counts.size) for one in wholes(paper_study)]
    assert found == [(1, 31, 46, 48), (3, 29, 39, 48), (6, 22, 36, 48), (12, 18, 29, 48)]


def test_bounds_over_everybody_at_a_year(paper_study: Study) -> None:
    last = bounded(paper_study)[-1]
    assert (last.bounds.low, last.bounds.high) == (18 / 48, 37 / 48)
    assert last.either.low == interval(18, 48).low and last.either.high == interval(37, 48).high


def test_the_interval_for_the_truth_lies_between_bounds_and_the_interval_for_the_range(paper_study: Study) -> None:
    for method in ("wilson", "clopper-pearson", "jeffreys", "mid-p"):
        for one in bounded_groups(paper_study, Settings(0.95, method)):
            assert one.either.low <= one.truth.low <= one.bounds.low <= one.bounds.high <= one.truth.high
            assert one.truth.high <= one.either.high


def test_with_nobody_missing_both_intervals_are_the_ordinary_one(paper_study: Study) -> None:
    complete = [one for one in bounded_groups(paper_study) if not one.whole.counts.missing]
    assert complete
    for one in complete:
        expected = interval(one.whole.counts.responders, one.whole.counts.size)
        assert (one.truth.low, one.truth.high) == pytest.approx((expected.low, expected.high))
        assert one.either == expected


def test_what_the_missing_would_have_to_be_at_a_year(paper_study: Study) -> None:
    last = tipping(paper_study)[-1]
    # 24 of 48 is not more than half; 18/29 of 48 is 29.8; with 12 of the 19, 0.604 * 0.440 + 0.396 * 0.632 = 0.516.
    assert (last.majority, last.printed, last.sure) == (7, 12, 12)
    first = tipping(paper_study)[0]
    assert (first.majority, first.sure) == (0, 0)


def test_a_majority_out_of_reach_is_none(paper_study: Study) -> None:
    numbers = tuple(
        replace(one, printed="2", reading=2.0) if one.id == "table-2.all.response.12.n" else one
        for one in paper_study.numbers
    )
    last = tipping(replace(paper_study, numbers=numbers))[-1]
    assert (last.majority, last.sure) == (None, None)
    assert last.printed is not None


def test_assumed_shares_run_from_bound_to_bound(paper_study: Study) -> None:
    for one in bounded(paper_study):
        assert assumed(one.whole, 0).share == one.bounds.low
        assert assumed(one.whole, 1).share == one.bounds.high
        at = assumed(one.whole, 0.3)
        assert at.interval is not None and at.share in at.interval


def test_equal_odds_give_the_printed_share_and_its_interval(paper_study: Study) -> None:
    for whole in wholes(paper_study):
        row = dict(zip(ODDS_RATIOS, by_odds(whole), strict=True))
        expected = interval(whole.counts.responders, whole.counts.seen)
        assert row[1.0].share == pytest.approx(whole.share)
        found = row[1.0].interval
        assert found is not None and (found.low, found.high) == pytest.approx((expected.low, expected.high))
        assert [one.share for one in by_odds(whole)] == sorted(one.share for one in by_odds(whole))


def test_a_study_without_counts_has_nothing_to_bound(paper_study: Study) -> None:
    sizes = tuple(replace(group, size=None) for group in paper_study.groups)
    silent = replace(paper_study, numbers=(), groups=sizes)
    assert not wholes(silent) and not tipping(silent) and not list(bounded_groups(silent))
