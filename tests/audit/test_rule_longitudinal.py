"""Continued response is bounded by who responded before, who was seen, and who responds now."""

from __future__ import annotations

from dataclasses import replace

from audited import found, of_rule, only, printing, with_measure
from made_study import fraction

from marginalia.audit import Severity, Verdict, audit

CELL = "table-3.heavy.continued-response.12"


class TestLastingResponders:
    """In the heavy group 4 of 7 respond at 3 months and 2 of 4 at 12."""

    def test_respond_at_the_visit(self) -> None:
        one = only(found(fraction(CELL, 3, 4, "75%")))
        assert (one.rule, one.severity, one.computed) == ("longitudinal", Severity.MAJOR, "3 > 2")
        assert one.sentence == (
            "Lasting responders at 12 months (heavy cushion): 3/4 (75%) in Table 3, but only 2 in the group responded "
            "at that visit (2/4 (50%) in Table 2). Which is right?"
        )
        assert (one.needs, one.verdict) == (("lasting-responds",), Verdict.CONTRADICTED)
        assert one.against == one.numbers

    def test_had_responded_before(self) -> None:
        five_seen = (
            fraction("results.heavy.follow-up.12", 5, 8, "63%"),
            fraction("table-2.heavy.response.12", 2, 5, "40%"),
        )
        one = only(of_rule(found(fraction(CELL, 2, 5, "40%"), *five_seen), "longitudinal"))
        assert (one.rule, one.computed, one.needs) == ("longitudinal", "5 > 4", ("lasting-had-responded",))
        assert "which counts 5 patients, but only 4 had responded at 3 months (4/7 (57%) in Table 2)" in one.sentence

    def test_may_have_responded_at_any_earlier_visit_unless_the_paper_says_at_which(self) -> None:
        third = (fraction("table-2.heavy.response.6", 2, 5, "40%"), fraction("results.heavy.follow-up.6", 5, 8, "63%"))
        study = printing(*third, fraction(CELL, 1, 4, "25%"), visits=(0, 3, 6, 12))
        assert of_rule(audit(study), "longitudinal") == ()
        one = only(of_rule(audit(with_measure(study, "continued-response", since=6)), "longitudinal"))
        assert one.computed == "4 > 2"

    def test_were_seen(self) -> None:
        study = printing(fraction("table-3.light.continued-response.12", 5, 8, "63%"))
        assert of_rule(audit(study), "longitudinal") == ()
        more = printing(fraction("table-3.light.continued-response.12", 4, 8, "50%"))
        one = only(of_rule(audit(more), "longitudinal"))
        assert "which leaves 4 without it, but only 3 were seen at that visit without a response" in one.sentence
        crowd = printing(fraction(CELL, 2, 7, "29%"), fraction("table-2.heavy.response.3", 7, 7, "100%"))
        assert (
            "which counts 7 patients, but only 4 were seen at that visit"
            in only(of_rule(audit(crowd), "longitudinal")).sentence
        )

    def test_may_lose_their_response_and_find_it_again_later(self) -> None:
        """Only at the first visit after do all who are lost go without. Here 4 of 5 are lost, and 3 of 8 go without."""
        six = (
            fraction("table-2.light.response.6", 4, 8, "50%"),
            fraction("results.light.follow-up.6", 8, 12, "67%"),
            fraction("table-3.light.continued-response.12", 1, 5, "20%"),
        )
        study = with_measure(printing(*six, visits=(0, 3, 6, 12)), "continued-response", since=3)
        assert of_rule(audit(study), "longitudinal") == ()
        one = only(of_rule(audit(study, assuming={"lost-no-response"}), "longitudinal"))
        assert (one.computed, one.needs) == ("4 > 3", ("lost-no-response",))

    def test_are_told_of_less_gravely_where_another_print_mends_it(self) -> None:
        findings = found(fraction(CELL, 3, 4, "75%"), fraction("results.heavy.continued-response.12", 2, 4, "50%"))
        assert {(one.rule, one.severity) for one in findings} == {
            ("same-quantity", Severity.MAJOR),
            ("longitudinal", Severity.MODERATE),
        }
        assert only(of_rule(findings, "longitudinal")).against == (f"{CELL}.n",)

    def test_are_told_of_once_however_many_bounds_they_break(self) -> None:
        findings = found(fraction(CELL, 5, 6, "83%"))
        assert only(of_rule(findings, "longitudinal")).computed == "5 > 2"

    def test_that_the_scan_damaged_are_a_question_about_our_reading(self) -> None:
        n, N = fraction(CELL, 3, 4)
        one = only(found(replace(n, ocr="repaired"), N))
        assert (one.severity, one.against, one.verdict) == (Severity.SCAN, (), None)

    def test_are_left_in_peace_without_the_assumption(self) -> None:
        study = printing(fraction(CELL, 3, 4, "75%"))
        assert audit(study, without={"lasting-responds"}) == ()


class TestComingBack:
    STUDY = printing(
        fraction("results.heavy.follow-up.3", 3, 8, "38%"), fraction("table-2.heavy.response.3", 2, 3, "67%")
    )

    def test_is_no_fault(self) -> None:
        assert of_rule(audit(self.STUDY), "longitudinal") == ()

    def test_is_asked_about_where_somebody_assumes_nested_follow_up(self) -> None:
        one = only(of_rule(audit(self.STUDY, assuming={"nested-follow-up"}), "longitudinal"))
        assert (one.severity, one.verdict) == (Severity.MINOR, None)
        assert one.sentence == (
            "Heavy cushion: 4 at 12 months after 3 at 3 months (patients seen; the results). Who came back?"
        )
