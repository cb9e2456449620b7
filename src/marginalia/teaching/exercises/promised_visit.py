"""Warm-up: which announced visit has no result?"""

from __future__ import annotations

from marginalia.analysis.promises import visits_reported
from marginalia.display import values
from marginalia.study.model import FOLLOW_UP
from marginalia.teaching.material import Material
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


def promised_visit(material: Material) -> Exercise | None:
    after = tuple(visit for visit in visits_reported(material.study) if visit.month > 0)
    announced = tuple(visit.month for visit in after)
    silent = tuple(visit.month for visit in after if not visit.reported)
    answered = tuple(visit.month for visit in after if visit.reported)
    if not silent or not answered:
        return None
    return Exercise(
        id="promised-visit",
        title="Promised and delivered",
        level=Level.WARM_UP,
        minutes=3,
        aim="Compare what the methods announce with what the results report.",
        question=(
            f"The methods announce {values.count(len(announced))} visits after treatment. List them; then search the "
            "tables and the results text for a number from each.",
            "1. Which visits have no result at all?\n2. Name two innocent reasons, and one that would matter.",
        ),
        hint="Read the column heads of the tables first: that takes half a minute.",
        look=("chapters/methods", "chapters/follow-up"),
        solve=lambda: _solve(material, announced, answered, silent),
    )


def _solve(
    material: Material, announced: tuple[float, ...], answered: tuple[float, ...], silent: tuple[float, ...]
) -> Solution:
    last = material.latest(FOLLOW_UP)
    steps = [
        f"Announced: {values.months(announced)} after treatment. Reported somewhere: {values.months(answered)}. "
        f"Without any result: {values.months(silent)}.",
    ]
    if last is not None:
        steps.append(
            f"The last visit with a head count is {values.month(last.month)}, where {last.n} of {last.N} were seen "
            f"({values.percent(last.value)})."
        )
    steps.append(
        "Innocent: the visit was not yet due when the paper was written; so few had come that a percent would mislead. "
        "One that would matter: results existed and were left out. From the paper alone nobody can tell which, so it "
        "is a question to the authors, not a finding against them."
    )
    return Solution(
        steps=tuple(steps),
        answer=f"Nothing is reported for {values.months(silent)}.",
        figures=(f"Nothing is reported for {values.months(silent)}",),
        notes=TeachingNotes(
            wrong_answers=(
                "*“They hid the long-term results.”* An empty place shows that something is absent. It does not show "
                "why.",
            ),
            ask_next=(
                "Where could you have looked, had the study been entered in a public register before it began?",
                "Which outcomes, rather than visits, are announced and not fully reported?",
            ),
            timing="Two minutes of searching in pairs, one to collect reasons aloud.",
        ),
    )
