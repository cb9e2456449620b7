"""Every error of ours says where, what was found and what belongs there."""

from __future__ import annotations

import pytest

from marginalia.errors import BuildError, MarginaliaError, PackageError, ParameterError, Problem


def test_a_problem_is_one_line() -> None:
    problem = Problem("numbers.csv", "row 12, column reading", "ni\nne", "a number", "write digits")
    assert str(problem) == "numbers.csv: row 12, column reading: found 'ni\\nne', expected a number; write digits"


def test_a_problem_may_be_about_something_missing() -> None:
    assert str(Problem("study.yml", "", "", "this file")) == "study.yml: nothing found, expected this file"


def test_a_long_value_is_cut() -> None:
    assert len(str(Problem("a", "b", "x" * 10_000, "less"))) < 150


def test_a_package_error_carries_and_shows_all_problems() -> None:
    problems = [Problem("a.csv", "row 1", "x", "y"), Problem("b.yml", "line 2", "", "z")]
    error = PackageError(problems)
    assert error.problems == tuple(problems)
    assert str(error).splitlines() == [str(problem) for problem in problems]


def test_a_build_error_names_chapter_cell_and_line() -> None:
    assert str(BuildError("efficacy", 3, 2, "KeyError: 'x'")) == "efficacy, cell 3, line 2: KeyError: 'x'"
    assert str(BuildError("efficacy", None, None, "kernel died")) == "efficacy: kernel died"


@pytest.mark.parametrize("kind", [PackageError, ParameterError, BuildError])
def test_one_family(kind: type[Exception]) -> None:
    assert issubclass(kind, MarginaliaError)
