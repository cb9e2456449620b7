"""Means and standard deviations are held against the steps of their scale, and only where these are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from audited import only, printing, without
from made_study import fraction, mean, number, size

from marginalia.audit import Finding, Severity, Verdict
from marginalia.audit.rules.granularity import granularity
from marginalia.study.model import Number, Study

#: Of the light cushion's 12 people 8 were seen at 12 months, of whom 5 responded.
MEAN = "table-4.light.vas.12"


def stepped(study: Study, step: float | None = 1) -> Study:
    """The study with a stated step of its pain scale from 0 to 10."""
    return replace(study, outcomes=tuple(replace(one, step=step) for one in study.outcomes if one.id == "vas"))


def found(*changed: Number | Iterable[Number], step: float | None = 1) -> tuple[Finding, ...]:
    return tuple(granularity(stepped(printing(*changed), step)))


def sd(cell: str, printed: str) -> Number:
    return number(f"{cell}.sd", printed, float(printed))


class TestMean:
    def test_that_no_whole_scores_have_is_found_with_the_nearest_that_they_have(self) -> None:
        one = only(found(mean(MEAN, "3.71")))
        assert (one.rule, one.severity, one.verdict) == ("granularity", Severity.MODERATE, Verdict.IMPOSSIBLE)
        assert one.sentence == (
            "Mean pain at 12 months (light cushion): Table 4 gives 3.71. Scores in steps of 1 cannot have that mean "
            "among 8 or 12 patients, however they are rounded. How many patients is it of, and how finely was the "
            "scale read?"
        )
        assert one.computed == "n = 8: 3.63 or 3.75; n = 12: 3.67 or 3.75"
        assert one.against == (f"{MEAN}.mean",)
        assert "results.light.follow-up.12.n" in one.numbers
        assert one.needs == ("scores-in-steps", "mean-of-counted")

    def test_that_one_of_the_possible_numbers_of_patients_can_have_is_left_in_peace(self) -> None:
        assert found(mean(MEAN, "3.75")) == ()  # of 8, and of 12
        assert found(mean(MEAN, "3.67")) == ()  # of 12 alone

    def test_of_responders_may_be_of_those_who_responded_or_of_those_asked(self) -> None:
        cell, lasting = "table-3.light.vas-responders.12", fraction("table-3.light.continued-response.12", 3, 4, "75%")
        assert found(mean(cell, "2.40"), lasting) == ()  # of the 5 who responded
        assert found(mean(cell, "2.38"), lasting) == ()  # of the 8 seen
        assert found(mean(cell, "2.33"), lasting) == ()  # of the 3 who still respond
        one = only(found(mean(cell, "2.31"), lasting))
        assert one.computed.startswith("n = 3: 2.00 or 2.33; n = 4: 2.25 or 2.50; n = 5: 2.20 or 2.40")

    def test_of_responders_who_are_not_all_counted_may_be_of_any_number(self) -> None:
        assert found(mean("table-3.light.vas-responders.12", "2.31")) == ()

    def test_of_everybody_is_not_taken_for_one_of_responders(self) -> None:
        assert only(found(mean(MEAN, "3.40"))).against == (f"{MEAN}.mean",)

    def test_on_a_finer_scale_may_be_finer(self) -> None:
        assert found(mean(MEAN, "3.69"), step=0.5) == ()  # 59 half points among 8
        assert only(found(mean(MEAN, "3.73"), step=0.5)).sentence.count("steps of 0.5") == 1

    def test_that_only_an_unusual_rounding_gives_is_left_in_peace(self) -> None:
        assert found(mean(MEAN, "3.62")) == ()  # 29 of 8 is 3.625

    def test_before_treatment_is_of_the_whole_group(self) -> None:
        assert found(mean("table-4.light.vas.0", "6.83")) == ()  # 82 of 12
        one = only(found(mean("table-4.light.vas.0", "6.80")))
        assert (one.computed, one.numbers[1:]) == ("n = 12: 6.75 or 6.83", ("results.light.group-size.count",))

    def test_off_the_scale_is_taken_for_a_change(self) -> None:
        assert found(replace(mean(MEAN, "1.25"), printed="−1.25", reading=-1.25)) == ()

    def test_that_the_scan_damaged_is_a_question_about_our_reading(self) -> None:
        one = only(found(mean(MEAN, "3.71", ocr="repaired")))
        assert (one.severity, one.verdict, one.against) == (Severity.SCAN, None, ())


class TestStandardDeviation:
    def test_that_no_whole_scores_have_beside_the_mean_is_found(self) -> None:
        one = only(found(mean(MEAN, "3.75"), sd(MEAN, "1.30")))
        assert "gives 3.75 with a standard deviation of 1.30. Scores in steps of 1 cannot have both" in one.sentence
        assert one.against == (f"{MEAN}.mean", f"{MEAN}.sd")

    def test_of_a_real_sample_is_left_in_peace(self) -> None:
        assert found(mean(MEAN, "3.75"), sd(MEAN, "1.28")) == ()  # 2 2 3 4 4 5 5 5

    def test_larger_than_the_scale_allows_is_found(self) -> None:
        assert found(mean(MEAN, "5.00"), sd(MEAN, "5.35")) == ()  # 0 0 0 0 10 10 10 10
        assert only(found(mean(MEAN, "5.00"), sd(MEAN, "5.63"))).rule == "granularity"

    def test_of_one_patient_or_in_words_is_not_asked_about(self) -> None:
        alone = (fraction("results.light.follow-up.12", 1, 12), fraction("table-2.light.response.12", 1, 1))
        assert found(*alone, mean(MEAN, "4.00"), sd(MEAN, "1.31")) == ()
        assert found(mean(MEAN, "3.75"), number(f"{MEAN}.sd", "none", None)) == ()


class TestSilence:
    def test_without_a_stated_step(self) -> None:
        assert found(mean(MEAN, "3.71"), step=None) == ()

    def test_without_a_number_of_patients(self) -> None:
        made = stepped(printing(mean(MEAN, "3.71")))
        cells = ("results.light.follow-up.12", "table-2.light.response.12")
        assert tuple(granularity(without(made, *cells))) == ()

    def test_where_a_number_of_patients_cannot_be_read(self) -> None:
        illegible = number("discussion.light.response.12.N", "?", None, ocr="illegible")
        assert found(mean(MEAN, "3.71"), illegible) == ()

    def test_of_responders_before_treatment_whose_number_nobody_prints(self) -> None:
        assert found(mean("table-3.light.vas-responders.0", "6.80")) == ()

    def test_where_the_step_does_not_fit_between_the_ends_or_the_mean_is_in_words(self) -> None:
        assert found(mean(MEAN, "3.71"), step=3) == ()
        assert found(number(f"{MEAN}.mean", "about 4", 4)) == ()

    def test_about_a_study_without_groups_sizes_for_its_means(self) -> None:
        assert found(size("results.light", 12), mean("table-4.all.vas.12", "3.6")) == ()

    def test_about_the_paper_itself_which_states_no_step_and_no_standard_deviation(self, paper_study: Study) -> None:
        assert all(outcome.step is None for outcome in paper_study.outcomes)
        assert not any(number.statistic == "sd" for number in paper_study.numbers)
        assert tuple(granularity(paper_study)) == ()
