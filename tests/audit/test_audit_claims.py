"""Claims get the verdict that their checks earn, with a reason that names the numbers."""

from __future__ import annotations

import pytest
from made_study import NUMBERS, claim, fraction, mean, number, percent, study

from marginalia.audit import Judgement, Verdict, audit, judge, judge_all, scoreboard
from marginalia.audit.verdicts import gravest
from marginalia.errors import PackageError
from marginalia.study.model import Claim, Number

EVERY = {
    "measure": "follow-up",
    "statistic": "percent",
    "group": "all",
    "op": ">",
    "limit": "abstract.all.follow-up.threshold",
}

BEST = {"measure": "response", "group": "light", "month": 12}


def judged(one: Claim, *changed: Number) -> Judgement:
    made = study((*NUMBERS, *changed), claims=(one,))
    return judge(made, one, audit(made))


class TestRecompute:
    def test_what_comes_out_is_reproduced(self) -> None:
        found = judged(claim(("recompute", {"cells": ["table-2.all.response.3", "results.light.follow-up.3"]})))
        assert found.verdict is Verdict.REPRODUCED
        assert found.reason == "In Table 2: 12/18 = 66.7%, printed 67%. In the results: 11/12 = 91.7%, printed 92%."

    def test_what_cannot_come_out_is_impossible(self) -> None:
        found = judged(
            claim(("recompute", {"cells": ["table-2.all.response.3", "table-3.light.continued-response.12"]})),
            *fraction("table-3.light.continued-response.12", 4, 5, "82%"),
        )
        assert found.verdict is Verdict.IMPOSSIBLE
        assert "4 of 5 is 80%" in found.reason and "12/18" not in found.reason
        assert [one.rule for one in found.findings] == ["percent"]

    @pytest.mark.parametrize(("printed", "way"), [("62%", "half even or truncation"), ("66%", "truncation")])
    def test_what_comes_out_only_oddly_is_rounding(self, printed: str, way: str) -> None:
        n, N = (5, 8) if printed == "62%" else (8, 12)
        cell = fraction("results.light.response.24", n, N, printed)
        found = judged(claim(("recompute", {"cells": ["results.light.response.24"]})), *cell)
        assert found.verdict is Verdict.ROUNDING
        assert way in found.reason

    def test_a_damaged_percentage_blames_nobody(self) -> None:
        cell = fraction("results.light.response.24", 5, 8, "12%", ocr="repaired")
        found = judged(claim(("recompute", {"cells": ["results.light.response.24"]})), *cell)
        assert found.verdict is Verdict.UNCHECKABLE
        assert "our reading" in found.reason

    def test_a_repaired_percentage_that_comes_out_says_what_it_rests_on(self) -> None:
        cell = fraction("results.light.response.24", 5, 8, "63%", ocr="repaired")
        found = judged(claim(("recompute", {"cells": ["results.light.response.24"]})), *cell)
        assert found.verdict is Verdict.REPRODUCED
        assert "rests on our reading of a damaged place in the results" in found.reason

    def test_an_illegible_number_cannot_be_checked(self) -> None:
        cell = fraction("results.light.response.24", 5, 8, "?", ocr="illegible")
        assert judged(claim(("recompute", {"cells": ["results.light.response.24"]})), *cell).verdict is (
            Verdict.UNCHECKABLE
        )


