"""Two arms compared, from what a paper prints of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from made_study import GROUPS, NUMBERS, claim, fraction, number, size, study

from marginalia.analysis.arm_baseline import baseline
from marginalia.analysis.arm_claims import within_an_arm
from marginalia.analysis.arm_losses import losses
from marginalia.analysis.arm_means import Means, means
from marginalia.analysis.arm_p_values import Compared, p_values
from marginalia.analysis.arm_proportions import Proportions, harms, headline, proportions
from marginalia.analysis.arms import contrasts
from marginalia.study.arms import apart
from marginalia.study.model import Group, Measure, Number, Study

ARMS = apart(
    (
        GROUPS[0],
        Group("light", "Light cushion", "arm", "Light", "results.light.group-size.count"),
        Group("heavy", "Heavy cushion", "arm", "Heavy", "results.heavy.group-size.count"),
    )
)


def trial(*numbers: Iterable[Number] | Number, control: str = "heavy", extra: tuple[Measure, ...] = ()) -> Study:
    """Light cushions against heavy ones, with these numbers and no others but the sizes of both arms."""
    flat = [one for given in numbers for one in ([given] if isinstance(given, Number) else given)]
    made = study([size("results.light", 100), size("results.heavy", 100), *flat], groups=ARMS, enrolled=200)
    design = replace(made.design, arms=2, control=control, features=("control-group", "randomised"))
    return replace(made, design=design, measures=(*made.measures, *extra))


def responders(n1: int, N1: int, n2: int, N2: int) -> Proportions:
    """The comparison of n1/N1 responders under light with n2/N2 under heavy cushions."""
    (found,) = proportions(
        trial(fraction("table-2.light.response.12", n1, N1), fraction("table-2.heavy.response.12", n2, N2))
    )
    return found


def rating(group: str, month: int, printed: float, sd: float, n: int, measure: str = "vas") -> tuple[Number, ...]:
    cell = f"table-4.{group}.{measure}.{month}"
    return (
        number(f"{cell}.mean", str(printed), printed),
        number(f"{cell}.sd", str(sd), sd),
        number(f"{cell}.N", str(n), n),
    )


class TestWhoIsCompared:
    def test_every_difference_is_the_arm_less_the_control(self) -> None:
        one_way, other_way = (
            proportions(
                trial(
                    fraction("table-2.light.response.12", 60, 80),
                    fraction("table-2.heavy.response.12", 40, 80),
                    control=control,
                )
            )[0]
            for control in ("heavy", "light")
        )
        assert (one_way.contrast.arm.id, one_way.difference) == ("light", 0.25)
        assert (other_way.contrast.arm.id, other_way.difference) == ("heavy", -0.25)

    def test_a_study_with_one_arm_has_nothing_to_compare(self) -> None:
        alone = study(NUMBERS)
        assert contrasts(alone) == proportions(alone) == means(alone) == baseline(alone) == losses(alone) == ()
        assert p_values(alone).between == ()


class TestProportions:
    #: Newcombe 1998 (Stat Med 17:873-890), table II: contrasts (a), (d) and (e) by his method 10.
    @pytest.mark.parametrize(
        ("counts", "difference", "low", "high"),
        [
            ((56, 70, 48, 80), "+0.2000", "+0.0524", "+0.3339"),
            ((5, 56, 0, 29), "+0.0893", "-0.0381", "+0.1926"),
            ((0, 10, 0, 20), "+0.0000", "-0.1611", "+0.2775"),
        ],
    )
    def test_the_difference_has_newcombe_s_interval(
        self, counts: tuple[int, int, int, int], difference: str, low: str, high: str
    ) -> None:
        found = responders(*counts)
        told = [f"{one:+.4f}" for one in (found.difference, found.interval.low, found.interval.high)]
        assert told == [difference, low, high]

    def test_the_ratios_are_those_of_bland_and_altman(self) -> None:
        """Hay fever in children with and without eczema (BMJ 2000;320:1468): 141/561 against 928/14453."""
        found = responders(141, 561, 928, 14453)
        assert found.risk is not None and found.odds is not None
        assert (f"{found.risk.value:.2f}", f"{found.odds.value:.2f}") == ("3.91", "4.89")

    def test_a_number_needed_to_treat_has_an_ordinary_interval_where_the_arms_are_apart(self) -> None:
        """From Newcombe's contrast (a): 1/0.2, 1/0.3339 and 1/0.0524."""
        found = responders(56, 70, 48, 80)
        assert found.apart and found.needed is not None and not found.needed.through_infinity
        told = [f"{one:.1f}" for one in (found.needed.value, found.needed.at_best, found.needed.at_worst)]
        assert told == ["5.0", "3.0", "19.1"]

    def test_it_goes_through_infinity_where_they_are_not(self) -> None:
        """From Newcombe's contrast (d), as Altman 1998 (BMJ 317:1309) has it told: 11 for one more to benefit, with an
        interval from 1/0.1926 for benefit through infinity to 1/0.0381 for harm."""
        found = responders(5, 56, 0, 29)
        assert not found.apart and found.needed is not None and found.needed.through_infinity
        told = [f"{one:.1f}" for one in (found.needed.value, found.needed.at_best, found.needed.at_worst)]
        assert told == ["11.2", "5.2", "-26.2"]

    def test_arms_that_do_equally_well_need_infinitely_many(self) -> None:
        found = responders(40, 80, 40, 80)
        assert found.needed is not None and f"{found.needed.value:.0f}" == "inf" and found.needed.through_infinity

    @pytest.mark.parametrize(("better", "sign"), [("higher", 1), ("lower", -1)])
    def test_fewer_with_something_bad_is_a_gain(self, better: str, sign: int) -> None:
        swollen = Measure("swollen", "Swollen", kind="proportion", better=better, sources=("table-2",))  # type: ignore[arg-type]
        cells = fraction("table-2.light.swollen.3", 30, 100), fraction("table-2.heavy.swollen.3", 20, 100)
        (found,) = proportions(trial(*cells, extra=(swollen,)))
        assert found.gain == pytest.approx(0.1 * sign)
        assert found.needed is not None and found.needed.value == pytest.approx(10 * sign)

    def test_no_number_is_needed_where_nothing_says_what_is_better(self) -> None:
        chosen = Measure("left-handed", "Left-handed", kind="proportion", sources=("table-2",))
        cells = fraction("table-2.light.left-handed.3", 30, 100), fraction("table-2.heavy.left-handed.3", 20, 100)
        (found,) = proportions(trial(*cells, extra=(chosen,)))
        assert found.gain is None and found.needed is None and headline((found,)) is None

    def test_harms_stand_apart_and_take_the_arm_s_size_for_a_denominator_that_is_not_printed(self) -> None:
        events = Measure("adverse-events", "Adverse events", kind="proportion", sources=("table-2",))
        cells = number("table-2.light.adverse-events.n", "12", 12), number("table-2.heavy.adverse-events.n", "4", 4)
        made = trial(*cells, extra=(events,))
        assert proportions(made) == ()
        (found,) = harms(made)
        assert (found.arm.n, found.arm.N, found.arm.of_size) == (12, 100, True)
        assert found.gain == pytest.approx(-0.08)

    def test_a_count_above_its_denominator_is_not_compared(self) -> None:
        assert not proportions(
            trial(fraction("table-2.light.response.12", 81, 80), fraction("table-2.heavy.response.12", 40, 80))
        )

    def test_the_headline_is_the_last_response(self) -> None:
        made = trial(
            *(fraction(f"table-2.{arm}.response.{month}", 50, 90) for arm in ("light", "heavy") for month in (3, 12))
        )
        found = headline(proportions(made))
        assert found is not None and found.month == 12


