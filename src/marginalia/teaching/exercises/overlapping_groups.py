"""Stretch: groups that cannot all be different people."""

from __future__ import annotations

from marginalia.analysis.group_overlap import Overlap, overlap
from marginalia.display import values
from marginalia.study.model import OVERALL, RESPONSE
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


def overlapping_groups(material: Material) -> Exercise | None:
    found = overlap(material.study)
    if found is None or found.total <= found.enrolled:
        return None
    groups = values.listed(
        [f"“{material.label(group)}” ({size})" for group, size in zip(found.groups, found.sizes, strict=True)]
    )
    visit = _visit(material, found)
    tasks = [
        "1. Can every patient be in exactly one of them?",
        "2. What is the smallest number of patients who must be in two?",
    ]
    if visit is not None:
        tasks.append(
            f"3. Add up the groups’ fractions at {values.month(visit[0].month)}, numerators and denominators "
            "separately. Compare with all patients."
        )
    return Exercise(
        id="overlapping-groups",
        title="More patients than patients",
        level=Level.STRETCH,
        minutes=8,
        aim="Use a sum to learn that subgroups share patients, and what follows for comparing them.",
        question=(
            f"The treatment groups are {groups}. {values.capital(str(found.enrolled))} patients were enrolled.",
            "\n".join(tasks),
        ),
        hint="Whoever is in two groups is counted twice. How many times too many was somebody counted?",
        look=("chapters/patients", "chapters/subgroups"),
        solve=lambda: _solve(found, visit),
    )


def _visit(material: Material, found: Overlap) -> tuple[Share, tuple[Share, ...]] | None:
    """All patients and each group at the last visit at which the paper prints them all."""
    for whole in reversed(material.shares(RESPONSE)):
        parts = [material.share(RESPONSE, group, whole.month) for group in found.groups if group != OVERALL]
        whole_parts = tuple(part for part in parts if part is not None)
        if len(whole_parts) == len(parts):
            return whole, whole_parts
    return None


def _solve(found: Overlap, visit: tuple[Share, tuple[Share, ...]] | None) -> Solution:
    total = " + ".join(str(size) for size in found.sizes)
    steps = [
        f"No: {total} = {found.total}, which is {found.total - found.enrolled} more than {found.enrolled}.",
        f"Each patient in two groups accounts for one of the surplus. So at least {found.at_least_in_two} are in two. "
        "(More may be, if others are in none.)",
    ]
    if visit is not None:
        steps.append(_at_the_visit(*visit))
    steps.append(
        "What follows: a comparison between such groups compares some patients with themselves, and “every group did "
        "well” counts some of the same people again: it is less than several confirmations."
    )
    return Solution(
        steps=tuple(steps),
        answer=f"At least {values.plural(found.at_least_in_two, 'patient')} must be in two treatment groups.",
        figures=(f"{total} = {found.total}", f"at least {found.at_least_in_two} are in two"),
        notes=TeachingNotes(
            wrong_answers=(
                "*“The numbers are wrong.”* Not if a patient can have both treatments. The paper could have said so in "
                "a line.",
                "*Adding the diagnosis groups as well.* Diagnoses overlap by nature; the argument needs groups that "
                "sound exclusive.",
            ),
            ask_next=(
                "Draw the overlap that needs fewest patients. Which two groups may share, and which say they do not?",
                "What table would have made this clear at a glance?",
            ),
            timing="Two minutes for the sum, two for the minimum, four for the visit, which is the surprise.",
        ),
    )


def _at_the_visit(whole: Share, parts: tuple[Share, ...]) -> str:
    n, total = sum(part.n for part in parts), sum(part.N for part in parts)
    plus_n, plus_total = " + ".join(str(part.n) for part in parts), " + ".join(str(part.N) for part in parts)
    text = (
        f"Numerators: {plus_n} = {n}, all patients {whole.n}. "
        f"Denominators: {plus_total} = {total}, all patients {whole.N}. "
    )
    if total == whole.N and n != whole.n:
        return text + (
            "The people seen add up and the responders do not. If nobody was in two groups, the responders should add "
            "up as well; if somebody was, then somebody else was seen and belongs to no group. A fair question to the "
            "authors."
        )
    if total > whole.N or n > whole.n:
        return text + "Both ways of counting say the same: some patients stand in more than one group."
    return text + "At this visit the groups need not share anybody."
