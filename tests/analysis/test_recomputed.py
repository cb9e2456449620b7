"""Every printed number beside what the patients say: honest papers about random patients agree with them throughout."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pytest
from cohorts import patients as made_up
from cohorts.folder import write_package
from cohorts.paper import Paper
from cohorts.patients import make_cohort
from cohorts.plan import Plan, plans
from cohorts.study import study_of
from hypothesis import HealthCheck, Phase, given, settings

from marginalia.analysis.patient_course import course, happened, summaries
from marginalia.analysis.recomputed import Recomputation, recompute
from marginalia.analysis.reprinted import NOT_PRINTED, reprinted
from marginalia.study.model import (
    ADVERSE_EVENTS,
    CONTINUED_RESPONSE,
    LATER_SURGERY,
    Group,
    Limit,
    Measure,
    Number,
    Outcome,
    Study,
)
from marginalia.study.patient_level import Cohort, Event, Patient, Visit
from marginalia.study.patient_tables import read_cohort, write_cohort
from marginalia.study.printed import readings_of
from marginalia.study.reading import read_study
from tests.analysis.made_study import fraction, mean, number, size, study

LONG = os.environ.get("MARGINALIA_LONG") == "1"


def every(short: int, long: int) -> settings:
    """So many made-up studies, always the same ones."""
    return settings(
        max_examples=long if LONG else short,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


def printed_about(plan: Plan) -> tuple[Study, Cohort]:
    """The paper that honest authors print about random patients, with its package, and these patients one by one."""
    # The book follows earlier responders by whether they respond at the visit.
    drawn = make_cohort(replace(plan, lasting="at the visit"))
    paper = Paper(drawn)
    plain = study_of(drawn, paper)
    base = plan.months[paper.base]
    return (
        replace(
            plain,
            measures=tuple(replace(one, since=base) if one.id == CONTINUED_RESPONSE else one for one in plain.measures),
            outcomes=tuple(replace(one, is_change=not drawn.scales[one.id].from_start) for one in plain.outcomes),
        ),
        one_by_one(drawn),
    )


def one_by_one(drawn: made_up.Cohort) -> Cohort:
    rated_before = [id for id, scale in drawn.scales.items() if scale.from_start]
    patients = []
    for at in range(drawn.plan.patients):
        visits = [Visit(0.0, {id: score(drawn, id, at, 0) for id in rated_before})] if rated_before else []
        visits += [
            Visit(month, {id: score(drawn, id, at, column) for id in drawn.scales})
            for column, month in enumerate(drawn.plan.months, start=1)
            if drawn.seen[at, column - 1]
        ]
        groups = frozenset(id for id in drawn.groups if id != "all" and drawn.members(id)[at])
        patients.append(Patient(f"P{at + 1:03}", groups, tuple(visits), tuple(events(drawn, at))))
    return Cohort(tuple(patients), synthetic=True, events_recorded=True)


def score(drawn: made_up.Cohort, scale: str, at: int, column: int) -> float:
    return float(int(drawn.scores[scale][at, column]) * drawn.scales[scale].step)


def events(drawn: made_up.Cohort, at: int) -> list[Event]:
    found = [Event(2.5, LATER_SURGERY, "fusion")] if drawn.operated[at] else []
    return [*found, *([Event(0.5, ADVERSE_EVENTS, "rash", False, "yes")] if drawn.harmed[at] else [])]


def wrong(made: Recomputation) -> list[tuple[str, str, str]]:
    return [(one.number.id, one.number.printed, one.shown) for one in made.of("differs")]


class TestAnHonestPaper:
    @every(60, 3_000)
    @given(plans())
    def test_prints_what_its_patients_say(self, plan: Plan) -> None:
        printed, cohort = printed_about(plan)
        assert wrong(recompute(printed, cohort)) == []

    @every(20, 500)
    @given(plans())
    def test_has_its_counts_shares_means_and_spreads_worked_out(self, plan: Plan) -> None:
        printed, cohort = printed_about(plan)
        made = recompute(printed, cohort)
        known = {"group-size", "follow-up", ADVERSE_EVENTS, *plan.scales}
        untold = [one for one in made.of("cannot be recomputed") if one.number.measure in known]
        assert {one.number.statistic for one in untold} <= {"threshold"}

    @every(20, 500)
    @given(plans())
    def test_reads_the_same_with_its_patients_numbers_in_it(self, plan: Plan) -> None:
        printed, cohort = printed_about(plan)
        again = reprinted(recompute(printed, cohort))
        legible = [one for one in printed.numbers if one.reading is not None]
        assert [again.study.number(one.id).printed for one in legible] == [one.printed for one in legible]
        assert not again.added

    @every(6, 200)
    @given(plan=plans())
    def test_and_its_patients_are_the_same_when_read_from_files(
        self, plan: Plan, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        printed, cohort = printed_about(plan)
        folder = write_package(printed, tmp_path_factory.mktemp("package") / printed.slug)
        write_cohort(printed, cohort, folder)
        assert read_cohort(read_study(folder), folder) == cohort


@every(20, 500)
@given(plans())
def test_a_study_with_other_patients_prints_strings_that_mean_its_numbers(plan: Plan) -> None:
    """Half of the patients away: every string that changed can be read as the number that it now stands for."""
    printed, cohort = printed_about(plan)
    fewer = replace(cohort, patients=cohort.patients[: max(1, len(cohort.patients) // 2)])
    made = recompute(printed, fewer)
    again = reprinted(made)
    for one in again.study.numbers:
        if one.id in again.changed and one.reading is not None:
            assert any(abs(one.reading - value) < 1e-9 for value in readings_of(one.printed, one.statistic)), one
    assert again.study.enrolled == len(fewer.patients)
    assert wrong(recompute(again.study, fewer)) == []


# ── by hand ──────────────────────────────────────────────────────────────────────────────────────────────────────────

#: Pain (0 to 10, lower is better, 2 counts) at the start and at 3, 12 and 24 months; `None` where not seen.
PAIN: dict[str, tuple[float | None, ...]] = {
    "anna": (8, 5, 4, None),
    "bert": (7, None, 5, 4.5),
    "carl": (6, 6, None, None),
    "dora": (5.1, 3.1, None, None),
}
GROUPS = {"anna": "light", "bert": "light", "carl": "heavy", "dora": "heavy"}
ONLY_PAIN = (Outcome("vas", "Pain", "points", 0, 10, "lower", important_change=2),)
EVENTS = {
    "anna": (Event(1.5, ADVERSE_EVENTS, "rash", False, "yes"), Event(14, ADVERSE_EVENTS, "fall", True, "no")),
    "carl": (Event(9, LATER_SURGERY, "fusion"),),
}


def four(
    *numbers: Number, events: bool = True, without_groups: frozenset[str] = frozenset(), **more: Any
) -> Recomputation:
    """These numbers, recomputed from the four patients above."""
    measures = (
        Measure("follow-up", "Patients seen", kind="proportion", sources=("results",)),
        Measure("response", "Responders", kind="proportion", sources=("table-2",)),
        Measure("continued-response", "Lasting responders", kind="proportion", since=3),
        Measure("group-size", "Patients in the group", kind="count"),
        Measure("vas", "Mean pain", kind="mean", outcome="vas", sources=("table-4",)),
        Measure("vas-walking", "Mean pain when walking", kind="mean", outcome="vas"),
        Measure("heavy-ones", "Heavy cushions", kind="proportion"),
        Measure("adverse-events", "Harms", kind="proportion"),
        Measure("later-surgery", "Later surgery", kind="proportion"),
        Measure("second-helping", "Second cushion", kind="count"),
        Measure("dose", "Dose", kind="dose"),
        Measure("threshold", "Fall that counts", kind="threshold", outcome="vas"),
    )
    plain = study(numbers, enrolled=4, groups=tuple(replace(one, size=None) for one in study().groups))
    made = replace(plain, outcomes=ONLY_PAIN, measures=measures, **more)
    patients = tuple(
        Patient(
            id,
            frozenset({GROUPS[id]} - without_groups),
            tuple(
                Visit(month, {"vas": pain})
                for month, pain in zip((0.0, 3.0, 12.0, 24.0), scores, strict=True)
                if pain is not None
            ),
            EVENTS.get(id, ()) if events else (),
        )
        for id, scores in PAIN.items()
    )
    return recompute(made, Cohort(patients, synthetic=False, without_groups=without_groups, events_recorded=events))


@pytest.mark.parametrize(
    ("id", "printed", "reading", "answer", "shown"),
    [
        ("table-4.all.vas.0.mean", "6.5", 6.5, "agrees", "6.5"),
        ("table-4.all.vas.0.mean", "6.53", 6.53, "agrees", "6.53"),
        ("table-4.all.vas.0.sd", "1.25", 1.25, "agrees", "1.25"),
        ("table-4.all.vas.0.sd", "1.08", 1.08, "differs", "1.25"),
        ("table-4.all.vas.0.se", "0.63", 0.63, "agrees", "0.63"),
        ("table-4.all.vas.0.low", "5.1", 5.1, "agrees", "5.1"),
        ("table-4.all.vas.0.high", "8", 8, "agrees", "8"),
        ("table-4.all.vas.0.median", "6.5", 6.5, "agrees", "6.5"),
        ("table-4.all.vas.3.N", "3", 3, "agrees", "3"),
        ("results.all.follow-up.3.percent", "75%", 75, "agrees", "75%"),
        ("results.all.follow-up.12.n", "3", 3, "differs", "2"),
        ("results.all.adverse-events.n", "one", 1, "agrees", "1"),
        ("results.all.adverse-events.percent", "26%", 26, "differs", "25%"),
        ("results.all.adverse-events.value", "2", 2, "agrees", "2"),
        ("results.heavy.adverse-events.count", "none", 0, "agrees", "0"),
        ("results.all.adverse-events.12.n", "1", 1, "agrees", "1"),
        ("results.all.later-surgery.percent", "25%", 25, "agrees", "25%"),
        ("results.heavy.group-size.count", "two", 2, "agrees", "2"),
    ],
)
def test_each_kind_of_number_follows_from_four_patients(
    id: str, printed: str, reading: float, answer: str, shown: str
) -> None:
    [one] = four(number(id, printed, reading)).numbers
    assert (one.answer, one.shown) == (answer, shown)


def test_a_percentage_that_was_cut_off_agrees_and_shows_why() -> None:
    [one] = [
        one
        for one in four(*fraction("table-2.all.response.3", 2, 3, "66%")).numbers
        if one.number.statistic == "percent"
    ]
    assert (one.answer, one.shown) == ("agrees", "66.7%")


@pytest.mark.parametrize(
    ("id", "why"),
    [
        ("results..dose.value", "it is not about a group of these patients"),
        ("results.all.dose.value", "the files do not hold it"),
        ("results.all.follow-up.threshold", "it names no visit"),
        ("results.all.second-helping.count", "the files do not hold it"),
        ("table-4.all.vas-walking.3.mean", "the column vas holds one score, and the paper several means of that scale"),
        ("table-4.all.vas.3.ci-low", "the files do not say how it was worked out"),
        ("table-4.heavy.vas.12.mean", "nobody of them was rated then"),
        ("table-4.light.vas.24.sd", "only one of them was rated then"),
        ("table-2.heavy.response.12.percent", "there is nobody to count"),
        ("table-2.all.response.0.n", "no responder rule says who responds then"),
    ],
)
def test_what_patients_cannot_say_is_told_with_its_reason(id: str, why: str) -> None:
    [one] = four(number(id, "1", 1)).numbers
    assert (one.answer, one.value, one.why) == ("cannot be recomputed", None, why)


def test_without_a_record_of_events_nothing_is_said_of_harms() -> None:
    harms = number("results.all.adverse-events.n", "no", 0)
    assert four(harms, events=False).numbers[0].answer == "cannot be recomputed"
    assert four(harms).numbers[0].answer == "differs"


def test_without_a_column_nobody_is_told_to_be_in_a_group() -> None:
    made = four(size("results.heavy", 2), size("results.light", 2), without_groups=frozenset({"heavy"}))
    assert [(one.answer, one.why) for one in made.numbers] == [
        ("cannot be recomputed", "the files have no column heavy"),
        ("agrees", ""),
    ]


def test_the_size_of_a_group_is_known_under_whatever_measure_it_is_printed() -> None:
    printed = (
        number("table-2.all.heavy-ones.0.n", "2", 2),
        number("table-2.all.heavy-ones.0.percent", "50%", 50),
    )
    groups = (
        Group("all", "All", "overall", "All"),
        Group("light", "L", "other", "L"),
        Group("heavy", "H", "other", "H", "table-2.all.heavy-ones.0.n"),
    )
    assert {one.answer for one in four(*printed, groups=groups).numbers} == {"agrees"}


def test_what_cannot_be_read_is_worked_out_all_the_same() -> None:
    [one] = four(replace(mean("table-4.all.vas.0", "6.5"), printed="?", reading=None, ocr="illegible")).numbers
    assert (one.answer, one.shown) == ("cannot be read", "6.53")


def limit(sense: str, *, doubtful: bool = False) -> dict[str, Any]:
    return {"limits": (Limit("methods.all.threshold.threshold", sense, doubtful),)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limits", "responders"),
    [
        ({}, 2),
        (limit("at least"), 2),
        (limit("more than"), 1),
        (limit("more than", doubtful=True), 2),
    ],
)
def test_who_reaches_the_threshold_responds_unless_the_paper_says_more_than(
    limits: dict[str, Any], responders: int
) -> None:
    """Dora's fall from 5.1 to 3.1 is two points, though not to a computer."""
    stated = number("methods.all.threshold.threshold", "2", 2)
    made = four(number("table-2.all.response.3.n", "2", 2), stated, **limits)
    assert made.by_id["table-2.all.response.3.n"].value == responders


