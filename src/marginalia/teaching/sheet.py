"""The exercises as a notebook shows them, for one edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marginalia.display import markup, shown, values
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.parameters import Edition
from marginalia.teaching import lab
from marginalia.teaching.exercises import compose
from marginalia.teaching.material import Material
from marginalia.teaching.model import Level, Numbered, Solution


@dataclass(frozen=True, slots=True)
class Sheet:
    """Numbered exercises. No solution is part of it: solutions are made while an edition that has them is shown."""

    numbered: tuple[Numbered, ...]
    edition: Edition

    def overview(self) -> Table | Shown:
        """All exercises with level, minutes and aim."""
        if not self.numbered:
            return shown.sentence("This study prints too little for any of the exercises.")
        rows = tuple(
            Row(
                Entry((f"{{ref}}`{one.number} <{one.exercise.anchor}>`",)),
                (
                    Entry((one.exercise.title,)),
                    Entry((one.exercise.level.label,)),
                    Entry((str(one.exercise.minutes),)),
                    Entry((one.exercise.aim,)),
                ),
            )
            for one in self.numbered
        )
        minutes = sum(one.exercise.minutes for one in self.numbered)
        caption = f"**The {len(self.numbered)} exercises.** Done one after another they take about {minutes} minutes."
        return Table("exercises", caption, ("No.", "Exercise", "Level", "Min.", "What you practise"), rows)

    def level(self, level: str) -> Shown:
        """The exercises of one level: `warm-up`, `core` or `stretch`. Raises `ValueError` for any other."""
        wanted = Level(level)
        found = [one for one in self.numbered if one.exercise.level is wanted]
        if not found:
            return shown.sentence("This study prints too little for an exercise at this level.")
        return shown.together(*(self._exercise(one) for one in found))

    def _exercise(self, one: Numbered) -> Shown:
        pieces = [_question(one)]
        if self.edition != "student":
            solution = one.exercise.solve()
            pieces.append(_solution(one, solution, closed=self.edition == "reader"))
            if self.edition == "instructor":
                pieces.append(_notes(one, solution))
        return shown.together(*pieces)


def sheet(material: Material, edition: Edition) -> Sheet:
    """The exercises that the study can carry, numbered from 1."""
    return Sheet(tuple(Numbered(place, one) for place, one in enumerate(compose(material), start=1)), edition)


def _question(one: Numbered) -> Shown:
    exercise = one.exercise
    facts = f"*{exercise.level.label}, about {values.plural(exercise.minutes, 'minute')}. {exercise.aim}*"
    pages = values.listed([f"{{doc}}`/{page}`" for page in exercise.look])
    where = f"Where to look: {pages}."
    text = "\n\n".join((facts, *exercise.question))
    hint = markup.directive("admonition", exercise.hint, argument="Hint", colons=3, class_="tip dropdown hint")
    body = "\n\n".join((text, *((hint,) if exercise.hint else ()), where))
    return Shown(
        markup.directive(
            "admonition",
            body,
            argument=_title(one),
            colons=4,
            class_=f"exercise exercise-{exercise.level}",
            name_=exercise.anchor,
        ),
        f"<h4>{_title(one)}</h4>\n{lab.html(text)}"
        + (f"<details><summary>Hint</summary>{lab.html(exercise.hint)}</details>" if exercise.hint else ""),
    )


def _title(one: Numbered) -> str:
    return f"Exercise {one.number}: {one.exercise.title}"


def _solution(one: Numbered, solution: Solution, *, closed: bool) -> Shown:
    title = f"Solution to exercise {one.number}"
    body = "\n\n".join((*solution.steps, f"**In short.** {solution.answer}"))
    return Shown(
        markup.directive(
            "admonition",
            body,
            argument=title,
            colons=4,
            class_="solution dropdown" if closed else "solution",
            name_=f"solution-{one.exercise.id}",
        ),
        f"<details{'' if closed else ' open'}><summary>{title}</summary>{lab.html(body)}</details>",
    )


def _notes(one: Numbered, solution: Solution) -> Shown:
    notes = solution.notes
    body = "\n\n".join(
        (
            f"**Answers that miss.**\n\n{_bullets(notes.wrong_answers)}",
            f"**Ask next.**\n\n{_bullets(notes.ask_next)}",
            f"**Timing.** {notes.timing}",
        )
    )
    title = f"For the teacher: exercise {one.number}"
    return Shown(
        markup.directive("admonition", body, argument=title, colons=4, class_="note teacher"),
        f"<h5>{title}</h5>{lab.html(body)}",
    )


def _bullets(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def find(numbered: Sequence[Numbered], id: str) -> Numbered | None:
    """The exercise with this id, where the study has it."""
    return next((one for one in numbered if one.exercise.id == id), None)
