"""A claim's verdict uses the audit's findings, fairly, and says by what chain of evidence it came about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from audited import printing
from made_study import NUMBERS, claim, fraction, number, percent

from marginalia.audit import Finding, Judgement, Severity, Verdict, audit, judge
from marginalia.study.model import Claim, Number, Study
from marginalia.study.reading import read_study

TABLE = "table-2.light.response.12"
TEXT = "results.light.response.12"
#: Table 2 has 5/8 for the light cushion at 12 months; here the text has another count.
OTHER = fraction(TEXT, 4, 8, "50%")
RIGHT = ("recompute", {"cells": [TABLE]})


def saying(one: Claim, says: str, *rests_on: str) -> Claim:
    return replace(one, says=says, rests_on=rests_on)


def judged(one: Claim, *changed: Number, without: Iterable[str] = ()) -> Judgement:
    made = printing(changed, claims=(one,))
    return judge(made, one, audit(made, without=set(without)))


class TestAClaimThatStatesAFigure:
    STATED = saying(claim(RIGHT), f"With the light cushion {{{TABLE}}} responded.", TABLE)

    def test_is_reproduced_while_nothing_speaks_against_it(self) -> None:
        assert judged(self.STATED).verdict is Verdict.REPRODUCED

    def test_is_contradicted_where_another_place_prints_another(self) -> None:
        found = judged(self.STATED, *OTHER)
        assert found.verdict is Verdict.CONTRADICTED
        assert found.reason == (
            "Responders at 12 months (light cushion): 5/8 (63%) in Table 2, but 4/8 (50%) in the results. Which is "
            "meant?"
        )

    def test_says_what_must_be_so_for_it_to_be_contradicted(self) -> None:
        fewer = fraction("results.light.follow-up.12", 7, 12, "58%")
        found = judged(self.STATED, *fewer)
        assert found.verdict is Verdict.CONTRADICTED
        assert found.reason.endswith("Assumes that response is counted among everybody who was seen.")
        assert found.chain[0].needs == ("response-of-seen",)

    def test_is_reproduced_again_without_the_assumption(self) -> None:
        fewer = fraction("results.light.follow-up.12", 7, 12, "58%")
        assert judged(self.STATED, *fewer, without=["response-of-seen"]).verdict is Verdict.REPRODUCED

    def test_answers_for_the_fraction_behind_a_percentage(self) -> None:
        """The abstract gives 63% alone; its package names the fraction in Table 2, whose denominator is in question."""
        alone = percent("abstract.light.response.12", "63%")
        bare = saying(claim(), f"{{{alone.id}}} responded.", alone.id, TABLE)
        fewer = fraction("results.light.follow-up.12", 7, 12, "58%")
        assert judged(bare, alone, *fewer).verdict is Verdict.CONTRADICTED

    @pytest.mark.parametrize(
        "says", ["With the light cushion 63% responded.", "5/8 responded.", "Two thirds responded."]
    )
    def test_may_give_it_in_its_own_words(self, says: str) -> None:
        assert judged(saying(claim(RIGHT), says, TABLE), *OTHER).verdict is Verdict.CONTRADICTED

    def test_answers_for_the_fraction_printed_with_a_percentage(self) -> None:
        share = saying(claim(), f"{{{TABLE}.percent}} responded.", f"{TABLE}.percent")
        fewer = fraction("results.light.follow-up.12", 7, 12, "58%")
        assert judged(share, *fewer).verdict is Verdict.CONTRADICTED

    def test_does_not_answer_for_what_it_is_compared_with(self) -> None:
        """The heavy cushion's figure is contradicted; the claim states the light one's."""
        heavy = "table-2.heavy.response.12"
        checks = ("compare", {"left": TABLE, "op": ">", "right": heavy})
        better = saying(claim(checks), f"With the light cushion more responded, {{{TABLE}}}.", TABLE, heavy)
        found = judged(better, *fraction("results.heavy.response.12", 1, 4, "25%"))
        assert found.verdict is Verdict.REPRODUCED
        assert [one.rule for one in found.findings] == ["same-quantity"]

    def test_does_not_answer_for_another_version_of_its_figure(self) -> None:
        """Table 2's percentage is impossible beside its fraction. The text's is not, but Table 2 says otherwise."""
        wrong = fraction(TABLE, 5, 8, "70%")
        text = saying(claim(), f"In the text {{{TEXT}}} responded.", TEXT, TABLE)
        assert judged(text, *OTHER, *wrong).verdict is Verdict.CONTRADICTED
        assert judged(self.STATED, *OTHER, *wrong).verdict is Verdict.IMPOSSIBLE

    def test_does_not_answer_for_what_only_a_check_has_touched(self) -> None:
        agrees = ("compare", {"left": TABLE, "op": ">", "right": "table-2.heavy.response.12"})
        light = saying(claim(agrees), f"{{{TABLE}}} responded.", TABLE)
        assert judged(light, *fraction("results.heavy.response.12", 1, 4, "25%")).verdict is Verdict.REPRODUCED


class TestAClaimThatGivesNoFigure:
    MOST = saying(claim(("most", {"cells": [TABLE]})), "Most responded with the light cushion.", TABLE)

    def test_cannot_be_checked_where_a_number_it_rests_on_is_in_question(self) -> None:
        """It may hold whichever number is right."""
        found = judged(self.MOST, *OTHER)
        assert found.verdict is Verdict.UNCHECKABLE
        assert found.reason.startswith("A number that it rests on is in question. Responders at 12")

    def test_gives_none_by_naming_a_visit(self) -> None:
        """Twelve is what one half of its fraction is printed as, too."""
        count = number("abstract.light.response.12.n", "12", 12)
        one = saying(claim(), "Most responded at 12 and 24 months.", count.id)
        assert judged(one, count).verdict is Verdict.UNCHECKABLE

    def test_is_told_so_once_however_many_questions_there_are(self) -> None:
        found = judged(self.MOST, *OTHER, *fraction("results.light.follow-up.12", 7, 12, "58%"))
        assert [one.name for one in found.chain if one.asked == "finding"] == ["same-quantity", "denominators"]
        assert found.reason.count("A number that it rests on") == 1

    def test_stands_where_the_number_is_merely_rounded_oddly(self) -> None:
        earlier = "table-2.light.response.3"
        most = saying(claim(("most", {"cells": [earlier]})), "Most responded with the light cushion.", earlier)
        found = judged(most, *fraction(earlier, 8, 11, "72%"))
        assert [one.verdict for one in found.findings] == [Verdict.ROUNDING]
        assert found.verdict is Verdict.REPRODUCED

    def test_keeps_a_graver_verdict_of_the_design(self) -> None:
        found = judged(replace(self.MOST, needs=("control-group",)), *OTHER)
        assert found.verdict is Verdict.BEYOND_DESIGN
        assert "which this single-arm trial does not have. A number that it rests on" in found.reason


class TestDamage:
    STATED = TestAClaimThatStatesAFigure.STATED

    @pytest.mark.parametrize("which", [one.id for one in (*OTHER, *(n for n in NUMBERS if n.cell == TABLE))])
    def test_a_repaired_number_never_contradicts(self, which: str) -> None:
        numbers = (*(one for one in NUMBERS if one.cell == TABLE), *OTHER)
        damaged = tuple(replace(one, ocr="repaired") if one.id == which else one for one in numbers)
        verdict = judged(self.STATED, *damaged).verdict
        assert verdict.gravity <= Verdict.UNCHECKABLE.gravity

    def test_a_repaired_number_is_not_held_against_who_repeats_it(self) -> None:
        """Two intact places contradict each other; the claim gives what the damaged third one prints."""
        third = tuple(replace(one, ocr="repaired") for one in fraction("discussion.light.response.12", 5, 8, "63%"))
        told = saying(claim(), "{discussion.light.response.12} responded.", "discussion.light.response.12")
        found = judged(told, *OTHER, *third)
        assert [one.severity for one in found.findings] == [Severity.MAJOR]
        assert found.verdict.gravity <= Verdict.UNCHECKABLE.gravity

    def test_a_finding_against_a_repaired_number_changes_no_verdict(self) -> None:
        share = replace(next(one for one in NUMBERS if one.id == f"{TABLE}.percent"), ocr="repaired")
        made = printing(share, claims=(self.STATED,))
        accusing = Finding(
            "percent", Severity.MINOR, (share.id,), "Is it?", "", against=(share.id,), verdict=Verdict.IMPOSSIBLE
        )
        assert judge(made, self.STATED, [accusing]).verdict is Verdict.REPRODUCED

    def test_a_question_about_our_reading_changes_no_verdict(self) -> None:
        made = printing(claims=(self.STATED,))
        number = f"{TABLE}.n"
        accusing = Finding(
            "percent", Severity.SCAN, (number,), "Is it?", "", against=(number,), verdict=Verdict.IMPOSSIBLE
        )
        assert judge(made, self.STATED, [accusing]).verdict is Verdict.REPRODUCED
        assert judge(made, self.STATED, [replace(accusing, severity=Severity.MINOR)]).verdict is Verdict.IMPOSSIBLE


class TestTheChain:
    def test_has_every_step_the_gravest_first_and_checks_before_findings(self) -> None:
        one = saying(
            claim(RIGHT, ("reported", {"measure": "grip"}), needs=("control-group",)), f"{{{TABLE}}} responded.", TABLE
        )
        found = judged(one, *OTHER)
        assert [(step.asked, step.name, step.verdict) for step in found.chain] == [
            ("finding", "same-quantity", Verdict.CONTRADICTED),
            ("design", "control-group", Verdict.BEYOND_DESIGN),
            ("check", "reported", Verdict.NOT_SUPPORTED),
            ("check", "recompute", Verdict.REPRODUCED),
        ]
        assert found.verdict is found.chain[0].verdict

    def test_gives_the_reason_without_what_was_reproduced_beside_an_objection(self) -> None:
        one = saying(claim(RIGHT, ("reported", {"measure": "grip"})), f"{{{TABLE}}} responded.", TABLE)
        found = judged(one, *OTHER)
        assert found.reason == " ".join(step.sentence for step in found.chain[:2])
        assert [step.name for step in found.telling] == ["same-quantity", "reported"]

    def test_has_the_numbers_and_what_was_computed(self) -> None:
        step = judged(saying(claim(), f"{{{TABLE}}} responded.", TABLE), *OTHER).chain[0]
        assert {f"{TABLE}.n", f"{TEXT}.n"} <= set(step.numbers)
        assert step.computed == "2 different versions in 2 places"

    def test_does_not_repeat_what_a_check_has_told(self) -> None:
        checks = ("agree", {"numbers": [f"{TABLE}.percent", f"{TEXT}.percent"]})
        one = saying(claim(checks), f"{{{TABLE}}} responded.", TABLE)
        found = judged(one, *OTHER)
        assert [(step.asked, step.verdict) for step in found.chain] == [("check", Verdict.CONTRADICTED)]
        assert [finding.rule for finding in found.findings] == ["same-quantity"]

    def test_adds_a_finding_about_other_places_than_a_check_has_told(self) -> None:
        checks = ("agree", {"numbers": [f"{TABLE}.percent", f"{TEXT}.percent"]})
        one = saying(claim(checks), f"{{{TABLE}}} responded.", TABLE)
        found = judged(one, *OTHER, *fraction("results.light.follow-up.12", 7, 12, "58%"))
        assert [step.name for step in found.chain] == ["agree", "denominators"]

    def test_adds_what_another_place_prints_where_a_check_finds_its_own_place_impossible(self) -> None:
        one = saying(claim(RIGHT), f"{{{TABLE}}} responded.", TABLE)
        found = judged(one, *OTHER, *fraction(TABLE, 5, 8, "70%"))
        assert [step.name for step in found.chain] == ["recompute", "same-quantity"]

    def test_says_so_where_nothing_bears_on_a_claim(self) -> None:
        (step,) = judged(claim()).chain
        assert (step.asked, step.verdict, step.numbers) == ("nothing", Verdict.UNCHECKABLE, ())


class TestThePublishedPaper:
    @pytest.fixture(scope="class")
    @staticmethod
    def study() -> Study:
        return read_study(Path(__file__).parents[2] / "data" / "prodromos-2025")

    @pytest.mark.parametrize(
        ("which", "verdict"),
        [
            # The text's 11/12 follows, but Table 3 has 14/15.
            ("duration-facet-text", Verdict.CONTRADICTED),
            # Twelve is printed twice; that follow-up is counted among eleven speaks against the eleven.
            ("methods-disc-requested", Verdict.REPRODUCED),
            # The six seen are what Table 2 uses; the seven are the denominator of another sentence.
            ("follow-up-failed-surgery", Verdict.REPRODUCED),
            # High and better than the whole, whichever of 6/6 and 6/7 is right.
            ("conclusion-failed-surgery", Verdict.BEYOND_DESIGN),
            ("subgroups-equal-or-better", Verdict.BEYOND_DESIGN),
            # The results call the 31 no patients with a year of follow-up; only the discussion does.
            ("after-surgery-three-of-31", Verdict.REPRODUCED),
            ("after-surgery-more-than-31", Verdict.CONTRADICTED),
        ],
    )
    def test_is_judged_as_a_fair_reader_would(self, study: Study, which: str, verdict: Verdict) -> None:
        assert judge(study, study.claim(which), audit(study)).verdict is verdict

    def test_no_claim_is_told_a_finding_that_names_none_of_its_numbers(self, study: Study) -> None:
        findings = audit(study)
        told = [
            (judged.claim.id, step.name)
            for judged in (judge(study, one, findings) for one in study.claims)
            for step in judged.chain
            if step.asked == "finding" and not set(step.numbers) & set(judged.numbers)
        ]
        assert told == []