def test_a_visit_that_the_paper_does_not_print_gets_numbers_as_the_last_one_is_printed() -> None:
    made = four(
        *fraction("results.all.follow-up.12", 2, 4, "50%"),
        *fraction("table-2.all.response.12", 2, 2, "100.0%"),
        mean("table-4.light.vas.12", "4.5"),
        visits=(0, 12, 24),
    )
    again = reprinted(made)
    added = {id.split(".", 1)[1]: again.study.number(id).printed for id in again.added}
    assert added == {
        f"all.follow-up.{NOT_PRINTED}-24.n": "1/4",
        f"all.follow-up.{NOT_PRINTED}-24.N": "1/4",
        f"all.follow-up.{NOT_PRINTED}-24.percent": "25%",
        f"all.response.{NOT_PRINTED}-24.n": "1/1",
        f"all.response.{NOT_PRINTED}-24.N": "1/1",
        f"all.response.{NOT_PRINTED}-24.percent": "100.0%",
        f"light.vas.{NOT_PRINTED}-24.mean": "4.5",
    }
    assert [(visit.month, visit.printed) for visit in course(made.aggregation)][-1] == (24, False)


@pytest.mark.parametrize(
    ("printed", "again"),
    [
        ("3/4 = 75%", "2/4 = 50%"),
        ("75% (3 of 4)", "50% (2 of 4)"),
        ("Three of the four", "2 of the 4"),
        ("3 / 4", "2 / 4"),
    ],
)
def test_a_changed_fraction_is_printed_as_the_paper_prints_fractions(printed: str, again: str) -> None:
    cell = "results.all.follow-up.12"
    halves = [number(f"{cell}.n", printed, 3), number(f"{cell}.N", printed, 4)]
    share = [number(f"{cell}.percent", printed, 75)] if "%" in printed else []
    made = reprinted(four(*halves, *share)).study
    assert {one.printed for one in made.numbers if one.month == 12} == {again}


