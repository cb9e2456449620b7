"""Whole valid study packages of any shape, as somebody would transcribe them from an honest paper.

What is printed is counted from patients who were made up (see `cohorts`), so that every number is true of one set of
people, and every claim is true of the numbers. Here the studies are given shapes that no paper may ever have had:
any groups within and beside each other, any visits and rating scales, parts that are left out, and names in any
script and of any length.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from any_text import pieces
from cohorts.paper import Paper
from cohorts.patients import Cohort, Scale, make_cohort
from cohorts.plan import Plan
from cohorts.study import study_of
from hypothesis import strategies as st
from left_out import OF_PACKAGES, OF_PAPERS, leave_out, still_true
from on_disc import Hand, draft, hands
from renamed import commented, renamed, renamer
from reprinted import reprinted
from shapes import plans, scales, with_groups

from marginalia.study.model import ARM, Study


@dataclass(frozen=True)
class Recipe:
    """All that decides what a package is: what a failing test is shrunk by. `words` may stand in names, and `safe` also
    in the text of claims and notes, where braces mean something."""

    plan: Plan
    scales: dict[str, Scale]
    more_groups: int
    unprinted: frozenset[str]
    unsaid: frozenset[str]
    several_arms: bool
    words: tuple[str, ...]
    safe: tuple[str, ...]
    hand: Hand


@dataclass(frozen=True, slots=True)
class Package:
    """A study, the patients that it is true of, and how its files are written."""

    study: Study
    cohort: Cohort
    hand: Hand

    def on_disc(self, folder: Path) -> Path:
        return draft(self.study, self.hand).write(folder / self.study.slug, self.hand)


def packages(most_patients: int = 5000, most_visits: int = 10, most_groups: int = 12) -> st.SearchStrategy[Package]:
    """Valid packages, the plainest first. `most_groups` are those beside everybody, the treatments and diagnoses."""
    recipes = st.builds(
        Recipe,
        plan=plans(most_patients, most_visits),
        scales=scales(),
        more_groups=st.sampled_from((0, 0, 1, 2, 4, 12)).map(lambda wanted: min(wanted, most_groups)),
        unprinted=st.frozensets(st.sampled_from(OF_PAPERS), max_size=3),
        unsaid=st.frozensets(st.sampled_from(OF_PACKAGES), max_size=4),
        several_arms=st.booleans(),
        words=st.lists(pieces(), max_size=4).map(tuple),
        safe=st.lists(pieces(braces=False), max_size=3).map(tuple),
        hand=hands(),
    )
    return recipes.map(made)


def made(recipe: Recipe) -> Package:
    """The package of a recipe, always the same one."""
    plan = replace(recipe.plan, scales=tuple(recipe.scales))
    chance = np.random.default_rng((plan.seed, 2))
    cohort = with_groups(make_cohort(plan, recipe.scales), recipe.more_groups, chance)
    paper = Paper(cohort)
    leave_out(paper, recipe.unprinted, chance)
    paper.numbers = reprinted(paper.numbers, chance)
    study = study_of(cohort, paper)
    study = replace(study, claims=still_true(study), words={"treatment": "cushions", "condition": "a stiff elbow"})
    study = _with_arms(study) if recipe.several_arms and plan.arms == "partition" else study
    study = commented(study, renamer(recipe.safe, chance), chance)
    study = renamed(study, renamer(recipe.words, chance))
    return Package(_unsaid(study, recipe.unsaid), cohort, recipe.hand)


def _with_arms(study: Study) -> Study:
    """The study with its treatments as arms, where there are several."""
    arms = [group.id for group in study.treatments]
    if len(arms) < 2:
        return study
    groups = tuple(replace(group, kind=ARM) if group.id in arms else group for group in study.groups)
    return replace(study, groups=groups, design=replace(study.design, arms=len(arms), control=arms[-1]))


def _unsaid(study: Study, parts: frozenset[str]) -> Study:
    """The study without what its package says nothing of."""
    if "promises" in parts:
        study = replace(study, design=replace(study.design, promises=()))
    if "sources" in parts:
        study = replace(study, measures=tuple(replace(one, sources=()) for one in study.measures))
    if "described" in parts:
        study = replace(study, measures=tuple(replace(one, described=None) for one in study.measures))
    if "rule" in parts:
        study = replace(study, responder_rule="")
    if "doi" in parts:
        study = replace(study, citation=replace(study.citation, volume="", pages="", doi=""))
    lists = {part: () for part in ("tables", "claims", "notes", "limits", "doses", "readings") if part in parts}
    return replace(study, **lists, **({"words": {}} if "words" in parts else {}))
