"""What is announced is reported; what is reported was measured in some way."""

from __future__ import annotations

from dataclasses import replace

from audited import found, of_rule, only, printing, with_measure, without
from made_study import fraction, number

from marginalia.audit import Severity, audit


class TestAnAnnouncedVisit:
    def test_without_any_result_is_found_with_where_it_is_announced(self) -> None:
        one = only(found(number("methods..dose.24.value", "24", 24), visits=(0, 3, 12, 24)))
        assert (one.rule, one.severity, one.numbers) == ("promises", Severity.MODERATE, ("methods..dose.24.value",))
        assert one.sentence == (
            "A visit at 24 months is announced (the methods), but no result is printed for it. Was anybody seen?"
        )
        assert (one.against, one.verdict) == ((), None)

    def test_with_some_result_of_anybody_is_left_in_peace(self) -> None:
        some = number("results.heavy.vas.24.mean", "2.1", 2.1)
        assert found(some, visits=(0, 3, 12, 24)) == ()

    def test_with_a_result_that_cannot_be_read_accuses_nobody(self) -> None:
        lost = number("results.heavy.vas.24.mean", "?", None, ocr="illegible")
        assert found(lost, visits=(0, 3, 12, 24)) == ()


class TestResponders:
    #: A third visit with 15 seen.
    SIX = (*fraction("results.all.follow-up.6", 15, 20, "75%"), *fraction("table-2.all.response.6", 9, 15, "60%"))

    def test_must_be_given_where_patients_were_seen(self) -> None:
        study = printing(self.SIX, visits=(0, 3, 6, 12))
        assert audit(study) == ()
        one = only(of_rule(audit(without(study, "table-2.all.response.6")), "promises"))
        assert one.numbers == ("results.all.follow-up.6.n",)
        assert one.sentence == (
            "Responders: printed for 3 and 12 months, but not for 6 months, when 15 patients were seen (the results). "
            "How many of them responded?"
        )

    def test_need_not_be_given_where_nobody_was_seen(self) -> None:
        nobody = fraction("results.all.follow-up.6", 0, 20, "0%")
        assert of_rule(audit(printing(nobody, visits=(0, 3, 6, 12))), "promises") == ()

    def test_may_be_given_at_one_visit_only(self) -> None:
        assert of_rule(audit(without(printing(), "table-2.all.response.3")), "promises") == ()

    def test_that_the_scan_damaged_are_a_question_about_our_reading(self) -> None:
        n, *rest = fraction("results.all.follow-up.6", 15, 20, "75%")
        study = printing(replace(n, ocr="repaired"), rest, visits=(0, 3, 6, 12))
        assert only(of_rule(audit(study), "promises")).severity is Severity.SCAN


class TestAnAnnouncedRating:
    def test_never_reported_is_found(self) -> None:
        one = only(found(promises=("vas", "grip")))
        assert one.sentence == "Grip was to be measured, but no result of it is printed. What did it show?"

    def test_reported_among_others_than_everybody_counts(self) -> None:
        study = without(printing(), *(f"table-4.all.vas.{month}" for month in (0, 3, 12)))
        assert of_rule(audit(study), "promises") == ()

    def test_reported_without_a_visit_counts(self) -> None:
        assert found(number("results.all.grip.mean", "20", 20), promises=("vas", "grip")) == ()


class TestAResultWithoutAMethod:
    def test_of_harms_is_a_question_of_its_own(self) -> None:
        none = number("results.all.adverse-events.n", "no", 0)
        study = with_measure(printing(none), "dose", id="adverse-events", label="Adverse events", kind="proportion")
        assert audit(study) == ()
        one = only(audit(with_measure(study, "adverse-events", described=False)))
        assert (one.rule, one.severity, one.numbers) == ("described", Severity.MODERATE, (none.id,))
        assert one.sentence == (
            "Adverse events: reported in the results, but the methods do not say how they were looked for: who asked, "
            "when, and about what. Would mild or late ones have been found?"
        )
        assert (one.against, one.verdict) == ((), None)

    def test_of_anything_else_is_told_together(self) -> None:
        study = with_measure(printing(number("results.all.dose.value", "3", 3)), "dose", described=False)
        one = only(audit(with_measure(study, "gi", described=False)))
        assert one.severity is Severity.MINOR
        assert one.sentence == (
            "The paper reports mean improvement and dose (Table 4 and the results), but its methods do not say how "
            "this was measured. By whom was it recorded, and when?"
        )

    def test_that_is_not_printed_or_described_or_not_judged_is_left_in_peace(self) -> None:
        assert audit(with_measure(printing(), "grip", described=False)) == ()
        assert audit(with_measure(printing(), "vas", described=True)) == ()

    def test_of_nobody_in_particular_is_no_result(self) -> None:
        study = printing(number("abstract..dose.value", "3", 3))
        assert audit(with_measure(study, "dose", described=False)) == ()

    def test_that_the_scan_damaged_is_a_question_about_our_reading(self) -> None:
        study = printing(number("results.all.dose.value", "3", 3, ocr="repaired"))
        assert only(audit(with_measure(study, "dose", described=False))).severity is Severity.SCAN