def test_the_course_says_who_came_back_and_who_was_lost() -> None:
    visits = {visit.month: visit for visit in course(four().aggregation)}
    three, twelve, last = visits[3], visits[12], visits[24]
    assert (three.seen, three.judged, three.responded, three.back, three.lost) == (3, 3, 2, 1, 0)
    assert (twelve.seen, twelve.back, twelve.lost) == (2, 0, 2)
    assert (last.seen, last.back, last.lost) == (1, 0, 3)
    assert visits[0].size == visits[0].seen == 4


def test_scores_are_summed_up_by_visit_and_group() -> None:
    made = four().aggregation
    before, three, *_ = summaries(made, ONLY_PAIN[0])
    assert (before.n, before.mean, before.low, before.high) == (4, 6.525, 5.1, 8)
    assert before.sd == pytest.approx(1.2527, abs=1e-4)
    assert (three.n, three.mean) == (3, 4.7)
    assert summaries(made, ONLY_PAIN[0], "light")[-1].sd is None


def test_events_are_counted_by_patient_by_event_and_by_weight() -> None:
    harms, surgery = happened(four().aggregation)
    assert (harms.patients, harms.events, harms.serious, harms.seriously, harms.related) == (1, 2, 1, 1, 1)
    assert (surgery.patients, surgery.events, surgery.serious, surgery.related) == (1, 1, None, None)
    assert happened(four(events=False).aggregation) == ()
