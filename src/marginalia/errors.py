"""The one family of errors that Marginalia raises for its users; caught once, at the command line.

Each says where the mistake stands, what was found and what was expected. Anything else that escapes is a defect
of ours and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a study package.

    `file` is the file's name inside the package; `where` the place in it (`row 12, column reading`, or
    `line 48, claims[3].checks[0].rule`); `value` what stands there, as text, empty where nothing does;
    `expected` what belongs there; `hint` what to do about it.
    """

    file: str
    where: str
    value: str
    expected: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        found = f"found {_shown(self.value)}" if self.value else "nothing found"
        hint = f"; {self.hint}" if self.hint else ""
        return f"{place}: {found}, expected {self.expected}{hint}"


#: More mistakes than this nobody reads: what is meant for something else was taken for a package.
MOST_PROBLEMS = 1000


class Problems(list[Problem]):
    """The mistakes found so far. One too many ends the search: it raises `PackageError` with those that there are."""

    def __iadd__(self, more: Iterable[Problem], /) -> Self:  # type: ignore[misc, override]
        for problem in more:
            self.append(problem)
        return self

    def append(self, problem: Problem) -> None:
        super().append(problem)
        if len(self) >= MOST_PROBLEMS:
            hint = "mend the first ones and look again"
            more = Problem(problem.file, "", f"{MOST_PROBLEMS:,} problems and maybe more", "few or none", hint)
            raise PackageError([*self, more])


class MarginaliaError(Exception):
    """Base of every error that a user can cause and mend."""


class PackageError(MarginaliaError):
    """A study package that cannot be used. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ParameterError(MarginaliaError):
    """A parameter that no chapter has, or a value that it cannot take."""


class BuildError(MarginaliaError):
    """A chapter that failed while it ran.

    `cell` counts the notebook's code cells from 1; `line` is the line inside that cell, `None` where unknown.
    """

    def __init__(self, chapter: str, cell: int | None, line: int | None, message: str) -> None:
        self.chapter, self.cell, self.line, self.message = chapter, cell, line, message
        at = "".join(f", {name} {value}" for name, value in (("cell", cell), ("line", line)) if value is not None)
        super().__init__(f"{chapter}{at}: {message}")


def _shown(value: str, longest: int = 80) -> str:
    """The value in quotes, on one line, control characters spelled out, cut where it is long."""
    text = value if len(value) <= longest else value[: longest - 1] + "…"
    return repr(text)
