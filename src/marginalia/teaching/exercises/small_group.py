"""Core: a high percent from very few people."""

from __future__ import annotations

from marginalia.display import values
from marginalia.study.model import OVERALL, RESPONSE
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


def small_group(material: Material) -> Exercise | None:
    overall = material.latest(RESPONSE)
    if overall is None:
        return None
    ids = [group.id for group in material.study.groups if group.id != OVERALL]
    found = [material.share(RESPONSE, group, overall.month) for group in ids]
    better = [share for share in found if share is not None and share.value > overall.value and share.n < share.N]
    if not better:
        return None
    small = min(better, key=lambda share: share.N)
    name = material.label(small.cell.group or OVERALL)
    return Exercise(
        id="small-group",
        title="One patient more, one patient less",
        level=Level.CORE,
        minutes=6,
        aim="Feel how far a percent moves when the group is small.",
        question=(
            f"At {values.month(overall.month)} the response is {values.percent(small.value)} in the group “{name}” and "
            f"{values.percent(overall.value)} in all patients. It is tempting to say that the group did better.",
            "1. How many patients is the group’s percent made of?\n"
            "2. Change the outcome of one of them, in each direction. What are the percents now?\n"
            f"3. Look up the {values.percent(material.confidence)} interval of both rates. May one say “better”?",
        ),
        hint="In a group of five, every patient is worth twenty percentage points.",
        look=("chapters/subgroups", "chapters/efficacy"),
        solve=lambda: _solve(material, small, overall, name),
    )


def _solve(material: Material, small: Share, overall: Share, name: str) -> Solution:
    down, up = (small.n - 1) / small.N, (small.n + 1) / small.N
    near = material.interval(small.n, small.N)
    wide = material.interval(overall.n, overall.N)
    near_words, wide_words = values.interval(near.low, near.high), values.interval(wide.low, wide.high)
    covered = overall.value in near
    return Solution(
        steps=(
            f"{values.fraction(small.n, small.N)}: {values.plural(small.N, 'patient')} in “{name}”. Each is worth "
            f"{values.percent(1 / small.N)}.",
            f"One responder fewer: {values.fraction(small.n - 1, small.N)} = {values.percent(down)}. One more: "
            f"{values.fraction(small.n + 1, small.N)} = {values.percent(up)}.",
            f"Intervals: {near_words} for the group, {wide_words} for all patients. "
            + (
                "The group’s interval holds the rate of all patients, so the data are as happy with “the "
                "same” or “worse” as with “better”."
                if covered
                else "The group’s interval leaves out the rate of all patients: a difference worth a second look, "
                "though the group is itself a part of “all patients” and was one of several that could have been "
                "picked."
            ),
        ),
        answer=f"The group’s rate could be anything from {near_words}; "
        f"{'“better” is not shown' if covered else 'the difference deserves a closer look'}.",
        figures=(near_words, wide_words, values.fraction(small.n - 1, small.N)),
        notes=TeachingNotes(
            wrong_answers=(
                "*“A small study needs a bigger effect to be trusted, and this is big.”* Small groups produce big "
                "percents, high and low, by chance alone.",
                "*Comparing the group with everybody as if they were two groups.* The group is inside “everybody”. "
                "Compare it with the rest.",
            ),
            ask_next=(
                "How many groups were looked at? With that many, how surprising is one that stands out?",
                "Which rate would you have quoted, had the group come out at the bottom?",
            ),
            timing="Two minutes to find the fraction, one to move a patient, three for the intervals.",
        ),
    )