class TestAgree:
    PRINTS = ("table-2.all.response.12.percent", "abstract.all.response.12.percent")

    def test_equal_readings_are_reproduced(self) -> None:
        found = judged(claim(("agree", {"numbers": list(self.PRINTS)})))
        assert found.verdict is Verdict.REPRODUCED
        assert found.reason == "Responders at 12 months (all patients): 58% in Table 2 and the abstract alike."

    def test_different_readings_contradict(self) -> None:
        found = judged(claim(("agree", {"numbers": list(self.PRINTS)})), percent("abstract.all.response.12", "85%"))
        assert found.verdict is Verdict.CONTRADICTED
        assert "58% in Table 2, but 85% in the abstract" in found.reason

    def test_fewer_digits_are_rounding(self) -> None:
        found = judged(claim(("agree", {"numbers": list(self.PRINTS)})), percent("abstract.all.response.12", "58.3%"))
        assert found.verdict is Verdict.ROUNDING

    def test_a_damaged_print_cannot_contradict(self) -> None:
        damaged = percent("abstract.all.response.12", "85%", ocr="repaired")
        assert judged(claim(("agree", {"numbers": list(self.PRINTS)})), damaged).verdict is Verdict.UNCHECKABLE

    def test_two_intact_prints_settle_it_without_the_damaged_one(self) -> None:
        damaged = percent("discussion.all.response.12", "58%", ocr="repaired")
        prints = [*self.PRINTS, "discussion.all.response.12.percent"]
        found = judged(claim(("agree", {"numbers": prints})), damaged)
        assert found.verdict is Verdict.REPRODUCED
        assert "rests on" not in found.reason

    def test_one_legible_print_cannot_be_checked(self) -> None:
        lost = number("abstract.all.response.12.percent", "?", None, ocr="illegible")
        assert judged(claim(("agree", {"numbers": list(self.PRINTS)})), lost).verdict is Verdict.UNCHECKABLE

    def test_across_quantities_each_is_named(self) -> None:
        numbers = ["results.heavy.group-size.count", "results.heavy.follow-up.3.N", "results.heavy.follow-up.12.N"]
        changed = [
            *fraction("results.heavy.follow-up.3", 7, 7, "100%"),
            *fraction("results.heavy.follow-up.12", 4, 7, "57%"),
        ]
        assert judged(claim(("agree", {"numbers": numbers})), *changed).reason == (
            "Heavy cushion: 8 for patients in the group (the results), but 7 for the denominator of patients seen at 3 "
            "and 12 months (the results)."
        )


class TestEvery:
    def test_counts_and_names_the_time_points_that_fail(self) -> None:
        changed = [
            *fraction("results.all.follow-up.3", 15, 20, "75%"),
            *fraction("results.all.follow-up.24", 6, 20, "30%"),
            *fraction("results.all.follow-up.1", 19, 20, "95%"),
        ]
        found = judged(claim(("every", EVERY)), *changed)
        assert found.verdict is Verdict.CONTRADICTED
        assert found.reason == (
            "Patients seen (all patients): the abstract promises more than 80% at every time point; 15/20 (75%) at 3 "
            "months, 12/20 (60%) at 12 and 6/20 (30%) at 24 fall short."
        )

    def test_holds_where_all_hold(self) -> None:
        limit = number("abstract.all.follow-up.threshold", ">50%", 50)
        found = judged(claim(("every", EVERY)), limit)
        assert found.verdict is Verdict.REPRODUCED
        assert "; both printed keep to it: 18/20 (90%) at 3 months and 12/20 (60%) at 12." in found.reason
        assert "Nothing is printed for 24 months" in found.reason

    def test_nobody_is_accused_over_a_rounding(self) -> None:
        limit = number("abstract.all.follow-up.threshold", "at least 67%", 67)
        check = EVERY | {"group": "light", "op": ">="}
        assert judged(claim(("every", check)), limit).verdict is Verdict.REPRODUCED

    def test_a_visit_printed_twice_counts_once(self) -> None:
        again = percent("discussion.all.follow-up.12", "60%")
        assert "time point; 12/20 (60%) at 12 months falls short" in judged(claim(("every", EVERY)), again).reason

    def test_groups_are_named_where_there_are_several(self) -> None:
        check = {name: value for name, value in EVERY.items() if name != "group"}
        assert "4/8 (50%) at 12 months (heavy cushion)" in judged(claim(("every", check))).reason

    def test_a_share_printed_alone_may_have_been_rounded(self) -> None:
        check = EVERY | {"measure": "response", "section": "abstract", "limit": "abstract.all.response.threshold"}
        limit = number("abstract.all.response.threshold", "over 58%", 58)
        assert judged(claim(("every", check)), limit).verdict is Verdict.REPRODUCED
        higher = number("abstract.all.response.threshold", "over 59%", 59)
        assert judged(claim(("every", check)), higher).verdict is Verdict.CONTRADICTED

    def test_only_damaged_failures_blame_nobody(self) -> None:
        low = percent("table-4.all.follow-up.12", "6%", ocr="repaired")
        found = judged(claim(("every", EVERY | {"section": "table-4"})), low)
        assert found.verdict is Verdict.UNCHECKABLE

    def test_without_numbers_it_cannot_be_checked(self) -> None:
        assert judged(claim(("every", EVERY | {"measure": "grip"}))).verdict is Verdict.UNCHECKABLE


