"""Each rule finds its planted error, says so in plain words, and leaves the rest in peace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from made_study import GROUPS, NUMBERS, claim, fraction, mean, number, percent, size, study

from marginalia.audit import Finding, Severity, audit
from marginalia.study.model import Number


def found(*changed: Number | Iterable[Number], **parts: Any) -> tuple[Finding, ...]:
    """What the audit finds when these numbers are printed as well, or instead."""
    flat = [one for item in changed for one in ([item] if isinstance(item, Number) else item)]
    return audit(study((*NUMBERS, *flat), **parts))


def only(findings: tuple[Finding, ...]) -> Finding:
    assert len(findings) == 1, [one.sentence for one in findings]
    return findings[0]


def test_a_consistent_study_is_left_in_peace() -> None:
    assert found() == ()


class TestPercent:
    def test_that_no_rounding_gives_is_found_with_its_place_and_sum(self) -> None:
        one = only(found(fraction("table-3.light.continued-response.12", 4, 5, "82%")))
        assert (one.rule, one.severity) == ("percent", Severity.MODERATE)
        assert one.numbers == tuple(f"table-3.light.continued-response.12.{half}" for half in ("n", "N", "percent"))
        assert one.sentence == (
            "Lasting responders (Light cushion, 12 months): Table 3 prints 82% beside 4/5. "
            "4 of 5 is 80%, and no way of rounding makes that 82%."
        )

    def test_cut_off_instead_of_rounded_is_a_slip(self) -> None:
        one = only(found(fraction("results.light.follow-up.12", 8, 12, "66%")))
        assert (one.rule, one.severity) == ("percent", Severity.MINOR)
        assert "only by truncation" in one.sentence

    def test_that_the_scan_damaged_is_a_question_about_our_reading(self) -> None:
        one = only(found(fraction("table-3.light.continued-response.12", 4, 5, "8%", ocr="repaired")))
        assert one.severity is Severity.SCAN
        assert "scan" in one.assumption


class TestOneQuantityInTwoPlaces:
    def test_with_two_fractions_is_found_once_as_a_whole(self) -> None:
        one = only(found(fraction("results.light.response.12", 4, 8, "50%")))
        assert (one.rule, one.severity) == ("same-quantity", Severity.MAJOR)
        assert one.sentence == (
            "Responders (Light cushion, 12 months): printed as 5/8 (63%) in Table 2, but 4/8 (50%) in the results. "
            "Which one is meant?"
        )

    def test_a_bare_percentage_stands_with_the_fraction_that_it_fits(self) -> None:
        one = only(found(fraction("results.all.response.12", 8, 12, "67%")))
        assert "7/12 (58%) in Table 2 and the abstract, but 8/12 (67%) in the results" in one.sentence

    def test_near_shares_change_less(self) -> None:
        printed = fraction("results.light.response.24", 5, 8, "63%")
        one = only(found(printed, fraction("discussion.light.response.24", 6, 9, "67%")))
        assert one.severity is Severity.MODERATE

    def test_neighbouring_digits_are_a_slip(self) -> None:
        assert only(found(mean("results.all.vas.12", "3.7"))).severity is Severity.MINOR

    def test_digits_are_not_a_difference(self) -> None:
        assert found(percent("discussion.light.response.12", "62.5%")) == ()
        assert found(mean("results.all.vas.3", "4.2")) == ()

    def test_different_means_are_a_difference(self) -> None:
        one = only(found(mean("results.all.vas.12", "3.9")))
        assert one.severity is Severity.MODERATE
        assert one.sentence.startswith("Mean pain (All patients, 12 months): printed as 3.6 in Table 4, but 3.9 in")

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

    def test_illegible_numbers_accuse_nobody(self) -> None:
        assert found(number("results.all.vas.12.mean", "?", None, ocr="illegible")) == ()

    def test_measures_without_a_group_may_differ(self) -> None:
        assert found(number("results..vas.3.mean", "1", 1), number("abstract..vas.3.mean", "2", 2)) == ()


class TestDenominators:
    def test_more_than_there_were_is_found(self) -> None:
        one = only(found(fraction("table-3.light.continued-response.12", 5, 4, "125%")))
        assert (one.rule, one.severity, one.computed) == ("denominators", Severity.MAJOR, "5 > 4")

    def test_follow_up_of_another_size_is_one_finding_for_all_visits(self) -> None:
        one = only(
            found(
                fraction("results.heavy.follow-up.3", 7, 7, "100%"),
                fraction("results.heavy.follow-up.12", 4, 7, "57%"),
            )
        )
        assert one.rule == "denominators"
        assert "among 7 at 3 and 12 months in the results, but the group has 8 patients (the results)" in one.sentence
        assert one.sentence.endswith("Who was left out?")
        assert "results.heavy.group-size.count" in one.numbers

    def test_follow_up_of_another_size_may_count_from_before_treatment(self) -> None:
        one = only(
            found(
                fraction("results.heavy.follow-up.0", 7, 7, "100%"),
                fraction("results.heavy.follow-up.3", 7, 7, "100%"),
            )
        )
        assert "counted among 7 before treatment and at 3 months in the results" in one.sentence

    def test_responders_among_more_than_were_seen(self) -> None:
        findings = found(fraction("table-2.heavy.response.12", 2, 5, "40%"))
        one = next(one for one in findings if one.rule == "denominators")
        assert (one.rule, one.severity, one.computed) == ("denominators", Severity.MODERATE, "5 against 4")
        assert "counted among 5 in Table 2, but 4 patients were seen at that visit (the results)" in one.sentence

    def test_responders_among_fewer_than_were_seen_is_only_a_question(self) -> None:
        one = only(found(fraction("table-2.heavy.response.12", 2, 3, "67%")))
        assert (one.rule, one.severity) == ("denominators", Severity.MINOR)

    def test_more_than_the_group_has(self) -> None:
        findings = found(fraction("table-3.heavy.continued-response.12", 2, 9, "22%"))
        assert any(one.rule == "denominators" and one.severity is Severity.MAJOR for one in findings)


class TestGroupSizes:
    def test_printed_twice_must_be_the_same(self) -> None:
        one = only(found(size("methods.heavy", 9, "nine")))
        assert (one.rule, one.severity) == ("group-sizes", Severity.MODERATE)
        assert "8 in the results, but 9 in the methods" in one.sentence

    def test_everybody_is_the_number_enrolled(self) -> None:
        one = only(found(size("abstract.all", 21)))
        assert "20 enrolled, but 21 in the abstract" in one.sentence

    def test_a_damaged_size_is_a_question_about_our_reading(self) -> None:
        assert only(found(size("methods.heavy", 9, ocr="repaired"))).severity is Severity.SCAN

    def test_that_add_up_to_more_than_were_enrolled_must_overlap(self) -> None:
        groups = (GROUPS[0], *(replace(group, disjoint_from=()) for group in GROUPS[1:]))
        findings = found(enrolled=18, groups=groups, visits=(0,))
        one = next(one for one in findings if one.computed.startswith("12 + 8"))
        assert (one.rule, one.severity) == ("group-sizes", Severity.MODERATE)
        assert "at least 2 patients must be counted in two of them" in one.sentence
        assert one.assumption

    def test_that_cannot_overlap_and_add_up_to_more_are_grave(self) -> None:
        findings = found(size("results.heavy", 9), visits=(0,))
        one = next(one for one in findings if one.rule == "group-sizes")
        assert one.severity is Severity.MAJOR

    def test_that_leave_patients_over_are_a_question(self) -> None:
        findings = found(size("results.light", 13), enrolled=23, visits=(0,))
        one = next(one for one in findings if one.computed.startswith("13 + 8"))
        assert (one.severity, "at least 2 patients stand in none" in one.sentence) == (Severity.MINOR, True)


class TestSums:
    def test_a_part_above_its_whole(self) -> None:
        findings = found(fraction("table-3.light.continued-response.12", 7, 7, "100%"))
        one = next(one for one in findings if "includes them" in one.sentence)
        assert (one.rule, one.severity, one.computed) == ("sums", Severity.MAJOR, "7 > 6")
        assert one.assumption == "Light cushion is part of All patients"

    def test_disjoint_parts_above_their_whole(self) -> None:
        findings = found(
            fraction("table-3.light.continued-response.12", 5, 5, "100%"),
            fraction("table-3.heavy.continued-response.12", 2, 3, "67%"),
        )
        one = only(findings)
        assert (one.rule, one.computed) == ("sums", "5 + 2 > 6")

    def test_lasting_responders_above_responders(self) -> None:
        one = only(found(fraction("table-3.heavy.continued-response.12", 3, 4, "75%")))
        assert (one.rule, one.severity, one.computed) == ("sums", Severity.MAJOR, "3 > 2")

    def test_another_print_that_mends_it_makes_it_less_grave(self) -> None:
        findings = found(
            fraction("table-3.heavy.continued-response.12", 3, 4, "75%"),
            fraction("results.heavy.continued-response.12", 2, 4, "50%"),
        )
        assert {(one.rule, one.severity) for one in findings} == {
            ("same-quantity", Severity.MAJOR),
            ("sums", Severity.MODERATE),
        }

    def test_a_declared_sum_is_told_once(self) -> None:
        checks = (
            "sum",
            {
                "parts": ["table-2.light.response.3.n", "table-2.heavy.response.12.n"],
                "whole": "table-2.all.response.3.n",
            },
        )
        one = only(found(claims=[claim(checks, id="a"), claim(checks, id="b")]))
        assert (one.rule, one.computed) == ("sums", "8 + 2 = 10 against 12")


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
            "1 of the 2 printed time points is not more than 80%, as stated in the abstract: 12/20 (60%) at 12 months. "
            "Nothing is printed for 24 months, which the paper announces."
        )

    def test_stated_twice_are_one_finding(self) -> None:
        again = ("every", self.CHECK[1] | {"limit": "discussion.all.follow-up.threshold"})
        one = only(
            found(
                number("discussion.all.follow-up.threshold", "80%", 80),
                claims=[claim(self.CHECK, id="a"), claim(again, id="b")],
            )
        )
        assert one.sentence.endswith("The same limit is stated in the discussion.")
        assert {"abstract.all.follow-up.threshold", "discussion.all.follow-up.threshold"} < set(one.numbers)


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
