"""Warm-up: of whom is this percent?"""

from __future__ import annotations

from marginalia.display import values
from marginalia.study.model import RESPONSE
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


def denominator(material: Material) -> Exercise | None:
    shown = material.latest(RESPONSE)
    if shown is None or material.study.enrolled <= shown.N:
        return None
    when = values.month(shown.month)
    return Exercise(
        id="denominator",
        title="Find the denominator",
        level=Level.WARM_UP,
        minutes=3,
        aim="Ask of every percent: of whom?",
        question=(
            f"The study enrolled {values.plural(material.study.enrolled, 'patient')}. At {when}, the paper reports "
            f"{values.percent(shown.value)} responders.",
            f"1. Find the fraction printed beside that percent. How many patients is it a percent of?\n"
            f"2. What share of everybody enrolled are they?\n"
            f"3. Of everybody enrolled, what share is *known* to have responded at {when}?",
        ),
        hint="The tables print the fraction as well as the percent. The number under the bar is the one to look at.",
        look=("chapters/follow-up", "chapters/efficacy"),
        solve=lambda: _solve(material.study.enrolled, shown),
    )


def _solve(enrolled: int, shown: Share) -> Solution:
    when = values.month(shown.month)
    unseen = enrolled - shown.N
    seen_share = values.percent(shown.N / enrolled)
    known_share = values.percent(shown.n / enrolled)
    return Solution(
        steps=(
            f"The printed fraction is {values.fraction(shown.n, shown.N)}: {values.plural(shown.n, 'responder')} among "
            f"{shown.N} patients seen. The percent describes those {shown.N}.",
            f"{shown.N} ÷ {enrolled} = {values.number(shown.N / enrolled, 3)}, so {seen_share} of the enrolled stand "
            f"behind the figure. The other {unseen} were not seen at {when}.",
            f"{shown.n} ÷ {enrolled} = {values.number(shown.n / enrolled, 3)}: {known_share} of all who entered are "
            f"known to have responded, {values.percent((shown.N - shown.n) / enrolled)} are known not to have, and "
            f"{values.percent(unseen / enrolled)} are unknown.",
        ),
        answer=f"The figure describes {seen_share} of those who entered; {known_share} of those who entered are known "
        "to have responded.",
        figures=(seen_share, known_share, values.fraction(shown.n, shown.N)),
        notes=TeachingNotes(
            wrong_answers=(
                f"*“{known_share} is the true response rate.”* It counts every unseen patient as a failure. That is "
                "one assumption among several, not the truth.",
                f"*“The {unseen} dropped out because it did not work.”* The paper does not say why they were not seen. "
                "Some may simply not have reached that visit yet.",
            ),
            ask_next=(
                "Which patients would you expect to come back: those who feel better, or those who do not? Argue both "
                "ways.",
                "What single sentence in a paper would settle this? (How many had reached the visit date, and why the "
                "others were not seen.)",
            ),
            timing="One minute to find the fraction, one to divide, one to compare with a neighbour.",
        ),
    )