class TestCompare:
    LEFT, RIGHT = "table-2.light.response.12", "table-2.heavy.response.12"

    def test_shares_are_compared_by_their_fractions(self) -> None:
        found = judged(claim(("compare", {"left": self.LEFT, "op": ">", "right": self.RIGHT})))
        assert found.verdict is Verdict.REPRODUCED
        assert found.reason == (
            "Responders at 12 months (light cushion), 5/8 or 62.5% in Table 2: more than responders at 12 months "
            "(heavy cushion), 2/4 or 50% in Table 2."
        )

    def test_the_opposite_is_contradicted(self) -> None:
        found = judged(claim(("compare", {"left": self.LEFT, "op": "<=", "right": self.RIGHT})))
        assert found.verdict is Verdict.CONTRADICTED
        assert "5/8 or 62.5% in Table 2: more than" in found.reason

    def test_what_rounding_may_have_hidden_cannot_be_checked(self) -> None:
        twice = percent("abstract.light.response.12", "58%")
        check = {"left": "abstract.all.response.12.percent", "op": ">", "right": twice.id}
        assert judged(claim(("compare", check)), twice).verdict is Verdict.UNCHECKABLE

    @pytest.mark.parametrize(
        ("left", "right", "verdict"),
        [
            ("table-2.all.response.12", "58", Verdict.CONTRADICTED),
            ("abstract.all.response.12.percent", "58.4", Verdict.REPRODUCED),
        ],
    )
    def test_equality_allows_for_the_printed_digits_only(self, left: str, right: str, verdict: Verdict) -> None:
        assert judged(claim(("compare", {"left": left, "op": "=", "right": right}))).verdict is verdict

    def test_everybody_can_stand_on_a_side(self) -> None:
        check = {"left": "results.light.follow-up.3.N", "op": "<", "right": "enrolled"}
        found = judged(claim(("compare", check)))
        assert found.verdict is Verdict.REPRODUCED
        assert "the 20 enrolled" in found.reason


class TestExtreme:
    """At 12 months the light cushion has 5/8, the heavy one 2/4."""

    def test_the_highest_share_of_all(self) -> None:
        found = judged(claim(("extreme", BEST)))
        assert found.verdict is Verdict.REPRODUCED
        assert found.reason == (
            "Responders at 12 months: light cushion, 5/8 (63%) in Table 2, ranks 1 of 2 from the highest."
        )

    def test_what_is_not_the_highest_is_contradicted_with_those_ahead(self) -> None:
        found = judged(claim(("extreme", BEST | {"group": "heavy"})))
        assert found.verdict is Verdict.CONTRADICTED
        assert found.reason.endswith("ranks 2 of 2 from the highest, after light cushion with 5/8 (63%).")

    @pytest.mark.parametrize("more", [{"top": 2}, {"end": "lowest"}])
    def test_may_be_one_of_the_highest_or_the_lowest(self, more: dict[str, object]) -> None:
        assert judged(claim(("extreme", BEST | {"group": "heavy"} | more))).verdict is Verdict.REPRODUCED

    def test_equal_shares_and_what_rounding_hides_share_a_rank(self) -> None:
        even = fraction("table-2.heavy.response.12", 10, 16, "63%")
        assert judged(claim(("extreme", BEST | {"group": "heavy"})), *even).verdict is Verdict.REPRODUCED
        check = BEST | {"group": "heavy", "month": 24}
        alone = percent("abstract.light.response.24", "63%"), percent("abstract.heavy.response.24", "62%")
        assert judged(claim(("extreme", check)), *alone).verdict is Verdict.REPRODUCED

    def test_a_damaged_share_puts_nobody_behind(self) -> None:
        better = (
            percent("abstract.light.response.24", "90%", ocr="repaired"),
            percent("abstract.heavy.response.24", "9%"),
        )
        found = judged(claim(("extreme", BEST | {"group": "heavy", "month": 24})), *better)
        assert found.verdict is Verdict.UNCHECKABLE

    def test_a_share_that_is_not_printed_cannot_be_ranked(self) -> None:
        assert judged(claim(("extreme", BEST | {"month": 24}))).verdict is Verdict.UNCHECKABLE

    def test_groups_without_a_share_are_named(self) -> None:
        found = judged(claim(("extreme", BEST | {"month": 24})), percent("abstract.light.response.24", "63%"))
        assert found.reason.endswith("ranks 1 of 1 from the highest; no share can be read for heavy cushion.")

    @pytest.mark.parametrize("wrong", [{"group": "medium"}, {"top": 0}, {"end": "middle"}, {"measure": "luck"}])
    def test_what_does_not_fit_is_refused_with_its_place(self, wrong: dict[str, object]) -> None:
        with pytest.raises(PackageError, match=rf"claims\[a-claim\].checks\[0\].{next(iter(wrong))}"):
            judged(claim(("extreme", BEST | wrong)))


