"""Core: a table of those who had already responded."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.display import values
from marginalia.study.model import CONTINUED_RESPONSE, RESPONSE
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


@dataclass(frozen=True, slots=True)
class _Funnel:
    """Who was left out before the conditioned percent was computed."""

    enrolled: int
    first: Share  # response at the visit before the conditioned columns begin
    kept: Share  # the conditioned fraction
    everyone: Share  # response among all seen at the same visit


def conditioned_table(material: Material) -> Exercise | None:
    funnel = _funnel(material)
    if funnel is None:
        return None
    when = values.month(funnel.kept.month)
    return Exercise(
        id="conditioned-table",
        title="Still better, but of whom?",
        level=Level.CORE,
        minutes=8,
        aim="Read a table whose rows are restricted to earlier responders, and put the others back.",
        question=(
            f"One table prints a response of {values.percent(funnel.kept.value)} at {when}. Another prints "
            f"{values.percent(funnel.everyone.value)} for the same visit. Both are right.",
            "1. Find both fractions. Which patients are in the larger denominator and not in the smaller?\n"
            f"2. Follow the patients down from the {funnel.enrolled} enrolled to the "
            f"{values.percent(funnel.kept.value)}: who drops out of the sum at each step?\n"
            "3. A patient asks: “If I start today, what are my chances of being better then?” Which percent answers "
            "that?",
        ),
        hint="The title of the first table says whom it counts. Read it slowly.",
        look=("chapters/duration", "chapters/efficacy"),
        solve=lambda: _solve(funnel),
    )


def _funnel(material: Material) -> _Funnel | None:
    conditioned = material.shares(CONTINUED_RESPONSE)
    if not conditioned:
        return None
    both = [(kept, material.share(RESPONSE, "all", kept.month)) for kept in conditioned]
    pairs = [(kept, everyone) for kept, everyone in both if everyone is not None and everyone.value < kept.value]
    before = [share for share in material.shares(RESPONSE) if share.month < conditioned[0].month]
    if not pairs or not before:
        return None
    kept, everyone = pairs[-1]
    return _Funnel(material.study.enrolled, before[-1], kept, everyone)


def _solve(funnel: _Funnel) -> Solution:
    first, kept, everyone = funnel.first, funnel.kept, funnel.everyone
    when, start = values.month(kept.month), values.month(first.month)
    of_all = values.percent(kept.n / funnel.enrolled, 1)
    late = everyone.n - kept.n
    others = everyone.N - kept.N
    steps = [
        f"Restricted: {values.fraction(kept.n, kept.N)}. All seen at {when}: "
        f"{values.fraction(everyone.n, everyone.N)}. If the {kept.N} are among the {everyone.N}, the "
        f"difference is {values.plural(others, 'patient')} who came at {when} without having been counted as "
        "responders before.",
        f"From the top, reading the table as one that follows the responders of {start}:\n\n"
        f"- {funnel.enrolled} enrolled\n"
        f"- {first.N} seen at {start}; {funnel.enrolled - first.N} were not\n"
        f"- {first.n} of those responded; {first.N - first.n} did not, and leave the table here\n"
        f"- {kept.N} of the {first.n} are counted at {when}; {first.n - kept.N} are not\n"
        f"- {kept.n} of those still respond: {kept.n} ÷ {kept.N} = {values.percent(kept.value)}",
        f"Neither, strictly. The restricted percent answers “given that I have responded by {start} and come back, "
        f"shall I stay well?”. For somebody who starts today, {kept.n} of the {funnel.enrolled} who started ({of_all}) "
        "are known to be early responders who stayed so; the unseen make the true share unknown.",
    ]
    if late == 0 and others > 0:
        steps.append(
            f"A closer look: the numerators are equal. If the {kept.N} are among the {everyone.N}, as they should be, "
            f"none of the other {values.count(others)} was a responder at {when}: whoever was not better early was not "
            "better late."
        )
    elif late > 0:
        steps.append(f"A closer look: {values.plural(late, 'responder')} at {when} had not responded at first.")
    return Solution(
        steps=tuple(steps),
        answer=f"{values.percent(kept.value)} is {kept.n} of {kept.N} earlier responders. Of everyone who started it "
        f"is {kept.n} of {funnel.enrolled}, {of_all}.",
        figures=(of_all, values.fraction(kept.n, kept.N), values.fraction(everyone.n, everyone.N)),
        notes=TeachingNotes(
            wrong_answers=(
                "*“The table is misleading.”* Its title says what it does. What misleads is quoting the percent "
                "without the title.",
                "*Subtracting the two percents.* They have different denominators; the difference means nothing.",
                "*“Those who responded early are the ones the treatment works for.”* People who would have got better "
                "anyway are in that group too {cite:p}`anderson1983survival`.",
            ),
            ask_next=(
                "Try the same with students: “of those who passed every exam so far, nine in ten passed this one”. How "
                "good is the school?",
                "What would the restricted table look like for a treatment that does nothing, in patients whose pain "
                "comes and goes?",
            ),
            timing="Two minutes for the fractions, four for the way down (draw it as a funnel), two for the patient.",
        ),
    )
