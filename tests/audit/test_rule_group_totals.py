"""At each visit the treatment groups together are everybody seen, unless somebody is in two of them or in none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from audited import of_rule, only, printing, without
from made_study import GROUPS, fraction, size

from marginalia.audit import Finding, Severity, audit
from marginalia.study.model import Number

#: Two treatment groups that may share patients.
TOGETHER = (GROUPS[0], *(replace(group, disjoint_from=()) for group in GROUPS[1:]))


def totals(
    *changed: Number | tuple[Number, ...], assumed_without: frozenset[str] = frozenset(), **parts: Any
) -> list[Finding]:
    study = printing(*changed, **({"groups": TOGETHER} | parts))
    return [*of_rule(audit(study, without=assumed_without), "group-totals")]


def test_groups_that_make_everybody_are_left_in_peace() -> None:
    assert totals() == []


class TestPatientsInTwoGroups:
    #: 12 + 8 = 20 seen at 3 months, of 18.
    ALL_SEEN = (
        fraction("results.light.follow-up.3", 12, 12, "100%"),
        fraction("results.heavy.follow-up.3", 8, 8, "100%"),
        fraction("table-2.light.response.3", 8, 12, "67%"),
        fraction("table-2.heavy.response.3", 4, 8, "50%"),
    )

    def test_are_found_with_the_sum(self) -> None:
        one = only(totals(*self.ALL_SEEN))
        assert (one.severity, one.verdict, one.against) == (Severity.MODERATE, None, ())
        assert one.sentence == (
            "The treatment groups together have more patients than all patients: at 3 months 12 + 8 = 20 against 18 "
            "(seen). So at least 2 patients must be in more than one of them. Which, and why?"
        )
        assert set(one.numbers) >= {"results.light.follow-up.3.n", "results.all.follow-up.3.n"}

    def test_are_found_once_for_all_visits_by_the_most_telling(self) -> None:
        more = (
            fraction("table-2.light.response.12", 6, 8, "75%"),
            fraction("results.light.follow-up.12", 8, 12, "67%"),
        )
        one = only(one for one in totals(*self.ALL_SEEN, *more) if "more patients" in one.sentence)
        assert "12 months" not in one.sentence
        assert one.computed == "12 + 8 = 20 against 18; 12 + 8 = 20 against 18; 4 + 4 = 8 against 6: 2 at least"

    def test_are_told_of_only_if_the_sizes_of_the_groups_do_not_tell_as_much(self) -> None:
        assert totals(*self.ALL_SEEN, enrolled=18) == []
        one = only(totals(*self.ALL_SEEN, enrolled=19))
        assert "more than the 1 that the groups’ sizes show (20 for 19)" in one.sentence

    def test_are_not_asked_about_where_a_size_is_not_printed(self) -> None:
        assert totals(*self.ALL_SEEN, groups=(*TOGETHER[:2], replace(TOGETHER[2], size=None))) == []

    def test_are_another_rules_question_where_the_groups_share_nobody(self) -> None:
        assert totals(*self.ALL_SEEN, groups=GROUPS) == []
        assert of_rule(audit(printing(*self.ALL_SEEN)), "sums")

    def test_are_not_asked_about_where_another_print_mends_it(self) -> None:
        mended = (
            fraction("abstract.all.follow-up.3", 20, 20, "100%"),
            fraction("abstract.all.response.3", 12, 20, "60%"),
        )
        assert totals(*self.ALL_SEEN, *mended) == []

    def test_that_the_scan_damaged_are_a_question_about_our_reading(self) -> None:
        seen = tuple(
            replace(one, ocr="repaired") if one.statistic in ("n", "N") else one
            for cell in self.ALL_SEEN
            for one in cell
        )
        assert only(totals(seen)).severity is Severity.SCAN

    def test_may_be_assumed_away(self) -> None:
        assert totals(*self.ALL_SEEN, assumed_without=frozenset({"everybody-counted"})) == []


class TestPatientsInNoGroup:
    def test_are_found_among_those_who_did_not_respond(self) -> None:
        """8 + 4 = 12 respond at 3 months, as in everybody, but 2 + 3 = 5 do not, and 6 of everybody."""
        one = only(
            totals(
                fraction("results.light.follow-up.3", 10, 12, "83%"), fraction("table-2.light.response.3", 8, 10, "80%")
            )
        )
        assert one.sentence == (
            "The treatment groups together have fewer patients than all patients: at 3 months 10 + 7 = 17 against 18 "
            "(seen). So at least 1 patient must be in none of them. How was this one treated?"
        )

    def test_are_found_though_others_are_in_two(self) -> None:
        """9 + 4 = 13 respond of 12, but 2 + 3 = 5 do not of 6: one in two groups, another in none."""
        both = totals(fraction("table-2.light.response.3", 9, 11, "82%"))
        assert ["more patients" in one.sentence for one in both] == [True, False]
        assert "2 + 3 = 5 against 6 (seen, but not responders)" in both[1].sentence

    def test_are_told_of_only_if_the_sizes_do_not_tell_as_much(self) -> None:
        few = (fraction("results.light.follow-up.3", 10, 12, "83%"), fraction("table-2.light.response.3", 8, 10, "80%"))
        assert totals(*few, enrolled=21) == []

    def test_are_not_those_who_were_seen_and_not_counted(self) -> None:
        """7 + 8 - 1: one of the light group was seen at 3 months and not counted for response."""
        assert totals(fraction("table-2.light.response.3", 8, 10, "80%")) == []

    def test_are_not_asked_about_where_a_group_prints_nothing(self) -> None:
        assert of_rule(audit(without(printing(groups=TOGETHER), "results.heavy.follow-up.12")), "group-totals") == ()

    def test_make_the_sizes_no_smaller(self) -> None:
        assert totals(size("results.light", 12)) == []
