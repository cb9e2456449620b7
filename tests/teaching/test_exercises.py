"""Exercises are composed from the study: no result is typed in, and nothing breaks where a study prints less."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from teaching_studies import with_readings, without
from teaching_wording import figure_in, question_of

from marginalia.analysis.settings import Settings
from marginalia.study.model import Study
from marginalia.teaching.exercises import REGISTRY, compose
from marginalia.teaching.material import Material
from marginalia.teaching.model import Exercise, Level, Solution


def solved(material: Material, id: str) -> Solution:
    return one(material, id).solve()


def one(material: Material, id: str) -> Exercise:
    return next(exercise for exercise in compose(material) if exercise.id == id)


def text_of(solution: Solution) -> str:
    return " ".join((*solution.steps, solution.answer))


class TestTheCollection:
    def test_this_paper_carries_every_exercise(self, material: Material) -> None:
        assert len(compose(material)) == len(REGISTRY) >= 12

    def test_ids_and_titles_are_unique(self, material: Material) -> None:
        exercises = compose(material)
        assert len({exercise.id for exercise in exercises}) == len(exercises)
        assert len({exercise.title for exercise in exercises}) == len(exercises)

    def test_levels_rise_and_all_are_used(self, material: Material) -> None:
        levels = [exercise.level for exercise in compose(material)]
        assert levels == sorted(levels, key=list(Level).index)
        assert set(levels) == set(Level)

    def test_every_exercise_is_complete(self, material: Material) -> None:
        for exercise in compose(material):
            solution = exercise.solve()
            assert exercise.minutes > 0 and exercise.aim and exercise.question and exercise.hint and exercise.look
            assert solution.steps and solution.answer and solution.figures
            assert solution.notes.wrong_answers and solution.notes.ask_next and solution.notes.timing

    def test_the_pages_to_look_at_are_pages_of_the_book(self, material: Material, root: Path) -> None:
        listed = (root / "_toc.yml").read_text(encoding="utf-8")
        for exercise in compose(material):
            for page in exercise.look:
                assert f"file: {page}\n" in listed

    def test_no_question_gives_its_answer_away(self, material: Material) -> None:
        for exercise in compose(material):
            for figure in exercise.solve().figures:
                assert not figure_in(figure, question_of(exercise)), (exercise.id, figure)

    def test_every_figure_stands_in_its_solution(self, material: Material) -> None:
        for exercise in compose(material):
            solution = exercise.solve()
            for figure in solution.figures:
                assert figure in text_of(solution), (exercise.id, figure)

    def test_every_citation_is_in_the_bibliography(self, material: Material, root: Path) -> None:
        known = set(
            re.findall(
                r"^@\w+\{([^,]+),", (root / "book/references.bib").read_text(encoding="utf-8"), flags=re.MULTILINE
            )
        )
        for exercise in compose(material):
            solution = exercise.solve()
            texts = (*exercise.question, exercise.hint, text_of(solution), *solution.notes.wrong_answers)
            cited = set(re.findall(r"\{cite:p\}`([^`]+)`", " ".join(texts)))
            assert cited <= known, exercise.id


class TestValuesAreComputed:
    """Against figures worked out elsewhere: by hand, or published."""

    def test_the_denominator(self, material: Material) -> None:
        # 29 of 48 were seen, 18 of 48 responded
        assert solved(material, "denominator").figures == ("60%", "38%", "18/29")

    def test_best_and_worst_case(self, material: Material) -> None:
        # (18 + 19) / 48
        assert "37.5% to 77.1%" in solved(material, "missing-patients").answer

    @pytest.mark.parametrize(
        ("n", "N", "low", "high"),
        # Newcombe 1998, Table I, method 3
        [(81, 263, "0.255", "0.366"), (15, 148, "0.062", "0.160"), (1, 29, "0.006", "0.172")],
    )
    def test_wilson_by_hand_arrives_at_published_intervals(
        self, material: Material, n: int, N: int, low: str, high: str
    ) -> None:
        study = with_readings(material.study, table_2__all__response__12__n=n, table_2__all__response__12__N=N)
        steps = " ".join(solved(Material(study), "wilson-by-hand").steps)
        assert f"= {low}$" in steps and f"= {high}$" in steps

    def test_wilson_by_hand_stays_wilson_in_a_book_of_another_method(self, material: Material) -> None:
        exact = Material(material.study, Settings(interval_method="clopper-pearson"))
        assert solved(exact, "wilson-by-hand").answer == solved(material, "wilson-by-hand").answer
        assert solved(exact, "small-group").answer != solved(material, "small-group").answer

    def test_the_level_of_confidence_is_the_readers(self, material: Material) -> None:
        wide = Material(material.study, Settings(confidence=0.99))
        assert "2.58" in " ".join(one(wide, "wilson-by-hand").question)
        assert "99% interval" in solved(wide, "wilson-by-hand").answer

    def test_the_rule_of_three(self, material: Material) -> None:
        # 3/48 and 1 - 0.05^(1/48)
        assert {"6.25%", "6.05%"} <= set(solved(material, "nothing-happened").figures)

    def test_the_mean_of_those_who_did_not_respond(self, material: Material) -> None:
        # (3.6 x 29 - 2.9 x 18) / 11 = 4.745
        assert "averaged about 4.7 at 12 months" in solved(material, "whose-mean").answer

    def test_patients_in_two_groups(self, material: Material) -> None:
        # 29 + 12 + 10 = 51 of 48, nobody in three
        assert "At least three patients" in solved(material, "overlapping-groups").answer

    def test_one_door_in_three(self, material: Material) -> None:
        # 1 - 0.8^3 = 0.488, 0.2^3 = 0.008
        assert "49% respond by luck" in text_of(solved(material, "any-of-three"))
        assert "0.8% if they are unrelated" in solved(material, "any-of-three").answer

    def test_coming_back_towards_the_mean(self, material: Material) -> None:
        # (8.3 - 7.1) x 0.7 = 0.84, x 0.2 = 0.24; 14.7 of 100 is 1.5 of 10
        solution = solved(material, "regression-to-the-mean")
        assert "0.24 to 0.84 points" in solution.answer
        assert "would be 1.5 points" in text_of(solution)


class TestTheDataDecide:
    def test_another_numerator_gives_another_answer(self, material: Material) -> None:
        fewer = Material(with_readings(material.study, table_2__all__response__12__n=10))
        assert solved(fewer, "denominator").figures == ("60%", "21%", "10/29")
        assert "20.8% to 60.4%" in solved(fewer, "missing-patients").answer

    def test_a_wrong_percent_is_noticed(self, material: Material) -> None:
        study = material.study
        numbers = tuple(
            replace(number, printed="70%", reading=70.0) if number.id == "table-2.all.response.12.percent" else number
            for number in study.numbers
        )
        solution = solved(Material(replace(study, numbers=numbers)), "recompute-percent")
        assert "it does not follow, 62% would" in text_of(solution)
        assert "1 by no way of rounding" in solution.answer

    def test_full_follow_up_is_said_to_hold(self, material: Material) -> None:
        seen = {f"results__all__follow_up__{month}__n": 48 for month in (1, 3, 6, 12, 18)}
        answer = solved(Material(with_readings(material.study, **seen)), "follow-up-threshold").answer
        assert answer == "The statement holds at every visit that has a head count (1, 3, 6, 12 and 18 months)."

    def test_the_question_of_the_missing_is_not_put_where_nobody_is_missing(self, material: Material) -> None:
        study = with_readings(material.study, table_2__all__response__12__n=30, table_2__all__response__12__N=48)
        ids = {exercise.id for exercise in compose(Material(study))}
        assert ids.isdisjoint({"denominator", "missing-patients", "one-sentence"})

    def test_two_places_that_agree_are_no_exercise(self, material: Material) -> None:
        agreed = with_readings(
            material.study,
            results__failed_surgery__response__12__N=6,
            discussion__failed_surgery__response__12__N=6,
            table_3__facet__continued_response__12__n=11,
            table_3__facet__continued_response__12__N=12,
        )
        assert "two-places" not in {exercise.id for exercise in compose(Material(agreed))}

    def test_a_recorded_harm_takes_the_rule_of_three_away(self, material: Material) -> None:
        harmed = Material(with_readings(material.study, results__all__adverse_events__n=2))
        assert "nothing-happened" not in {exercise.id for exercise in compose(harmed)}
        assert "Harm was recorded in two patients." in text_of(solved(harmed, "one-sentence"))

    def test_the_literature_is_left_out_where_the_book_has_none(self, material: Material) -> None:
        alone = Material(material.study)
        assert "cite:p" not in text_of(solved(alone, "any-of-three"))
        assert "measured elsewhere" not in text_of(solved(alone, "regression-to-the-mean"))


class TestStudiesThatPrintLess:
    def test_a_study_without_numbers_has_no_exercise_and_no_error(self, paper_study: Study) -> None:
        bare = replace(paper_study, numbers=(), claims=(), outcomes=(), groups=paper_study.groups[:1])
        assert compose(Material(bare)) == ()

    def test_another_study_gets_the_exercises_that_it_can_carry(self, tiny_study: Study, material: Material) -> None:
        carried = compose(Material(tiny_study))
        assert 0 < len(carried) < len(compose(material))
        for exercise in carried:
            assert exercise.solve().answer

    @pytest.mark.parametrize(
        ("measure", "gone"),
        [
            ("follow-up", {"follow-up-threshold"}),
            ("continued-response", {"conditioned-table"}),
            ("adverse-events", {"nothing-happened"}),
            ("group-size", {"overlapping-groups"}),
            ("vas-responders", set()),  # the Quebec scale stands in
        ],
    )
    def test_only_what_needs_a_measure_goes_with_it(self, material: Material, measure: str, gone: set[str]) -> None:
        study = without(material.study, measure)
        if measure == "group-size":
            study = replace(study, groups=tuple(replace(group, size=None) for group in study.groups))
        left = {exercise.id for exercise in compose(replace(material, study=study))}
        assert {exercise.id for exercise in compose(material)} - left == gone

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_no_study_breaks_an_exercise(self, material: Material, data: st.DataObject) -> None:
        """Numbers missing, illegible or impossible: every exercise is either left out or solved."""
        measures = sorted({number.measure for number in material.study.numbers if number.month is not None})
        study = without(material.study, *data.draw(st.sets(st.sampled_from(measures), max_size=4)))
        readings = st.one_of(st.none(), st.integers(0, 60).map(float))
        months = [number for number in study.numbers if number.statistic in ("n", "N", "mean") and number.month]
        if months:
            chosen = data.draw(st.lists(st.sampled_from(months), max_size=12))
            changes = {number.id: data.draw(readings) for number in chosen}
            numbers = tuple(
                replace(number, reading=changes[number.id]) if number.id in changes else number
                for number in study.numbers
            )
            study = replace(study, numbers=numbers)
        for exercise in compose(replace(material, study=study)):
            assert exercise.solve().answer


class TestForeignText:
    def test_words_of_a_package_are_never_markup(self, material: Material) -> None:
        hostile = "`x`{raw}<script>alert(1)</script> [a](b) $x$"
        study = material.study
        study = replace(
            study,
            groups=tuple(replace(group, label=hostile) for group in study.groups),
            outcomes=tuple(replace(outcome, label=hostile) for outcome in study.outcomes),
            claims=tuple(replace(claim, says=hostile) for claim in study.claims),
            design=replace(study.design, label=hostile),
            words={word: hostile for word in study.words},
        )
        for exercise in compose(replace(material, study=study)):
            solution = exercise.solve()
            notes = solution.notes
            texts = (*exercise.question, exercise.hint, text_of(solution), *notes.wrong_answers, *notes.ask_next)
            for text in texts:
                assert not re.search(r"(?<!\\)<script|(?<!\\)\{raw|(?<!\\)\[a", text), exercise.id
