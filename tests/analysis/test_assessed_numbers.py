"""Printed numbers with what the paper leaves out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from made_study import NUMBERS, fraction, mean, number, percent, study

from marginalia.analysis.duration import lasting
from marginalia.analysis.fates import fates
from marginalia.analysis.follow_up import flow, not_above
from marginalia.analysis.means import mean_series
from marginalia.analysis.proportions import assess, by_visit
from marginalia.analysis.settings import Settings
from marginalia.statistics.intervals import interval


class TestAProportion:
    def test_has_its_interval_its_check_and_its_share_of_everybody(self) -> None:
        found = assess(study(), "table-2.light.response.12")
        assert (found.n, found.N, found.share) == (5, 8, 0.625)
        assert found.interval == interval(5, 8)
        assert found.printed_percent == "63%"
        assert found.check is not None and found.check.exact == Fraction(125, 2)
        assert (found.of_enrolled, found.group_size, found.of_group) == (8 / 20, 12, 8 / 12)

    def test_follows_the_readers_settings(self) -> None:
        settings = Settings(confidence=0.9, interval_method="jeffreys")
        found = assess(study(), "table-2.all.response.3", settings)
        assert found.interval == interval(12, 18, method="jeffreys", confidence=0.9)

    def test_without_a_fraction_it_has_a_printed_percentage_and_no_interval(self) -> None:
        found = assess(study(), "abstract.all.response.12")
        assert (found.share, found.interval, found.check, found.of_enrolled) == (None, None, None, None)
        assert found.printed_percent == "58%"

    @pytest.mark.parametrize(("n", "N"), [(7, 6), (0, 0)])
    def test_that_is_impossible_is_shown_without_an_interval(self, n: int, N: int) -> None:
        found = assess(study(fraction("table-2.all.response.3", n, N, "99%")), "table-2.all.response.3")
        assert (found.n, found.N, found.interval) == (n, N, None)

    def test_whose_percentage_is_illegible_is_not_checked(self) -> None:
        cell = fraction("table-2.all.response.3", 12, 18, "?", ocr="illegible")
        assert assess(study(cell), "table-2.all.response.3").check is None

    def test_comes_by_visit_from_the_most_trusted_place(self) -> None:
        found = by_visit(study(), "response")
        assert [(one.cell.id, one.n) for one in found] == [
            ("table-2.all.response.3", 12),
            ("table-2.all.response.12", 7),
        ]

    def test_of_an_unknown_cell_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="nowhere"):
            assess(study(), "nowhere")


class TestSettings:
    @pytest.mark.parametrize(("confidence", "method", "named"), [(1, "wilson", "confidence"), (0.9, "wald", "wald")])
    def test_refuse_what_they_do_not_know(self, confidence: float, method: str, named: str) -> None:
        with pytest.raises(ValueError, match=named):
            Settings(confidence, method)


class TestFollowUp:
    def test_covers_every_announced_visit_after_treatment(self) -> None:
        assert [(visit.month, visit.seen, visit.not_seen, visit.printed) for visit in flow(study())] == [
            (3, 18, 2, "90%"),
            (12, 12, 8, "60%"),
            (24, None, None, None),
        ]

    def test_is_a_share_of_the_groups_size_not_of_the_printed_denominator(self) -> None:
        made = study((*NUMBERS, *fraction("results.heavy.follow-up.3", 7, 7, "100%")))
        visit = flow(made, "heavy")[0]
        assert (visit.size, visit.printed_N, visit.share) == (8, 7, 7 / 8)

    @pytest.mark.parametrize(
        ("limit", "months"), [(0.95, [3, 12]), (0.9, [3, 12]), (0.8, [12]), (0.6, [12]), (0.59, [])]
    )
    def test_names_every_visit_that_is_not_above_a_limit_one_exactly_at_it_too(
        self, limit: float, months: list[float]
    ) -> None:
        assert [visit.month for visit in not_above(study(), limit)] == months

    def test_of_more_than_there_are_is_not_counted(self) -> None:
        made = study((*NUMBERS, *fraction("results.heavy.follow-up.3", 9, 8)))
        visit = flow(made, "heavy")[0]
        assert (visit.seen, visit.not_seen, visit.share) == (9, None, None)


class TestFates:
    @pytest.mark.parametrize("group", ["all", "light", "heavy"])
    def test_add_up_to_everybody(self, group: str) -> None:
        complete = [fate for fate in fates(study(), group) if fate.complete]
        assert [fate.month for fate in complete] == [3, 12]
        for fate in complete:
            assert (fate.responders or 0) + (fate.seen_without or 0) + (fate.not_seen or 0) == fate.size

    def test_place_everybody_at_a_visit(self) -> None:
        fate = fates(study())[1]
        assert (fate.responders, fate.seen_without, fate.not_seen) == (7, 5, 8)

    def test_leave_open_what_is_not_printed(self) -> None:
        made = study((*NUMBERS, *fraction("results.all.follow-up.24", 6, 20, "30%")))
        fate = fates(made)[2]
        assert (fate.seen, fate.not_seen, fate.responders, fate.complete) == (6, 14, None, False)
        assert fates(study())[2].seen is None

    def test_do_not_draw_impossible_counts(self) -> None:
        made = study((*NUMBERS, *fraction("table-2.all.response.3", 21, 19, "67%")))
        assert fates(made)[0].responders is None


class TestDuration:
    def test_sets_one_numerator_over_three_denominators(self) -> None:
        (found,) = lasting(study())
        assert (found.month, found.printed.share) == (12, 6 / 9)
        assert (found.of_seen, found.of_starters) == (6 / 12, 6 / 20)
        assert found.starters_interval == interval(6, 20)

    def test_of_starters_is_never_above_of_responders(self) -> None:
        for found in lasting(study()):
            assert found.printed.share is not None and found.of_starters is not None
            assert found.of_starters <= found.printed.share


class TestMeans:
    def test_of_everybody_stand_before_those_of_responders(self) -> None:
        everybody, responders = mean_series(study(), "vas")
        assert (everybody.among, responders.among) == ("", "responders")
        assert (everybody.baseline, responders.baseline) == (6.8, 7.0)

    def test_change_is_improvement_and_counts_in_important_changes(self) -> None:
        everybody, _ = mean_series(study(), "vas")
        assert [point.change for point in everybody.points] == [None, pytest.approx(2.8), pytest.approx(3.2)]
        assert everybody.points[2].important_changes == pytest.approx(1.6)

    def test_without_a_start_there_is_no_change(self) -> None:
        (series,) = mean_series(study(), "gi")
        assert series.baseline is None
        assert [(point.value, point.change, point.important_changes) for point in series.points] == [(47, None, None)]

    def test_rise_where_higher_is_better(self) -> None:
        (series,) = mean_series(study((mean("table-4.all.gi.0", "10"), mean("table-4.all.gi.3", "40"))), "gi")
        assert (series.points[1].change, series.points[1].important_changes) == (30, 1)

    def test_illegible_values_stay_empty(self) -> None:
        made = study((mean("table-4.all.vas.0", "6.8"), number("table-4.all.vas.3.mean", "?", None, ocr="illegible")))
        (series,) = mean_series(made, "vas")
        assert (series.points[1].value, series.points[1].change) == (None, None)

    def test_never_printed_give_no_series(self) -> None:
        assert mean_series(study((percent("abstract.all.response.12", "58%"),)), "vas") == ()
