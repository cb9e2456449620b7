"""Groups of a study: who can be in two, how they compare, and what chance alone does to the best of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_study import GROUPS, NUMBERS, fraction, size, study

from marginalia.analysis.comparisons_made import made
from marginalia.analysis.group_comparisons import between_treatments, findable, spread, with_the_rest
from marginalia.analysis.group_denominators import disputed
from marginalia.analysis.group_extremes import by_visit, extremes
from marginalia.analysis.group_pairs import pairs
from marginalia.statistics.fisher import fisher
from marginalia.study.model import Number, Study

STIFF = replace(GROUPS[2], id="stiff", label="Stiff", size="results.stiff.group-size.count", disjoint_from=())


def stiff(*numbers: Number, count: int = 15) -> Study:
    """The cushions, with one more group that may overlap both."""
    return study((*NUMBERS, size("results.stiff", count), *numbers), groups=(*GROUPS, STIFF))


class TestPairs:
    def test_what_the_paper_says_is_apart_shares_nobody(self) -> None:
        (pair,) = pairs(study())
        assert (pair.relation, pair.fewest, pair.most) == ("disjoint", 0, 0)

    def test_sizes_that_do_not_fit_side_by_side_must_overlap(self) -> None:
        found = {(pair.first, pair.second): pair for pair in pairs(stiff())}
        assert (found["light", "stiff"].fewest, found["light", "stiff"].most) == (12 + 15 - 20, 12)
        assert found["light", "stiff"].relation == "shares"
        assert found["heavy", "stiff"].fewest == 8 + 15 - 20

    def test_the_counts_of_a_visit_narrow_the_bounds(self) -> None:
        # At 12 months light is 5 responders, 3 others seen and 4 not seen; all are 7, 5 and 8; stiff is 7, 0 and 8.
        found = {(pair.first, pair.second): pair for pair in pairs(stiff(*fraction("table-2.stiff.response.12", 7, 7)))}
        pair = found["light", "stiff"]
        assert (pair.fewest, pair.most) == ((5 + 7 - 7) + 0 + (4 + 8 - 8), 5 + 0 + 4)

    def test_a_group_said_to_lie_within_another_is_wholly_shared(self) -> None:
        inner = replace(STIFF, part_of=("all", "light"))
        found = pairs(study((*NUMBERS, size("results.stiff", 5)), groups=(*GROUPS, inner)))
        assert ("within", 5, 5) in [(pair.relation, pair.fewest, pair.most) for pair in found]

    def test_counts_that_cannot_be_true_together_leave_the_sizes(self) -> None:
        # More stiff responders than there are responders at all: bounds from that visit would cross.
        made = stiff(*fraction("table-2.stiff.response.12", 15, 15))
        found = {(pair.first, pair.second): pair for pair in pairs(made)}
        assert found["light", "stiff"].fewest <= found["light", "stiff"].most

    @given(st.integers(4, 9), st.data())
    def test_any_patients_who_give_the_counts_keep_within_the_bounds(self, N: int, data: st.DataObject) -> None:
        marks = st.lists(st.booleans(), min_size=N, max_size=N)
        one, other, responder = (np.array(data.draw(marks)) for _ in range(3))
        seen = np.array(data.draw(marks)) | responder
        if not one.any() or not other.any() or not seen.any():
            return
        numbers = [*fraction("table-2.all.response.12", int((responder & seen).sum()), int(seen.sum()))]
        groups = [GROUPS[0]]
        for id, member in (("light", one), ("stiff", other)):
            numbers.append(size(f"results.{id}", int(member.sum())))
            if (member & seen).any():
                counted = int((member & responder & seen).sum()), int((member & seen).sum())
                numbers += fraction(f"table-2.{id}.response.12", *counted)
            groups.append(replace(STIFF, id=id, size=f"results.{id}.group-size.count"))
        (pair,) = pairs(study(numbers, groups=tuple(groups), enrolled=N))
        assert pair.fewest <= int((one & other).sum()) <= pair.most


class TestComparisons:
    def test_treatments_are_compared_at_every_visit_the_smaller_first(self) -> None:
        found = between_treatments(study())
        assert [(one.first, one.second, one.month) for one in found] == [("heavy", "light", 3), ("heavy", "light", 12)]
        assert (found[0].n1, found[0].N1, found[0].n2, found[0].N2) == (4, 7, 8, 11)
        assert found[0].difference == pytest.approx(4 / 7 - 8 / 11)
        assert found[0].p == pytest.approx(fisher(4, 7, 8, 11).p)

    def test_groups_that_may_share_patients_are_not_compared(self) -> None:
        made = stiff(*fraction("table-2.stiff.response.12", 6, 8))
        assert {one.first for one in between_treatments(made)} == {"heavy"}

    def test_the_rest_is_everybody_less_the_group(self) -> None:
        (light, heavy) = with_the_rest(study(), 12)
        assert (light.n2, light.N2) == (7 - 5, 12 - 8) and (heavy.n2, heavy.N2) == (7 - 2, 12 - 4)
        assert light.difference == pytest.approx(5 / 8 - 2 / 4)

    def test_a_group_that_does_not_fit_into_the_whole_has_no_rest(self) -> None:
        assert "stiff" not in {
            one.first for one in with_the_rest(stiff(*fraction("table-2.stiff.response.12", 8, 9)), 12)
        }

    def test_nobody_left_over_is_no_rest(self) -> None:
        made = stiff(*fraction("table-2.stiff.response.12", 7, 12))
        assert "stiff" not in {one.first for one in with_the_rest(made, 12)}

    def test_a_tiny_comparison_could_find_no_gain(self) -> None:
        found = findable(between_treatments(study())[-1])
        assert found.above is None and 0 <= found.at_most < found.power

    def test_groups_apart_are_tested_together(self) -> None:
        found = spread(study(), 12)
        assert found is not None and set(found.groups) == {"light", "heavy"}
        assert found.p == pytest.approx(fisher(5, 8, 2, 4).p)
        assert spread(study(), 24) is None


class TestExtremes:
    def test_are_the_same_for_the_same_seed_and_others_for_another(self) -> None:
        first, again, other = (extremes(study(), 12, trials=400, seed=seed) for seed in (1, 1, 2))
        assert first is not None and again is not None and other is not None
        assert np.array_equal(first.best, again.best) and not np.array_equal(first.best, other.best)

    def test_two_groups_that_make_up_everybody_have_the_chances_of_the_hypergeometric(self) -> None:
        # Of 12 seen 7 respond; 8 are in one group, 4 in the other. The better one is at least as good as 5/8 and 2/4.
        found = extremes(study(), 12, trials=40_000, seed=5)
        assert found is not None
        ways = {count: _choose(8, count) * _choose(4, 7 - count) for count in range(3, 8)}
        as_good = sum(way for count, way in ways.items() if max(count / 8, (7 - count) / 4) >= 5 / 8)
        expected = as_good / sum(ways.values())
        assert found.as_good.share == pytest.approx(expected, abs=4 * found.as_good.error + 1e-9)
        assert (found.best >= found.worst).all() and found.best.min() >= 7 / 12 - 1e-9 >= found.worst.max() - 1e-9

    def test_the_error_is_that_of_a_share_of_trials(self) -> None:
        found = extremes(study(), 3, trials=900, seed=3)
        assert found is not None
        share = found.noticed.share
        assert found.noticed.error == pytest.approx((share * (1 - share) / 900) ** 0.5)

    def test_need_all_patients_and_two_groups(self) -> None:
        assert extremes(study(), 24, trials=10, seed=1) is None
        assert extremes(study(groups=GROUPS[:2]), 12, trials=10, seed=1) is None
        assert [one.month for one in by_visit(study(), trials=10, seed=1)] == [3, 12]

    def test_groups_apart_that_do_not_fit_into_those_seen_are_not_drawn(self) -> None:
        crowded = study((*NUMBERS, *fraction("table-2.heavy.response.12", 4, 7)))
        assert extremes(crowded, 12, trials=10, seed=1) is None


class TestDenominators:
    def test_a_result_printed_once_is_not_disputed(self) -> None:
        assert disputed(study()) == ()

    def test_every_fraction_the_seen_and_the_whole_group_stand_side_by_side(self) -> None:
        (rows,) = disputed(study((*NUMBERS, *fraction("discussion.heavy.response.12", 2, 5))))
        assert [(row.n, row.N, row.sections) for row in rows] == [
            (2, 4, ("table-2",)),
            (2, 5, ("discussion",)),
            (2, 8, ()),
        ]
        assert [row.seen for row in rows] == [True, False, False]
        assert [row.everybody for row in rows] == [False, False, True]

    def test_a_bare_percent_joins_the_one_fraction_that_it_follows_from(self) -> None:
        from made_study import percent

        numbers = (
            *NUMBERS,
            *fraction("discussion.heavy.response.12", 2, 5),
            percent("abstract.heavy.response.12", "40%"),
        )
        (rows,) = disputed(study(numbers))
        assert rows[1].sections == ("discussion", "abstract")


def test_results_of_groups_are_counted_once_wherever_they_are_printed() -> None:
    twice = study(
        (*NUMBERS, *fraction("results.heavy.response.12", 2, 4), *fraction("table-3.heavy.continued-response.12", 1, 2))
    )
    found = made(twice)
    assert (found.groups, found.visits, found.responses, found.continued, found.total) == (2, 2, 4, 1, 5)


def _choose(n: int, k: int) -> int:
    return sum(sum(picks) == k for picks in product((0, 1), repeat=n))
