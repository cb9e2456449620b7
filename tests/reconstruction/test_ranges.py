"""What is true of the patients lies within what the reconstruction leaves open."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from cohorts.patients import Cohort as MadeUp
from cohorts.patients import make_cohort
from cohorts.plan import Plan
from cohorts.study import make_study
from small_studies import ASSUMPTIONS, Cohort, Patient, honest, of, response, seeds, seen

from marginalia.reconstruction import Assumptions, reconstruct, with_named
from marginalia.reconstruction.conflicts import search
from marginalia.reconstruction.questions import Question, questions
from marginalia.reconstruction.reconstruct import extremes
from marginalia.reconstruction.solver import satisfiable
from marginalia.reconstruction.statements import Statement, statements
from marginalia.reconstruction.system import system_of
from marginalia.study.model import Study


def truth(cohort: Cohort, question: str) -> int:
    """Of how many patients the answer to a question is yes."""
    return sum(_asked(cohort, one, question) for one in cohort.patients)


def _asked(cohort: Cohort, one: Patient, question: str) -> bool:
    printed = {
        number.month for number in cohort.study.numbers if number.measure == "response" and number.group == "all"
    }
    shown = {
        number.month
        for number in cohort.study.numbers
        if number.measure == "response" and number.group == "all" and number.statistic != "N"
    }
    assert shown <= printed
    visits = [at for at, month in enumerate(cohort.months) if month in shown]
    last, before = visits[-1], visits[-2] if len(visits) > 1 else visits[-1]
    first = cohort.base if cohort.base in visits[:-1] else visits[0]
    came = [at for at in visits if one.seen(at)]
    treatments = len(one.groups & {"soft", "hard"})
    if question.startswith("responders-") and question != "responders-missing":
        return one.responds(cohort.months.index(float(question.removeprefix("responders-"))))
    return {
        "always": bool(came) and all(one.responds(at) for at in came),
        "never": bool(came) and not any(one.responds(at) for at in came),
        "lost": any(one.responds(at) for at in visits[:-1]) and one.seen(last) and not one.responds(last),
        "late": one.seen(before) and not one.responds(before) and one.responds(last),
        "responders-missing": one.responds(first) and not one.seen(last),
        "non-responders-missing": one.seen(first) and not one.responds(first) and not one.seen(last),
        "in-two": treatments == 2,
        "in-none": treatments == 0,
    }[question]


def two_of(study: Study, stated: tuple[Statement, ...], seed: int) -> list[Question]:
    """Two of a study's questions, other ones for another seed."""
    every = list(questions(study, stated))
    return random.Random(seed).sample(every, min(2, len(every)))


@pytest.mark.parametrize("assumed", ASSUMPTIONS)
class TestAnHonestStudy:
    def test_has_no_conflict(self, assumed: str) -> None:
        for seed in seeds(20):
            study = honest(seed, ASSUMPTIONS[assumed]).study
            assert satisfiable(system_of(study, ASSUMPTIONS[assumed])), f"{seed=}"

    def test_has_the_truth_within_every_range(self, assumed: str) -> None:
        for seed in seeds(5):
            cohort = honest(seed, ASSUMPTIONS[assumed])
            stated = statements(cohort.study)
            system = system_of(cohort.study, cohort.assumptions, stated)
            for question in two_of(cohort.study, stated, seed):
                low, high = extremes(system.seeing(question.months), question)
                assert low <= truth(cohort, question.id) <= high, f"{seed=} {question.id}"