class TestMost:
    def test_more_than_half_each(self) -> None:
        found = judged(claim(("most", {"cells": ["table-2.all.response.3", "table-2.all.response.12"]})))
        assert found.verdict is Verdict.REPRODUCED
        assert found.reason == (
            "12/18 (67%) responders at 3 months (all patients) in Table 2 and 7/12 (58%) responders at 12 months (all "
            "patients) in Table 2: more than half each."
        )

    def test_half_is_not_most(self) -> None:
        found = judged(claim(("most", {"cells": ["table-2.all.response.12", "table-2.heavy.response.12"]})))
        assert found.verdict is Verdict.CONTRADICTED
        assert found.reason == "2/4 (50%) responders at 12 months (heavy cushion) in Table 2: not more than half."

    @pytest.mark.parametrize(("printed", "verdict"), [("50%", Verdict.REPRODUCED), ("49%", Verdict.CONTRADICTED)])
    def test_a_share_printed_alone_may_have_been_rounded(self, printed: str, verdict: Verdict) -> None:
        alone = percent("abstract.heavy.response.24", printed)
        assert judged(claim(("most", {"cells": ["abstract.heavy.response.24"]})), alone).verdict is verdict

    def test_what_is_no_share_or_cannot_be_read_cannot_be_checked(self) -> None:
        lost = number("abstract.heavy.response.24.percent", "?", None, ocr="illegible")
        for cell in ("table-4.all.vas.3", "abstract.heavy.response.24"):
            assert judged(claim(("most", {"cells": [cell]})), lost).verdict is Verdict.UNCHECKABLE

    def test_a_damaged_share_blames_nobody(self) -> None:
        low = percent("abstract.heavy.response.24", "5%", ocr="repaired")
        assert judged(claim(("most", {"cells": ["abstract.heavy.response.24"]})), low).verdict is Verdict.UNCHECKABLE


class TestSumAndWithin:
    def test_parts_that_make_the_whole(self) -> None:
        check = {
            "parts": ["results.light.group-size.count", "results.heavy.group-size.count"],
            "whole": "abstract.all.group-size.count",
        }
        found = judged(claim(("sum", check)))
        assert found.verdict is Verdict.REPRODUCED
        assert found.reason == "12 + 8 = 20 (the results), the same as in the abstract."

    @pytest.mark.parametrize(("printed", "verdict"), [("34%", Verdict.ROUNDING), ("40%", Verdict.CONTRADICTED)])
    def test_percentages_may_miss_by_their_rounding(self, printed: str, verdict: Verdict) -> None:
        parts = [percent("discussion.light.response.12", "67%"), percent("discussion.heavy.response.12", printed)]
        whole = percent("discussion.all.response.12", "100%")
        check = {"parts": [part.id for part in parts], "whole": whole.id}
        assert judged(claim(("sum", check)), *parts, whole).verdict is verdict

    def test_a_part_no_larger_than_its_whole(self) -> None:
        check = {"part": "table-2.light.response.3", "whole": "table-2.all.response.3"}
        assert judged(claim(("within", check))).verdict is Verdict.REPRODUCED

    def test_a_part_larger_than_its_whole_is_impossible(self) -> None:
        check = {"part": "table-2.all.response.3", "whole": "table-2.light.response.3"}
        found = judged(claim(("within", check)))
        assert found.verdict is Verdict.IMPOSSIBLE
        assert "12 counted in the part, but only 8 in the whole" in found.reason


class TestStatements:
    def test_a_reported_measure_says_where(self) -> None:
        found = judged(claim(("reported", {"measure": "vas", "month": 12})))
        assert found.verdict is Verdict.REPRODUCED
        assert found.reason == "Mean pain at 12 months: printed in Table 4."

    @pytest.mark.parametrize("check", [{"measure": "grip"}, {"measure": "vas", "month": 24}])
    def test_an_unreported_one_is_not_supported(self, check: dict[str, object]) -> None:
        assert judged(claim(("reported", check))).verdict is Verdict.NOT_SUPPORTED

    def test_a_threshold_is_no_report(self) -> None:
        limit = number("abstract.all.grip.threshold", ">20", 20)
        assert judged(claim(("reported", {"measure": "grip"})), limit).verdict is Verdict.NOT_SUPPORTED

    @pytest.mark.parametrize(("rule", "verdict"), [("unsupported", "not-supported"), ("source", "uncheckable")])
    def test_the_packages_own_reason_is_kept(self, rule: str, verdict: str) -> None:
        found = judged(claim((rule, {"because": "No data are shown."})))
        assert (found.verdict.value, found.reason) == (verdict, "No data are shown.")


