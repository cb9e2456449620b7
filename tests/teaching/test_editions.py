"""Three editions of the same exercises; in the student's, no solution is ever made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import jupytext
import papermill
import pytest
from teaching_wording import bare, figure_in, sentences

from marginalia.errors import ParameterError
from marginalia.teaching import open_exercises
from marginalia.teaching.lesson import Lesson
from marginalia.teaching.material import Material
from marginalia.teaching.model import Level, Numbered, Solution
from marginalia.teaching.sheet import Sheet, sheet


def pages(made: Sheet) -> str:
    return "\n".join(made.level(level).markdown + made.level(level).html for level in Level)


def solutions(material: Material) -> list[Solution]:
    return [one.exercise.solve() for one in sheet(material, "instructor").numbered]


class TestReader:
    def test_solutions_are_folded_under_their_exercises(self, material: Material) -> None:
        made = sheet(material, "reader")
        shown = pages(made)
        for one in made.numbered:
            question, solution = f"Exercise {one.number}: ", f"Solution to exercise {one.number}\n"
            assert shown.index(question) < shown.index(solution)
        assert shown.count(":class: solution dropdown\n") == len(made.numbered)

    def test_what_is_for_teachers_is_left_out(self, material: Material) -> None:
        shown = bare(pages(sheet(material, "reader")))
        for solution in solutions(material):
            assert bare(solution.notes.timing) not in shown


class TestInstructor:
    def test_solutions_are_open_and_notes_follow(self, material: Material) -> None:
        made = sheet(material, "instructor")
        shown = pages(made)
        assert "solution dropdown" not in shown
        assert shown.count(":class: solution\n") == len(made.numbered)
        for solution in solutions(material):
            assert bare(solution.notes.timing) in bare(shown)


class TestStudent:
    def test_no_solution_is_made(self, material: Material) -> None:
        def forbidden() -> Solution:
            raise AssertionError("a solution was composed for the student edition")

        made = sheet(material, "student")
        locked = tuple(Numbered(one.number, replace(one.exercise, solve=forbidden)) for one in made.numbered)
        assert pages(Sheet(locked, "student"))
        with pytest.raises(AssertionError):
            pages(Sheet(locked, "reader"))

    def test_questions_and_hints_are_the_same_as_the_readers(self, material: Material) -> None:
        student, reader = pages(sheet(material, "student")), pages(sheet(material, "reader"))
        for one in sheet(material, "student").numbered:
            for text in (*one.exercise.question, one.exercise.hint):
                assert text in student and text in reader

    def test_no_figure_of_an_answer_stands_in_its_exercise(self, material: Material) -> None:
        for one in sheet(material, "student").numbered:
            shown = pages(Sheet((one,), "student"))
            for figure in one.exercise.solve().figures:
                assert not figure_in(figure, shown), (one.exercise.id, figure)

    def test_the_lesson_keeps_what_to_listen_for_to_itself(self, material: Material) -> None:
        student = Lesson(material, sheet(material, "student"))
        teacher = Lesson(material, sheet(material, "instructor"))
        for part in ("discussion", "exit_ticket"):
            asked, told = getattr(student, part)().markdown, getattr(teacher, part)().markdown
            assert "What to listen for" not in asked and "18 of the 29" not in asked
            assert told.startswith(asked) and "What to listen for" in told
        assert "18 of the 29" in teacher.discussion().markdown


class TestTheDoor:
    def test_an_unknown_edition_is_an_error_that_names_it(self) -> None:
        with pytest.raises(ParameterError, match="edition=teacher"):
            open_exercises(edition="teacher")

    def test_a_sheet_does_not_show_its_insides(self, material: Material) -> None:
        """What a notebook keeps of an object is its representation: it must hold no answer."""
        shown = bare(repr(sheet(material, "student")))
        assert not any(sentence in shown for solution in solutions(material) for sentence in sentences(solution))


def run(root: Path, folder: Path, page: str, edition: str) -> str:
    """A page's notebook, executed as the press executes it: every output in every format, and the source."""
    source = folder / f"{page}-{edition}.ipynb"
    source.write_text(jupytext.writes(jupytext.read(root / "book" / f"{page}.md"), fmt="ipynb"))
    done = papermill.execute_notebook(
        str(source),
        None,
        {"edition": edition},
        cwd=str(root / "book"),
        kernel_name="python3",
        progress_bar=False,
        autosave_cell_every=0,
        request_save_on_cell_execute=False,
    )
    return str(jupytext.writes(done, fmt="ipynb"))


class TestExecutedNotebooks:
    @pytest.fixture(autouse=True)
    def _our_code(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTHONPATH", str(root / "src"))

    def test_exercises(self, root: Path, tmp_path: Path, material: Material) -> None:
        student, reader = (bare(run(root, tmp_path, "exercises", edition)) for edition in ("student", "reader"))
        for solution in solutions(material):
            told = list(sentences(without_notes(solution)))
            assert not [sentence for sentence in told if sentence in student]
            # the same search finds the solutions where they belong
            assert told and [sentence for sentence in told if sentence not in reader] == []

    def test_lesson(self, root: Path, tmp_path: Path) -> None:
        student, instructor = (run(root, tmp_path, "lesson", edition) for edition in ("student", "instructor"))
        assert "What to listen for" in instructor and "18 of the 29" in instructor
        assert "What to listen for" not in student and "18 of the 29" not in student


def without_notes(solution: Solution) -> Solution:
    """A solution without its teaching notes, which the reader's edition does not print."""
    return replace(solution, notes=replace(solution.notes, wrong_answers=(), ask_next=(), timing=""))
