"""Core: zero events and the rule of three."""

from __future__ import annotations

from marginalia.display import values
from marginalia.statistics.zero_events import chance_of_none, exact_upper, rule_of_three
from marginalia.study.model import ADVERSE_EVENTS, FOLLOW_UP
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes

#: True risks to try: one in a hundred and one in twenty. Round figures for the classroom, not findings.
_RISKS = (0.01, 0.05)


def nothing_happened(material: Material) -> Exercise | None:
    events = [number for number in material.study.numbers if number.measure == ADVERSE_EVENTS]
    if not events or any(number.reading != 0 for number in events if number.statistic == "n"):
        return None
    enrolled, last = material.study.enrolled, material.latest(FOLLOW_UP)
    return Exercise(
        id="nothing-happened",
        title="Nothing happened. How safe is that?",
        level=Level.CORE,
        minutes=6,
        aim="Turn “none” into the largest risk that none still allows.",
        question=(
            f"The paper reports no complication and no serious adverse event in {enrolled} patients.",
            "1. If none of $N$ people had an event, a true risk of up to about $3/N$ still fits "
            "{cite:p}`eypasch1995probability`. What is that here?\n"
            "2. Suppose that one patient in a hundred is truly harmed. How often would a study of this size see nobody "
            "harmed? And one in twenty?\n"
            "3. Rewrite “the treatment is safe” so that it says what was seen.",
        ),
        hint="For question 2: the chance that one patient is spared is 0.99. All of them?",
        look=("chapters/safety",),
        solve=lambda: _solve(enrolled, last),
    )


def _solve(enrolled: int, last: Share | None) -> Solution:
    bound = rule_of_three(enrolled)
    exact = exact_upper(enrolled)
    chances = [chance_of_none(enrolled, risk) for risk in _RISKS]
    tries = "\n".join(
        f"- true risk {values.percent(risk)}: ${values.number(1 - risk)}^{{{enrolled}}} = {values.number(chance, 3)}$. "
        f"{values.percent(chance)} of such studies would see nobody harmed"
        for risk, chance in zip(_RISKS, chances, strict=True)
    )
    steps = [
        f"3 ÷ {enrolled} = {values.percent(bound, 2)}. (The exact one-sided bound at 95%, for which this is the short "
        f"cut, is {values.percent(exact, 2)}.) If one patient in {values.number(1 / bound, 0)} were "
        "harmed, a study of this size would still see nobody harmed about one time in twenty.",
        tries,
        f"For example: *no harm was recorded in {enrolled} patients; risks up to about {values.percent(bound)} cannot "
        "be ruled out.*",
    ]
    if last is not None and 0 < last.n < enrolled:
        steps.append(
            f"One more turn of the screw: harms that show up late can only be seen in those who are seen late. At "
            f"{values.month(last.month)} that was {last.n} patients, and 3 ÷ {last.n} = "
            f"{values.percent(rule_of_three(last.n), 1)}."
        )
    return Solution(
        steps=tuple(steps),
        answer=f"None of {enrolled} is compatible with a true risk of up to about {values.percent(bound, 2)}.",
        figures=(values.percent(bound, 2), values.percent(exact, 2), *(values.number(chance, 3) for chance in chances)),
        notes=TeachingNotes(
            wrong_answers=(
                "*“The risk is 6%.”* It is the largest risk that fits, not the best guess. The best guess may well be "
                "far lower.",
                "*“Zero events, so the interval is zero to zero.”* The textbook formula does give that, which is why "
                "nobody should use it here.",
            ),
            ask_next=(
                "How were patients asked about harms: by a list, by an open question, not at all? Does the paper say?",
                "Some soreness after a needle is ordinary. If not even that is recorded, what does “no complication” "
                "mean?",
                "How many patients are needed before “none” rules out one in a thousand? (Turn the rule round: three "
                "thousand.)",
            ),
            timing="One minute for question 1, three for question 2 (calculators), two to read sentences aloud.",
        ),
    )