class TestDesign:
    def test_a_missing_feature_goes_beyond_the_design(self) -> None:
        found = judged(claim(needs=("prospective", "control-group", "blinding")))
        assert found.verdict is Verdict.BEYOND_DESIGN
        assert found.reason == (
            "To show it would take a control group and blinding, which this single-arm trial does not have."
        )

    def test_features_that_are_there_prove_nothing_by_themselves(self) -> None:
        assert judged(claim(needs=("prospective",))).verdict is Verdict.UNCHECKABLE


class TestJudging:
    def test_a_claim_that_asks_nothing_cannot_be_checked(self) -> None:
        found = judged(claim())
        assert (found.verdict, found.reason) == (Verdict.UNCHECKABLE, "Nothing that the paper prints bears on it.")

    def test_the_gravest_verdict_wins_and_opens_the_reason(self) -> None:
        found = judged(
            claim(
                ("recompute", {"cells": ["table-2.all.response.3"]}),
                ("reported", {"measure": "grip"}),
                ("every", EVERY),
                needs=("control-group",),
            )
        )
        assert found.verdict is Verdict.CONTRADICTED
        order = [found.reason.index(words) for words in ("falls short", "To show it would take", "prints no number")]
        assert order == sorted(order)
        assert "66.7%" not in found.reason

    def test_gravity_is_as_agreed(self) -> None:
        agreed = [
            "impossible",
            "contradicted",
            "beyond-design",
            "not-supported",
            "rounding",
            "uncheckable",
            "reproduced",
        ]
        assert sorted(Verdict, key=lambda verdict: -verdict.gravity) == agreed
        assert gravest([Verdict.REPRODUCED, Verdict.ROUNDING, Verdict.UNCHECKABLE]) is Verdict.ROUNDING

    def test_every_verdict_has_its_own_words(self) -> None:
        assert len({verdict.label for verdict in Verdict}) == len({verdict.explanation for verdict in Verdict}) == 7

    def test_findings_that_touch_the_numbers_come_with_the_claim(self) -> None:
        found = judged(
            claim(("recompute", {"cells": ["table-2.light.response.12"]})),
            *fraction("results.light.response.12", 4, 8, "50%"),
            mean("results.all.vas.12", "3.9"),
        )
        assert [one.rule for one in found.findings] == ["same-quantity"]

    def test_the_scoreboard_counts_every_claim_once(self) -> None:
        claims = (claim(id="a"), claim(("recompute", {"cells": ["table-2.all.response.3"]}), id="b"))
        counts = scoreboard(judge_all(study(claims=claims)))
        assert counts[Verdict.UNCHECKABLE] == counts[Verdict.REPRODUCED] == 1
        assert list(counts) == list(Verdict) and sum(counts.values()) == 2


@pytest.mark.parametrize(
    ("rule", "arguments", "where"),
    [
        ("divine", {}, "rule"),
        ("recompute", {"cells": ["nowhere"]}, "cells"),
        ("recompute", {"cells": "table-2.all.response.3"}, "cells"),
        ("recompute", {}, "cells"),
        ("agree", {"numbers": ["nowhere.n"]}, "numbers"),
        ("every", EVERY | {"op": "~"}, "op"),
        ("every", EVERY | {"limit": "nowhere"}, "limit"),
        ("compare", {"left": "nowhere", "op": ">", "right": "3"}, "left"),
        ("within", {"part": "nowhere", "whole": "table-2.all.response.3"}, "part"),
        ("reported", {"measure": "vas", "month": "soon"}, "month"),
        ("source", {"because": " "}, "because"),
    ],
)
def test_a_check_that_does_not_fit_is_a_located_error(rule: str, arguments: dict[str, object], where: str) -> None:
    with pytest.raises(PackageError) as caught:
        judged(claim((rule, arguments)))
    (problem,) = caught.value.problems
    assert (problem.file, problem.where) == ("claims.yml", f"claims[a-claim].checks[0].{where}")