class TestMeans:
    def sleep(self) -> Means:
        """R's `sleep` data as a paper would print them: t.test(extra ~ group) gives t = -1.8608, df = 17.776,
        p = 0.07939 and an interval from -3.3654832 to 0.2054832."""
        (found,) = means(trial(rating("light", 12, 0.75, 1.789010, 10), rating("heavy", 12, 2.33, 2.002249, 10)))
        return found

    def test_the_difference_is_r_s_welch_test(self) -> None:
        made = self.sleep().difference
        assert made is not None
        assert (f"{made.value:.2f}", f"{made.p:.4f}", f"{made.degrees:.2f}") == ("-1.58", "0.0794", "17.78")
        assert (f"{made.interval.low:.4f}", f"{made.interval.high:.4f}") == ("-3.3655", "0.2055")
        assert not self.sleep().apart

    def test_what_is_lacking_is_named_and_the_difference_still_told(self) -> None:
        cells = number("table-4.light.vas.12.mean", "3", 3.0), number("table-4.heavy.vas.12.mean", "4", 4.0)
        (found,) = means(trial(*cells))
        assert found.difference is None and found.standardised is None
        assert found.lacking == ("standard deviation", "number of patients") and found.between == -1

    @pytest.mark.parametrize(
        ("low", "high", "turned", "agrees"),
        [(-2.5, 0.5, False, True), (-0.5, 2.5, True, True), (-4.0, 0.0, False, False)],
    )
    def test_a_printed_interval_is_held_against_the_means(
        self, low: float, high: float, turned: bool, agrees: bool
    ) -> None:
        ends = (
            replace(number(f"table-4.x.vas.12.{end}", str(value), value), group=None)
            for end, value in (("ci-low", low), ("ci-high", high))
        )
        (found,) = means(trial(rating("light", 12, 3.0, 2.0, 40), rating("heavy", 12, 4.0, 2.0, 40), *ends))
        assert found.printed is not None
        assert (found.printed.turned, found.printed.agrees) == (turned, agrees)


