"""An independent solver, over unknown patients one by one, gives the same answers as the reconstruction."""

from __future__ import annotations

from collections import Counter

import patient_model
import pytest
from small_studies import ASSUMPTIONS, altered, honest, seeds

from marginalia.reconstruction.conflicts import conflict_with
from marginalia.reconstruction.questions import questions
from marginalia.reconstruction.reconstruct import extremes
from marginalia.reconstruction.solver import satisfiable
from marginalia.reconstruction.statements import statements
from marginalia.reconstruction.system import system_of


@pytest.mark.parametrize("assumed", ASSUMPTIONS)
class TestBothSolvers:
    def test_say_alike_whether_there_can_be_such_patients(self, assumed: str) -> None:
        """Of honest studies and of studies in which one number or two are wrong."""
        assumptions, answers = ASSUMPTIONS[assumed], Counter[bool]()
        for seed in seeds(12):
            changes = seed % 3
            study = altered(seed, assumptions, changes=changes) if changes else honest(seed, assumptions).study
            stated = statements(study)
            answer = patient_model.possible(study, assumptions, stated)
            assert satisfiable(system_of(study, assumptions, stated)) is answer, f"{seed=}"
            answers[answer] += 1
        assert answers[True] and answers[False]

    def test_say_alike_what_else_can_be_assumed(self, assumed: str) -> None:
        """Of honest patients, who meet an assumption or do not."""
        for seed in seeds(3, 60):
            study = honest(seed).study
            stated = statements(study)
            system = system_of(study, ASSUMPTIONS[assumed], stated)
            answer = patient_model.possible(study, ASSUMPTIONS[assumed], stated)
            assert (conflict_with(system, range(len(stated))) is None) is answer, f"{seed=}"

    def test_give_every_question_the_same_fewest_and_most(self, assumed: str) -> None:
        assumptions, asked = ASSUMPTIONS[assumed], Counter[str]()
        for seed in seeds(3, 60):
            study = honest(seed, assumptions).study
            stated = statements(study)
            system = system_of(study, assumptions, stated)
            for question in questions(study, stated)[seed % 3 :: 3]:
                found = extremes(system.seeing(question.months), question)
                assert found == patient_model.extremes(study, assumptions, stated, question.id), (
                    f"{seed=} {question.id}"
                )
                asked[question.id] += 1
        assert len(asked) > 2