class TestARange:
    def test_never_narrows_when_statements_are_dropped(self) -> None:
        wider = 0
        for seed in seeds(5):
            study = honest(seed).study
            stated = statements(study)
            system = system_of(study, Assumptions(), stated)
            some = random.Random(seed).sample(range(len(stated)), 2 * len(stated) // 3)
            for question in two_of(study, stated, seed):
                low, high = extremes(system.seeing(question.months), question)
                least, most = extremes(system.only(some).seeing(question.months), question)
                assert least <= low <= high <= most, f"{seed=} {question.id}"
                wider += (least, most) != (low, high)
        assert wider

    @pytest.mark.parametrize("name", ["nested-follow-up", "disjoint-treatments", "covering-treatments", "wrapped"])
    def test_never_widens_when_more_is_assumed(self, name: str) -> None:
        narrower = 0
        everything = ASSUMPTIONS["several"]
        for seed in seeds(5):
            study = honest(seed, everything).study
            stated, base = statements(study), Assumptions("ever", rated_when_seen=False)
            system = system_of(study, base, stated)
            more = system_of(study, with_named(study, [name], base), stated)
            for question in two_of(study, stated, seed):
                least, most = extremes(system.seeing(question.months), question)
                low, high = extremes(more.seeing(question.months), question)
                assert least <= low <= high <= most, f"{seed=} {question.id}"
                narrower += (least, most) != (low, high)
        assert narrower or name == "wrapped"

    def test_is_no_narrower_where_some_may_be_unrated(self) -> None:
        for seed in seeds(8):
            study = honest(seed).study
            stated = statements(study)
            system = system_of(study, Assumptions(), stated)
            fewer = system_of(study, Assumptions(rated_when_seen=False), stated)
            for question in two_of(study, stated, seed):
                low, high = extremes(system.seeing(question.months), question)
                least, most = extremes(fewer.seeing(question.months), question)
                assert least <= low <= high <= most, f"{seed=} {question.id}"

    def test_is_worked_out_by_hand(self) -> None:
        """10 patients, all seen twice: 6 respond first, 3 later. At least 3 of the 6 lose the response."""
        study = of(10, (), [*response("all", 3, 6, 10), *response("all", 12, 3, 10)])
        found = {one.id: (one.low, one.high) for one in reconstruct(study).ranges if not one.assuming}
        assert found == {
            "always": (0, 3),
            "never": (1, 4),
            "lost": (3, 6),
            "late": (0, 3),
            "responders-missing": (0, 0),
            "non-responders-missing": (0, 0),
        }


def test_other_names_and_another_order_change_nothing() -> None:
    names = {"all": "all", "soft": "x", "hard": "c", "a": "z", "b": "b"}
    for seed in seeds(2):
        study = honest(seed).study
        groups = [
            replace(
                one,
                id=names[one.id],
                part_of=tuple(names[other] for other in one.part_of),
                disjoint_from=tuple(names[other] for other in one.disjoint_from),
            )
            for one in study.groups
        ]
        readings = [
            replace(one, group=names[one.group], within=tuple(names[other] for other in one.within))
            for one in study.readings
        ]
        numbers = [replace(one, group=names[one.group or "all"]) for one in study.numbers]
        renamed = replace(
            study, groups=tuple(reversed(groups)), readings=tuple(readings), numbers=tuple(reversed(numbers))
        )
        before, after = reconstruct(study), reconstruct(renamed)
        assert before.ranges == after.ranges
        assert [(one.name, one.possible) for one in before.tried] == [(one.name, one.possible) for one in after.tried]


class TestAMadeUpPaper:
    """The papers that the audit's tests make up print far more than counts, several times over and partly damaged."""

    @staticmethod
    def plan(seed: int) -> Plan:
        chance = random.Random(seed)
        return Plan(
            patients=chance.randint(5, 60),
            months=tuple(sorted(chance.sample((1.0, 3.0, 6.0, 12.0), chance.randint(2, 3)))),
            arms=chance.choice(("none", "partition", "overlapping", "not covering")),
            treatments=chance.randint(2, 3),
            diagnoses=chance.randint(0, 2),
            severe=chance.random() < 0.5,
            scales=("pain",),
            nested=chance.random() < 0.5,
            rounding=chance.choice(("half up", "half even")),
            decimals=chance.randint(0, 1),
            repeats=chance.random() < 0.5,
            damaged=False,
            lasting="at the visit",
            seed=seed,
        )

    def test_is_possible_and_has_the_truth_within_a_range(self) -> None:
        tried = 0
        for seed in seeds(16):
            plan = self.plan(seed)
            cohort, study = make_cohort(plan), make_study(plan)
            stated = statements(study)
            if not _followed_from_where_it_says(study):
                continue
            system = system_of(study, Assumptions(nested_follow_up=plan.nested), stated)
            assert search(system).conflicts == (), f"{seed=}"
            question = next(one for one in questions(study, stated) if one.id == "never")
            low, high = extremes(system.seeing(question.months), question)
            assert low <= self.never(cohort) <= high, f"{seed=}"
            tried += 1
        assert tried > 7

    @staticmethod
    def never(cohort: MadeUp) -> int:
        return int((cohort.seen.any(axis=1) & ~cohort.responds.any(axis=1)).sum())


def _followed_from_where_it_says(study: Study) -> bool:
    """Whether the package says whose response is followed."""
    return study.measure("continued-response").since is not None


def test_nothing_is_asked_about_responders_where_a_paper_counts_none() -> None:
    study = of(10, (), [seen("all", 3, 8), seen("all", 6, 7)])
    assert not questions(study, statements(study))
