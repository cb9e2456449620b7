"""A limit includes its own value everywhere or nowhere; a least dose and a dose by weight hold together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from audited import only, printing, with_measure
from made_study import number

from marginalia.audit import Severity, audit
from marginalia.study.model import Dose, Limit, Number, Study

LABEL, TEXT = "table-2.heavy.grip.threshold", "results.heavy.grip.threshold"


def limited(*limits: Limit, readings: tuple[float, float] = (8, 8), **first: Any) -> Study:
    """The heavy group is labelled by a grip above 8 in the table and of 8 or more in the text."""
    printed = (
        replace(number(LABEL, ">8", readings[0]), **first),
        number(TEXT, "8 or more", readings[1]),
        number("discussion.heavy.grip.threshold", "8 or more", 8),
    )
    return replace(with_measure(printing(*printed), "grip", kind="threshold", unit="kg"), limits=limits)


class TestALimit:
    def test_in_two_senses_is_found(self) -> None:
        one = only(audit(limited(Limit(LABEL, "more than"), Limit(TEXT, "at least"))))
        assert (one.rule, one.severity, one.numbers) == ("limits", Severity.MODERATE, (LABEL, TEXT))
        assert one.sentence == (
            "Grip strength (heavy cushion): more than 8 in Table 2, but at least 8 in the results. Where do patients "
            "at exactly 8 kg belong?"
        )
        assert (one.against, one.verdict) == ((), None)

    @pytest.mark.parametrize("doubted", [{"doubtful": True}, {}])
    def test_of_which_the_scan_may_have_lost_a_bar_is_a_question_about_our_reading(self, doubted: Any) -> None:
        damaged: Any = {} if doubted else {"ocr": "repaired"}
        one = only(audit(limited(Limit(LABEL, "more than", **doubted), Limit(TEXT, "at least"), **damaged)))
        assert (one.severity, one.needs) == (Severity.SCAN, ("scan",))

    def test_is_held_against_intact_places_where_these_differ_by_themselves(self) -> None:
        third = Limit("discussion.heavy.grip.threshold", "more than")
        one = only(audit(limited(Limit(LABEL, "more than", doubtful=True), Limit(TEXT, "at least"), third)))
        assert (one.severity, one.numbers) == (Severity.MODERATE, (TEXT, third.number))

    @pytest.mark.parametrize(
        "study",
        [
            limited(Limit(LABEL, "at least"), Limit(TEXT, "at least")),
            limited(Limit(LABEL, "more than"), Limit(TEXT, "at least"), readings=(7, 8)),
            # A group may lie between two limits, and nobody at the one is at the other.
            limited(Limit(LABEL, "more than"), Limit(TEXT, "at most")),
            # Of results both may be true: over 80% were seen, and at least 80%.
            with_measure(limited(Limit(LABEL, "more than"), Limit(TEXT, "at least")), "grip", kind="proportion"),
        ],
        ids=["one sense", "two values", "two ways", "of results"],
    )
    def test_is_left_in_peace(self, study: Study) -> None:
        assert audit(study) == ()


class TestADose:
    TOTAL, RATE = "methods..dose.threshold", "methods..grip.value"

    def dosed(self, total: float, rate: float, sense: Any = "at least", unit: str = "kg", **changed: Any) -> Study:
        printed: tuple[Number, ...] = (
            replace(number(self.TOTAL, str(total), total), **changed),
            number(self.RATE, str(rate), rate),
        )
        study = with_measure(printing(*printed), "dose", unit="mg", short="the drug")
        limits = () if sense is None else (Limit(self.TOTAL, sense),)
        return replace(study, doses=(Dose(self.TOTAL, self.RATE, "body weight", unit),), limits=limits)

    def test_of_a_least_amount_and_by_weight_agrees_only_from_some_weight_up(self) -> None:
        one = only(audit(self.dosed(100, 1)))
        assert (one.rule, one.severity, one.computed) == ("doses", Severity.MINOR, "100 / 1 = 100")
        assert one.sentence == (
            "The drug: at least 100 mg in all and 1 mg for each kg of body weight (the methods) agree only for "
            "patients of 100 kg or more. What did the others receive?"
        )
        assert (one.needs, one.against, one.verdict) == (("dose-of-everybody",), (), None)

    def test_may_be_meant_of_some_patients_only(self) -> None:
        assert audit(self.dosed(100, 1), without={"dose-of-everybody"}) == ()

    def test_that_the_scan_damaged_is_a_question_about_our_reading(self) -> None:
        assert only(audit(self.dosed(100, 1, ocr="repaired"))).severity is Severity.SCAN

    @pytest.mark.parametrize(
        ("total", "rate", "sense"), [(100, 1, None), (100, 1, "at most"), (30, 1, "at least"), (100, 0, "at least")]
    )
    def test_as_a_plain_figure_a_cap_or_a_safeguard_is_left_in_peace(self, total: int, rate: int, sense: Any) -> None:
        assert audit(self.dosed(total, rate, sense)) == ()

    def test_by_something_else_than_weight_has_no_usual_range(self) -> None:
        assert only(audit(self.dosed(30, 1, unit="hour"))).rule == "doses"
