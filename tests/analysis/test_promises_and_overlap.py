"""What was announced and not reported, and how many patients must stand in two groups."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_study import GROUPS, NUMBERS, number, size, study

from marginalia.analysis.conditions import hold
from marginalia.analysis.group_overlap import overlap
from marginalia.analysis.promises import measures_reported, visits_reported
from marginalia.analysis.references import holds, true_of, value_of
from marginalia.study.comparison import parse_comparison
from marginalia.study.model import Group


class TestPromises:
    def test_an_announced_visit_without_a_result_is_seen(self) -> None:
        announced = (*NUMBERS, number("methods.all.dose.24.value", "24", 24))
        assert [(visit.month, visit.reported) for visit in visits_reported(study(announced))] == [
            (0, True),
            (3, True),
            (12, True),
            (24, False),
        ]

    def test_each_visit_names_what_is_printed_for_it(self) -> None:
        assert visits_reported(study())[0].measures == ("vas", "vas-responders")

    def test_announced_measures_are_followed_visit_by_visit(self) -> None:
        reports = {report.measure: report for report in measures_reported(study())}
        assert (reports["vas"].reported_at, reports["vas"].missing) == ((3, 12), (24,))
        assert (reports["gi"].reported_at, reports["gi"].missing) == ((3,), (12, 24))
        assert (reports["grip"].reported_at, reports["grip"].missing) == ((), (3, 12, 24))


class TestOverlap:
    def test_sizes_that_fit_leave_nobody_over(self) -> None:
        found = overlap(study())
        assert found is not None
        assert (found.total, found.most_groups, found.at_least_in_two, found.at_least_in_none) == (20, 1, 0, 0)

    def test_29_12_and_10_of_48_put_three_in_two_groups(self) -> None:
        sizes = {"light": 29, "heavy": 12, "third": 10}
        third = replace(GROUPS[2], id="third", size="results.third.group-size.count", disjoint_from=())
        made = study(
            [size(f"results.{group}", count) for group, count in sizes.items()], groups=(*GROUPS, third), enrolled=48
        )
        found = overlap(made)
        assert found is not None
        assert (found.most_groups, found.at_least_in_two) == (2, 3)

    def test_too_few_leave_some_in_none(self) -> None:
        found = overlap(study((*NUMBERS, size("results.heavy", 5))))
        assert found is not None
        assert (found.at_least_in_two, found.at_least_in_none) == (0, 3)

    def test_a_missing_size_leaves_it_open(self) -> None:
        assert overlap(study(groups=(*GROUPS[:2], replace(GROUPS[2], size=None)))) is None

    def test_a_treatment_that_lies_within_another_is_counted_there(self) -> None:
        warm = Group("warm", "Warm cushion", "treatment", "Warm", "results.warm.group-size.count", ("all", "light"))
        made = overlap(study((*NUMBERS, size("results.warm", 5)), groups=(*GROUPS, warm)))
        assert made is not None
        assert made.groups == ("light", "heavy")
        assert made.total == 20

    @given(st.lists(st.sets(st.integers(0, 2)), min_size=1, max_size=30))
    def test_the_bound_is_never_above_the_truth(self, memberships: list[set[int]]) -> None:
        groups = tuple(
            replace(GROUPS[1], id=f"g{at}", size=f"results.g{at}.group-size.count", disjoint_from=()) for at in range(3)
        )
        sizes = [size(f"results.g{at}", sum(at in one for one in memberships)) for at in range(3)]
        found = overlap(study(sizes, groups=groups, enrolled=len(memberships)))
        assert found is not None
        assert found.at_least_in_two <= sum(len(one) > 1 for one in memberships)
        assert found.at_least_in_none <= sum(not one for one in memberships)


class TestReferences:
    @pytest.mark.parametrize(
        ("reference", "value"),
        [
            ("table-2.all.response.12", 700 / 12),
            ("table-2.all.response.12.n", 7),
            ("abstract.all.response.12", 58),
            ("abstract.all.follow-up.threshold", 80),
            ("enrolled", 20),
            ("62.5", 62.5),
            ("80%", 80),
        ],
    )
    def test_amount_to_one_number(self, reference: str, value: float) -> None:
        assert value_of(study(), reference) == pytest.approx(value)

    def test_that_name_nothing_are_an_error(self) -> None:
        with pytest.raises(KeyError, match="nowhere"):
            value_of(study(), "nowhere")

    def test_that_are_illegible_leave_a_comparison_open(self) -> None:
        made = study((number("table-4.all.vas.3.mean", "?", None, ocr="illegible"),))
        assert true_of(made, parse_comparison("table-4.all.vas.3 > 2")) is None

    @pytest.mark.parametrize(
        ("text", "true"),
        [
            ("results.all.follow-up.12 < 80", True),
            ("results.all.follow-up.12 >= 60", True),
            ("results.all.follow-up.12 > 60", False),
            ("results.all.follow-up.12.N = enrolled", True),
            ("results.light.follow-up.3.N != enrolled", True),
        ],
    )
    def test_compare(self, text: str, true: bool) -> None:
        assert true_of(study(), parse_comparison(text)) is true

    def test_a_sentence_holds_only_where_all_its_conditions_do(self) -> None:
        assert hold(study(), [])
        assert hold(study(), ["results.all.follow-up.12 < 80", "enrolled = 20"])
        assert not hold(study(), ["results.all.follow-up.12 < 80", "enrolled > 20"])

    def test_a_sentence_about_an_illegible_number_does_not_hold(self) -> None:
        made = study((number("table-4.all.vas.3.mean", "?", None, ocr="illegible"),))
        assert not hold(made, ["table-4.all.vas.3 > 2"])
        assert not hold(made, ["table-4.all.vas.3 <= 2"])

    @given(st.floats(-100, 100), st.floats(-100, 100))
    def test_opposite_comparisons_never_both_hold(self, left: float, right: float) -> None:
        for one, opposite in ((">", "<="), ("<", ">="), ("=", "!=")):
            assert holds(left, one, right) is not holds(left, opposite, right)
