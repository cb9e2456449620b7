"""Core: best and worst case for the patients who were not seen."""

from __future__ import annotations

from marginalia.display import values
from marginalia.study.model import RESPONSE
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


def missing_patients(material: Material) -> Exercise | None:
    shown = material.latest(RESPONSE)
    if shown is None or material.study.enrolled <= shown.N:
        return None
    return Exercise(
        id="missing-patients",
        title="The patients nobody saw",
        level=Level.CORE,
        minutes=6,
        aim="Bound what missing patients could do to a result, without assuming why they are missing.",
        question=(
            f"At {values.month(shown.month)}, {shown.n} of {shown.N} patients seen were responders; "
            f"{material.study.enrolled} had been enrolled.",
            "1. Suppose that *none* of the unseen patients had responded. What is the response among all enrolled?\n"
            "2. Suppose that *all* of them had. And now?\n"
            "3. How many of the unseen would have had to respond for the rate among everybody to equal the printed "
            "one?",
        ),
        hint="Only the numerator moves. The denominator is everybody, three times.",
        look=("chapters/follow-up", "chapters/efficacy"),
        solve=lambda: _solve(material.study.enrolled, shown),
    )


def _solve(enrolled: int, shown: Share) -> Solution:
    unseen = enrolled - shown.N
    worst, best = shown.n / enrolled, (shown.n + unseen) / enrolled
    needed = shown.value * unseen
    bounds = values.interval(worst, best, 1)
    return Solution(
        steps=(
            f"Not seen: {enrolled} − {shown.N} = {unseen}.",
            f"Worst case: {shown.n} ÷ {enrolled} = {values.percent(worst, 1)}.",
            f"Best case: ({shown.n} + {unseen}) ÷ {enrolled} = {shown.n + unseen} ÷ {enrolled} = "
            f"{values.percent(best, 1)}.",
            f"To leave the printed rate where it is, the unseen must have responded as often as the seen: "
            f"{values.number(shown.value, 3)} × {unseen} = {values.number(needed, 1)} of the {unseen}.",
            "The worst case is unlikely and so is the best. But everything between them is allowed by the data, and "
            "only information about the missing could narrow it. No formula can.",
        ),
        answer=f"Anything from {bounds} of the enrolled may have responded: a span of "
        f"{values.number((best - worst) * 100, 1)} percentage points that is due to absence alone.",
        figures=(values.percent(worst, 1), values.percent(best, 1), bounds),
        notes=TeachingNotes(
            wrong_answers=(
                "*Adding the missing to the numerator and leaving the denominator at those seen.* The denominator must "
                "be everybody enrolled.",
                "*“The confidence interval covers this.”* It does not. An interval speaks about chance among those who "
                "were counted; the bounds speak about those who were not.",
            ),
            ask_next=(
                "Which of the two spans is wider here, the bounds or the confidence interval? What does that say about "
                "where the next hour of work should go?",
                "Patients who were worse at the last visit they attended: does that make the lower half more likely?",
            ),
            timing="Three minutes for 1 and 2, three for 3, which is where the understanding happens.",
        ),
    )