class TestBeforeTreatment:
    def test_a_difference_is_told_in_standard_deviations(self) -> None:
        found = baseline(trial(rating("light", 0, 52.0, 10.0, 50), rating("heavy", 0, 50.0, 10.0, 90)))
        assert [one.difference for one in found] == [pytest.approx(0.2)] and found[0].noticeable

    @pytest.mark.parametrize(("percent", "known"), [("30%", True), ("40%", False)])
    def test_a_percentage_of_other_counts_leaves_it_open(self, percent: str, known: bool) -> None:
        men = Measure("men", "Men", kind="proportion", sources=("table-2",))
        cells = fraction("table-2.light.men.0", 30, 100, percent), fraction("table-2.heavy.men.0", 20, 100, "20%")
        (found,) = baseline(trial(*cells, extra=(men,)))
        assert (found.difference is not None) == known


class TestLosses:
    def test_the_share_missing_is_of_those_whom_the_arm_began_with(self) -> None:
        seen = (fraction(f"results.{arm}.follow-up.12", n, 100) for arm, n in (("light", 70), ("heavy", 90)))
        (found,) = losses(trial(*seen))
        assert (found.arm.lost, found.control.lost) == (pytest.approx(0.3), pytest.approx(0.1))
        assert found.difference == pytest.approx(0.2) and found.difference in found.interval and not found.counted


class TestPrintedPValues:
    def of(self, printed: str, n1: int, n2: int) -> Compared:
        p = replace(number("table-2.x.response.12.p", printed, float(printed.strip("<>"))), group=None)
        cells = (fraction(f"table-2.{arm}.response.12", n, 100) for arm, n in (("light", n1), ("heavy", n2)))
        (found,) = p_values(trial(*cells, p)).between
        return found

    @pytest.mark.parametrize(
        ("printed", "answer", "by"),
        # 60 against 45 of 100: chi-squared 4.5113 without and 3.9298 with correction, on one degree of freedom.
        [
            ("0.034", "agrees", ("chi-squared",)),
            ("0.047", "agrees", ("chi-squared with Yates’ correction", "Fisher’s exact")),
            ("<0.04", "agrees", ("chi-squared",)),
            ("0.21", "differs", ()),
        ],
    )
    def test_of_counts_is_given_back_or_not(self, printed: str, answer: str, by: tuple[str, ...]) -> None:
        found = self.of(printed, 60, 45)
        assert (found.answer, found.by) == (answer, by)

    def test_of_means_that_no_t_test_gives_may_be_of_another_test(self) -> None:
        p = replace(number("table-4.x.vas.12.p", "0.50", 0.5), group=None)
        (found,) = p_values(
            trial(rating("light", 12, 0.75, 1.789, 10), rating("heavy", 12, 2.33, 2.002, 10), p)
        ).between
        assert found.answer == "perhaps of another test"
        assert all(one.low < 0.0794 < one.high for one in found.tested), "rounding leaves room around the P of R"

    def test_of_one_arm_compares_nothing(self) -> None:
        p = number("table-4.light.vas.12.p", "0.01", 0.01)
        found = p_values(trial(rating("light", 12, 3.0, 2.0, 40), rating("heavy", 12, 4.0, 2.0, 40), p))
        assert found.between == () and found.within == (p,)


class TestClaims:
    @pytest.mark.parametrize(("right", "within"), [("light.vas.0", True), ("heavy.vas.12", False)])
    def test_that_compare_an_arm_with_itself_are_told(self, right: str, within: bool) -> None:
        cells = [rating(arm, month, 5.0, 2.0, 40) for arm in ("light", "heavy") for month in (0, 12)]
        compares = {"left": "table-4.light.vas.12.mean", "op": "<", "right": f"table-4.{right}.mean"}
        made = replace(trial(*cells), claims=(replace(claim(("compare", compares)), kind="efficacy"),))
        assert within_an_arm(made) == (("a-claim",) if within else ())
