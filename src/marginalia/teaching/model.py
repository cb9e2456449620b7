"""What an exercise is.

Texts are MyST. They are written by us; whatever comes from a study package is escaped before it enters one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How hard an exercise is; the value is also what a notebook asks for."""

    WARM_UP = "warm-up"
    CORE = "core"
    STRETCH = "stretch"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class TeachingNotes:
    """For the instructor's edition: what goes wrong, what to ask next, how to spend the minutes."""

    wrong_answers: tuple[str, ...]
    ask_next: tuple[str, ...]
    timing: str


@dataclass(frozen=True, slots=True)
class Solution:
    """The way to the answer, step by step, and the answer in one sentence.

    `figures` are the computed values that settle the question, as the solution prints them. No question or hint
    may contain one; the student edition is searched for them.
    """

    steps: tuple[str, ...]
    answer: str
    figures: tuple[str, ...]
    notes: TeachingNotes


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. `solve` composes the solution when it is called, so that an edition without solutions never
    has them in memory, let alone in an output. `look` are pages of the book (`chapters/efficacy`)."""

    id: str
    title: str
    level: Level
    minutes: int
    aim: str
    question: tuple[str, ...]
    look: tuple[str, ...]
    solve: Callable[[], Solution] = field(repr=False, compare=False)
    hint: str = ""

    @property
    def anchor(self) -> str:
        """The name by which pages link to the exercise."""
        return f"exercise-{self.id}"


@dataclass(frozen=True, slots=True)
class Numbered:
    """An exercise with its number in this book. Exercises that a study cannot carry take no number."""

    number: int
    exercise: Exercise

    @property
    def link(self) -> str:
        return f"{{ref}}`Exercise {self.number} <{self.exercise.anchor}>`"
