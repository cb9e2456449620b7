"""Each rule finds its planted error, says so in plain words, and leaves the rest in peace."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from audited import found, of_rule, only, printing, with_measure
from made_study import GROUPS, claim, fraction, mean, number, percent, size

from marginalia.audit import Finding, Severity, Verdict, audit
from marginalia.study.model import Group, Study


def test_a_consistent_study_is_left_in_peace() -> None:
    assert found() == ()


class TestPercent:
    def test_that_no_rounding_gives_is_found_with_its_place_and_sum(self) -> None:
        one = only(found(fraction("table-3.light.continued-response.12", 4, 5, "82%")))
        assert (one.rule, one.severity) == ("percent", Severity.MODERATE)
        assert one.numbers == tuple(f"table-3.light.continued-response.12.{half}" for half in ("n", "N", "percent"))
        assert one.sentence == (
            "Lasting responders at 12 months (light cushion): Table 3 gives 4/5 as 82%. 4 of 5 is 80%, and no way of "
            "rounding makes that 82%."
        )
        assert (one.against, one.verdict) == (one.numbers, Verdict.IMPOSSIBLE)

    def test_cut_off_instead_of_rounded_is_a_slip(self) -> None:
        one = only(found(fraction("results.light.follow-up.12", 8, 12, "66%")))
        assert (one.rule, one.severity) == ("percent", Severity.MINOR)
        assert one.sentence.endswith("8 of 12 is 66.7%, and that is 66% only by truncation.")
        assert one.verdict is Verdict.ROUNDING

    def test_half_even_is_a_way_of_rounding_for_a_paper_that_keeps_to_it(self) -> None:
        def half_even(mixed: str) -> Study:
            return printing(
                fraction("results.light.response.12", 5, 8, "62%"),
                fraction("table-2.light.response.12", 5, 8, mixed),
                fraction("results.heavy.follow-up.3", 7, 8, "88%"),
            )

        assert of_rule(audit(half_even("62%")), "percent") == ()
        one = only(of_rule(audit(half_even("63%")), "percent"))
        assert (one.severity, "only by half even or truncation" in one.sentence) == (Severity.MINOR, True)

    def test_that_the_scan_damaged_is_a_question_about_our_reading(self) -> None:
        one = only(found(fraction("table-3.light.continued-response.12", 4, 5, "8%", ocr="repaired")))
        assert one.severity is Severity.SCAN
        assert "scan" in one.assumption
        assert (one.against, one.verdict) == ((), None)


class TestOneQuantityInTwoPlaces:
    def test_with_two_fractions_is_found_once_as_a_whole(self) -> None:
        one = only(found(fraction("results.light.response.12", 4, 8, "50%")))
        assert (one.rule, one.severity) == ("same-quantity", Severity.MAJOR)
        assert one.sentence == (
            "Responders at 12 months (light cushion): 5/8 (63%) in Table 2, but 4/8 (50%) in the results. Which is "
            "meant?"
        )
        assert one.verdict is Verdict.CONTRADICTED

    def test_speaks_against_the_halves_that_differ_and_not_those_that_agree(self) -> None:
        one = only(of_rule(found(fraction("results.light.response.12", 5, 9)), "same-quantity"))
        assert one.against == ("table-2.light.response.12.N", "results.light.response.12.N")

    def test_follow_up_counts_as_a_quantity(self) -> None:
        again = number("abstract.light.follow-up.12.n", "nine", 9)
        one = only(of_rule(found(again), "same-quantity"))
        assert one.sentence.startswith(
            "Patients seen at 12 months (light cushion): 8/12 (67%) in the results, but nine in"
        )

    def test_a_bare_percentage_stands_with_the_fraction_that_it_fits(self) -> None:
        one = only(found(fraction("results.all.response.12", 8, 12, "67%")))
        assert "7/12 (58%) in Table 2 and the abstract, but 8/12 (67%) in the results" in one.sentence

    def test_near_shares_change_less(self) -> None:
        printed = fraction("results.light.response.24", 5, 8, "63%")
        one = only(found(printed, fraction("discussion.light.response.24", 6, 9, "67%")))
        assert one.severity is Severity.MODERATE

    def test_neighbouring_digits_are_a_slip(self) -> None:
        one = only(found(mean("results.all.vas.12", "3.7")))
        assert (one.severity, one.verdict) == (Severity.MINOR, Verdict.ROUNDING)

    def test_digits_are_not_a_difference(self) -> None:
        assert found(percent("discussion.light.response.12", "62.5%")) == ()
        assert found(mean("results.all.vas.3", "4.2")) == ()

    def test_a_round_figure_is_not_a_difference(self) -> None:
        def told(printed: str, reading: float) -> tuple[Finding, ...]:
            return found(number("discussion.light.response.12.percent", printed, reading))

        assert told("about 60%", 60) == told("~ 60%", 60) == ()
        assert only(told("60%", 60)).rule == only(told("about 61%", 61)).rule == "same-quantity"
        assert only(told("about 70%", 70)).rule == "same-quantity"

    def test_different_means_are_a_difference(self) -> None:
        one = only(found(mean("results.all.vas.12", "3.9")))
        assert one.severity is Severity.MODERATE
        assert one.sentence == (
            "Mean pain at 12 months (all patients): 3.6 in Table 4, but 3.9 in the results. Which is meant?"
        )

    def test_a_percentage_must_fit_a_fraction_printed_without_one(self) -> None:
        printed = fraction("results.light.response.24", 3, 6)
        assert found(printed, percent("discussion.light.response.24", "50%")) == ()
        assert only(found(printed, percent("discussion.light.response.24", "60%"))).rule == "same-quantity"

    def test_a_damaged_print_is_a_question_about_our_reading(self) -> None:
        assert only(found(mean("results.all.vas.12", "8.6", ocr="repaired"))).severity is Severity.SCAN

    def test_damage_elsewhere_does_not_excuse_two_intact_prints(self) -> None:
        damaged = mean("abstract.all.vas.12", "8.6", ocr="repaired")
        one = only(found(mean("results.all.vas.12", "3.9"), damaged))
        assert one.severity is Severity.MODERATE
        assert damaged.id not in one.against

    def test_illegible_numbers_accuse_nobody(self) -> None:
        assert found(number("results.all.vas.12.mean", "?", None, ocr="illegible")) == ()

    def test_measures_without_a_group_may_differ(self) -> None:
        assert found(number("results..vas.3.mean", "1", 1), number("abstract..vas.3.mean", "2", 2)) == ()


class TestDenominators:
    def test_more_than_there_were_is_found(self) -> None:
        one = only(found(fraction("table-3.light.continued-response.12", 5, 4, "125%")))
        assert (one.rule, one.severity, one.computed) == ("denominators", Severity.MAJOR, "5 > 4")
        assert one.verdict is Verdict.IMPOSSIBLE

    def test_follow_up_of_another_size_is_one_finding_for_all_visits(self) -> None:
        one = only(
            found(
                fraction("results.heavy.follow-up.3", 7, 7, "100%"),
                fraction("results.heavy.follow-up.12", 4, 7, "57%"),
            )
        )
        assert one.rule == "denominators"
        assert one.sentence == (
            "Heavy cushion: follow-up at 3 and 12 months is counted among 7 in the results, but the group has 8 "
            "patients (the results). Who was left out?"
        )
        assert "results.heavy.group-size.count" in one.numbers
        assert one.against == ("results.heavy.follow-up.3.N", "results.heavy.follow-up.12.N")

    def test_follow_up_of_a_group_without_a_printed_size_must_keep_to_one_denominator(self) -> None:
        groups = (*GROUPS[:2], replace(GROUPS[2], size=None))
        one = only(found(fraction("results.heavy.follow-up.3", 7, 7, "100%"), groups=groups))
        assert one.sentence == (
            "Heavy cushion: follow-up is counted among 7 at 3 months (the results), but 8 at 12 months (the results). "
            "How many patients does the group have?"
        )
        assert (one.against, one.verdict) == ((), None)
        assert found(groups=groups) == ()

    def test_follow_up_of_others_than_the_group_can_be_assumed(self) -> None:
        study = printing(
            fraction("results.heavy.follow-up.3", 7, 7, "100%"), fraction("results.heavy.follow-up.12", 4, 7, "57%")
        )
        assert audit(study, without={"follow-up-of-group"}) == ()

    def test_follow_up_of_another_size_may_count_from_before_treatment(self) -> None:
        one = only(
            found(
                fraction("results.heavy.follow-up.0", 7, 7, "100%"),
                fraction("results.heavy.follow-up.3", 7, 7, "100%"),
            )
        )
        assert "follow-up before treatment and at 3 months is counted among 7 in the results" in one.sentence

    def test_responders_among_more_than_were_seen(self) -> None:
        findings = found(fraction("table-2.heavy.response.12", 2, 5, "40%"))
        one = next(one for one in findings if one.rule == "denominators")
        assert (one.rule, one.severity, one.computed) == ("denominators", Severity.MODERATE, "5 against 4")
        assert one.sentence == (
            "Responders at 12 months (heavy cushion): counted among 5 in Table 2, but 4 patients were seen then (the "
            "results). Which is right?"
        )
        assert (one.against, one.verdict) == (("table-2.heavy.response.12.N",), Verdict.CONTRADICTED)

    def test_responders_among_fewer_than_were_seen_is_only_a_question(self) -> None:
        one = only(found(fraction("table-2.heavy.response.12", 2, 3, "67%")))
        assert (one.rule, one.severity, one.against) == ("denominators", Severity.MINOR, ())

    def test_more_than_the_group_has(self) -> None:
        findings = found(fraction("table-3.heavy.continued-response.12", 2, 9, "22%"))
        one = only(of_rule(findings, "denominators"))
        assert (one.severity, one.computed) == (Severity.MAJOR, "9 > 8")

    def test_a_count_of_patients_above_the_group(self) -> None:
        fell = with_measure(
            printing(number("results.heavy.grip.count", "nine", 9)), "grip", label="Falls", kind="count"
        )
        one = only(audit(fell))
        assert one.sentence == "Falls (heavy cushion): 9 in the results, but the group has 8 patients."
        # Of other things there may be more than patients.
        assert audit(with_measure(fell, "grip", kind="dose")) == ()


class TestGroupSizes:
    def test_printed_twice_must_be_the_same(self) -> None:
        one = only(found(size("methods.heavy", 9, "nine")))
        assert (one.rule, one.severity) == ("group-sizes", Severity.MODERATE)
        assert (
            one.sentence == "Heavy cushion: 8 patients in the results, but 9 patients in the methods. Which is meant?"
        )
        assert one.verdict is Verdict.CONTRADICTED

    def test_everybody_is_the_number_enrolled(self) -> None:
        one = only(found(size("abstract.all", 21)))
        assert "20 enrolled, but 21 patients in the abstract" in one.sentence

    def test_a_damaged_size_is_a_question_about_our_reading(self) -> None:
        assert only(found(size("methods.heavy", 9, ocr="repaired"))).severity is Severity.SCAN

    def test_that_add_up_to_more_than_were_enrolled_must_overlap(self) -> None:
        groups = (GROUPS[0], *(replace(group, disjoint_from=()) for group in GROUPS[1:]))
        findings = found(enrolled=18, groups=groups, visits=(0,), promises=())
        one = next(one for one in findings if one.computed.startswith("12 + 8"))
        assert (one.rule, one.severity) == ("group-sizes", Severity.MODERATE)
        assert one.sentence == (
            "The treatment groups add up to 20 patients (light cushion, 12; heavy cushion, 8), but 18 were enrolled: "
            "at least 2 patients must be in more than one. Which, and why?"
        )
        assert one.needs == ("enrolled-once",)
        assert one.numbers == ("results.light.group-size.count", "results.heavy.group-size.count")
        assert one.verdict is None

    def test_of_a_treatment_within_another_are_counted_there(self) -> None:
        soft = Group(
            "soft", "Soft light cushion", "treatment", "Soft", "results.soft.group-size.count", ("all", "light")
        )
        assert found(size("results.soft", 5), groups=(*GROUPS, soft)) == ()

    def test_that_cannot_overlap_and_add_up_to_more_are_grave(self) -> None:
        findings = found(size("results.heavy", 9), visits=(0,), promises=())
        one = only(of_rule(findings, "group-sizes"))
        assert (one.severity, one.verdict) == (Severity.MAJOR, Verdict.CONTRADICTED)

    def test_that_leave_patients_over_are_a_question(self) -> None:
        findings = found(size("results.light", 13), enrolled=23, visits=(0,), promises=())
        one = next(one for one in findings if one.computed.startswith("13 + 8"))
        assert (one.severity, "at least 2 patients in none" in one.sentence) == (Severity.MINOR, True)


class TestSums:
    def test_a_part_above_its_whole(self) -> None:
        findings = found(fraction("table-3.light.continued-response.12", 7, 7, "100%"))
        one = only(of_rule(findings, "sums"))
        assert (one.severity, one.computed) == (Severity.MAJOR, "7 > 6")
        assert one.sentence == (
            "Lasting responders at 12 months (light cushion): 7 in Table 3, but only 6 among all patients, who include "
            "them (Table 3). Which is right?"
        )
        assert (one.needs, one.verdict) == (("groups-nested",), Verdict.CONTRADICTED)

    def test_more_without_it_in_a_part_than_in_its_whole(self) -> None:
        findings = found(fraction("table-3.light.continued-response.12", 1, 5, "20%"))
        one = only(of_rule(findings, "sums"))
        assert "(light cushion): 4 left over (N − n) in Table 3, but only 3 among all patients" in one.sentence
        assert one.numbers[:2] == ("table-3.light.continued-response.12.n", "table-3.light.continued-response.12.N")

    def test_disjoint_parts_above_their_whole(self) -> None:
        findings = found(
            fraction("table-3.light.continued-response.12", 5, 5, "100%"),
            fraction("table-3.heavy.continued-response.12", 2, 3, "67%"),
        )
        one = only(of_rule(findings, "sums"))
        assert one.computed == "5 + 2 > 6"
        assert one.sentence == (
            "Lasting responders at 12 months: light cushion and heavy cushion share no patient and have 5 + 2 = 7 "
            "together, but all patients have 6 (Table 3). Which is right?"
        )

    def test_three_disjoint_parts_above_their_whole_though_no_two_are(self) -> None:
        apart = tuple(
            Group(id, f"{id.capitalize()} elbow", "diagnosis", id, None, ("all",), ("left", "right", "both"))
            for id in ("left", "right", "both")
        )
        parts = [fraction(f"table-3.{one.id}.continued-response.12", 3, 3, "100%") for one in apart]
        one = only(found(*parts, groups=(*GROUPS, *apart)))
        assert one.computed == "3 + 3 + 3 > 6"
        assert audit(printing(*parts, groups=(*GROUPS, *apart)), without={"groups-disjoint"}) == ()

    def test_a_declared_sum_is_told_once(self) -> None:
        checks = (
            "sum",
            {
                "parts": ["table-2.light.response.3.n", "table-2.heavy.response.12.n"],
                "whole": "table-2.all.response.3.n",
            },
        )
        one = only(found(claims=[claim(checks, id="a"), claim(checks, id="b")]))
        assert (one.rule, one.computed, one.verdict) == ("sums", "8 + 2 = 10 against 12", Verdict.CONTRADICTED)


class TestThresholds:
    CHECK = (
        "every",
        {
            "measure": "follow-up",
            "statistic": "percent",
            "group": "all",
            "op": ">",
            "limit": "abstract.all.follow-up.threshold",
        },
    )

    def test_that_fail_at_a_visit_are_found(self) -> None:
        one = only(found(claims=[claim(self.CHECK)]))
        assert (one.rule, one.severity, one.computed) == ("thresholds", Severity.MAJOR, "1 of 2 fail")
        assert one.sentence == (
            "Patients seen (all patients): the abstract promises more than 80% at every time point; 12/20 (60%) at 12 "
            "months falls short."
        )
        assert (one.against, one.verdict) == (("abstract.all.follow-up.threshold",), Verdict.CONTRADICTED)
        assert one.needs == ("limit-of-everybody",)

    def test_stated_twice_are_one_finding(self) -> None:
        again = ("every", self.CHECK[1] | {"limit": "discussion.all.follow-up.threshold"})
        one = only(
            found(
                number("discussion.all.follow-up.threshold", "80%", 80),
                claims=[claim(self.CHECK, id="a"), claim(again, id="b")],
            )
        )
        assert ": the abstract and the discussion promise more than 80% at every time point;" in one.sentence
        assert {"abstract.all.follow-up.threshold", "discussion.all.follow-up.threshold"} < set(one.numbers)

    def test_at_two_limits_are_two_findings(self) -> None:
        lower = ("every", self.CHECK[1] | {"limit": "discussion.all.follow-up.threshold"})
        claims = [claim(self.CHECK, id="a"), claim(lower, id="b")]
        findings = found(number("discussion.all.follow-up.threshold", "over 70%", 70), claims=claims)
        assert [one.against for one in findings] == [
            ("abstract.all.follow-up.threshold",),
            ("discussion.all.follow-up.threshold",),
        ]

    def test_that_only_damaged_numbers_break_are_no_finding(self) -> None:
        low = percent("table-4.all.follow-up.12", "6%", ocr="repaired")
        check = ("every", self.CHECK[1] | {"section": "table-4"})
        assert of_rule(found(low, claims=[claim(check)]), "thresholds") == ()

    def test_of_a_single_comparison_speak_against_the_figure_that_the_claim_gives(self) -> None:
        said = number("discussion.all.dose.N", "more than 13", 13)
        check = ("compare", {"left": "results.all.follow-up.12.n", "op": ">", "right": said.id})
        one = only(found(said, claims=[replace(claim(check), section="discussion")]))
        assert (one.rule, one.severity, one.against) == ("thresholds", Severity.MODERATE, (said.id,))
        assert one.sentence == (
            "Patients seen at 12 months (all patients), 12 in the results: not more than the denominator of dose (all "
            "patients), 13 in the discussion. The discussion says otherwise."
        )

    @pytest.mark.parametrize(
        "check",
        [
            ("extreme", {"measure": "response", "group": "heavy", "month": 12}),
            ("most", {"cells": ["table-2.heavy.response.12"]}),
            ("compare", {"left": "table-2.heavy.response.12", "op": ">", "right": "table-2.light.response.12"}),
        ],
    )
    def test_a_superlative_that_does_not_hold_is_found_once_and_speaks_against_no_count(self, check: Any) -> None:
        claims = [replace(claim(check, id=id), section="discussion") for id in ("a", "b")]
        one = only(found(claims=claims))
        assert (one.rule, one.against, one.verdict) == ("thresholds", (), None)
        assert one.sentence.endswith("The discussion says otherwise.")

    def test_true_superlatives_are_left_in_peace(self) -> None:
        checks = (
            ("extreme", {"measure": "response", "group": "light", "month": 12}),
            ("most", {"cells": ["table-2.light.response.12"]}),
        )
        assert found(claims=[claim(*checks)]) == ()


class TestOrder:
    def test_is_gravest_first_then_the_files(self) -> None:
        findings = found(
            fraction("results.light.follow-up.12", 8, 12, "66%"),
            fraction("results.light.response.12", 4, 8, "50%"),
            size("methods.heavy", 9),
            mean("results.all.vas.12", "8.6", ocr="repaired"),
        )
        assert [one.severity for one in findings] == [
            Severity.MAJOR,
            Severity.MODERATE,
            Severity.MINOR,
            Severity.SCAN,
        ]

    @pytest.mark.parametrize("times", [2, 3])
    def test_is_the_same_every_time(self, times: int) -> None:
        runs = [found(size("methods.heavy", 9), size("abstract.all", 21)) for _ in range(times)]
        assert all(run == runs[0] for run in runs)
