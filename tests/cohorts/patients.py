"""Patients who never were: whom they belong to, when they are seen, how they score, what happens to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from cohorts.plan import SCALE_IDS, Plan, Sense
from marginalia.study.model import Group, Outcome

Mask = NDArray[np.bool_]
Scores = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale whose scores, and whose ends, are whole numbers of steps. `from_start` where a change since before
    treatment is judged, otherwise the rating itself is one."""

    outcome: Outcome
    step: Decimal
    from_start: bool = True

    @property
    def lowest(self) -> int:
        return self.in_steps(self.outcome.low)

    @property
    def highest(self) -> int:
        return self.in_steps(self.outcome.high)

    def in_steps(self, value: float) -> int:
        return round(Decimal(str(value)) / self.step)


SCALES: Mapping[str, Scale] = {
    "pain": Scale(Outcome("pain", "Pain", "points", 0, 10, "lower", 1, 2), Decimal(1)),
    "function": Scale(Outcome("function", "Function", "cm", 0, 10, "higher", 0.1, 1.5), Decimal("0.1")),
    "disability": Scale(Outcome("disability", "Disability", "points", 0, 100, "lower", None, 15), Decimal(1)),
    "relief": Scale(Outcome("relief", "Relief", "%", 0, 100, "higher", 10, 30), Decimal(10), from_start=False),
}
assert tuple(SCALES) == SCALE_IDS


@dataclass(frozen=True, slots=True)
class Severity:
    """The rating before treatment from which patients count as severe, and how the limit is meant."""

    scale: Scale
    limit: Decimal
    sense: Sense


@dataclass(frozen=True, slots=True)
class Cohort:
    """Everything that happened. Rows are patients; columns of `seen` and `responds` are the visits after treatment,
    and of each scale's `scores` (in steps) the visit before treatment and then these."""

    plan: Plan
    groups: Mapping[str, tuple[Group, Mask]]
    seen: Mask
    scores: Mapping[str, Scores]
    responds: Mask
    operated: Mask
    harmed: Mask
    men: Mask
    ages: Scores
    severity: Severity | None
    scales: Mapping[str, Scale]

    def members(self, group: str) -> Mask:
        return self.groups[group][1]

    def size(self, group: str) -> int:
        return int(self.members(group).sum())

    def share(self, group: str, month: float) -> Fraction | None:
        """Responders among those of a group who are seen at a visit; `None` where nobody is."""
        at = self.plan.months.index(month)
        seen = int((self.members(group) & self.seen[:, at]).sum())
        return Fraction(int((self.members(group) & self.responds[:, at]).sum()), seen) if seen else None


def make_cohort(plan: Plan, scales: Mapping[str, Scale] = SCALES) -> Cohort:
    """The patients of a plan, always the same ones; the plan names its scales among these."""
    chance = np.random.default_rng(plan.seed)
    seen = _attendance(plan, chance)
    chosen = {id: scales[id] for id in plan.scales}
    scores = {id: _ratings(plan, scale, chance) for id, scale in chosen.items()}
    responds = seen & _improved(plan, chosen, scores, chance)
    severity = _severity(plan, chosen, scores, chance)
    return Cohort(
        plan=plan,
        groups=_groups(plan, scores, severity, chance),
        seen=seen,
        scores=scores,
        responds=responds,
        operated=chance.random(plan.patients) < chance.choice([0.0, 0.1, 0.3]),
        harmed=chance.random(plan.patients) < chance.choice([0.0, 0.02, 0.2]),
        men=chance.random(plan.patients) < 0.5,
        ages=chance.integers(18, 90, plan.patients),
        severity=severity,
        scales=chosen,
    )


def _attendance(plan: Plan, chance: np.random.Generator) -> Mask:
    """Who comes when: whoever misses a visit stays away, or may come back. Somebody comes to every visit."""
    comes = chance.random((plan.patients, len(plan.months))) < chance.uniform(0.5, 1.0, len(plan.months))
    if plan.nested:
        comes = np.logical_and.accumulate(comes, axis=1)
    comes[chance.integers(plan.patients)] = True
    return comes


def _ratings(plan: Plan, scale: Scale, chance: np.random.Generator) -> Scores:
    """Scores in steps before treatment and at each visit; the better end is drifted towards, with noise."""
    towards = 1 if scale.outcome.better == "higher" else -1
    steps = scale.highest - scale.lowest
    start = chance.uniform(0.4, 1.0, (plan.patients, 1)) * steps
    if towards == 1:
        start = steps - start
    gain = chance.normal(chance.uniform(0, 0.4), 0.25, (plan.patients, len(plan.months))) * steps
    scores = np.hstack([start, start + towards * gain])
    whole: Scores = scale.lowest + np.clip(np.rint(scores), 0, steps).astype(np.int64)
    return whole


def _improved(
    plan: Plan, scales: Mapping[str, Scale], scores: Mapping[str, Scores], chance: np.random.Generator
) -> Mask:
    """The responder rule: any of the ratings has improved by what counts on its scale. Where nothing is said to count,
    patients say so themselves."""
    counting = {id: scale for id, scale in scales.items() if scale.outcome.important_change is not None}
    if not counting:
        said: Mask = chance.random((plan.patients, len(plan.months))) < chance.uniform(0.1, 0.9)
        return said
    improved: Mask = np.zeros((plan.patients, len(plan.months)), dtype=bool)
    for id, scale in counting.items():
        rated = scores[id]
        assert scale.outcome.important_change is not None
        gain = rated[:, 1:] - rated[:, :1] if scale.from_start else rated[:, 1:]
        towards = 1 if scale.outcome.better == "higher" else -1
        improved |= towards * gain >= scale.in_steps(scale.outcome.important_change)
    return improved


def _severity(
    plan: Plan, scales: Mapping[str, Scale], scores: Mapping[str, Scores], chance: np.random.Generator
) -> Severity | None:
    """A limit on the first scale that is rated before treatment, such that somebody is severe."""
    rated = [scale for scale in scales.values() if scale.from_start]
    if not plan.severe or not rated:
        return None
    scale = rated[0]
    limit = int(scores[scale.outcome.id][chance.integers(plan.patients), 0])
    lower = scale.outcome.better == "lower"
    sense: Sense = "at least" if lower else "at most"
    strict = limit - 1 if lower else limit + 1
    if scale.lowest <= strict <= scale.highest and chance.random() < 0.5:
        limit, sense = strict, "more than" if lower else "less than"
    return Severity(scale, limit * scale.step, sense)


def _groups(
    plan: Plan, scores: Mapping[str, Scores], severity: Severity | None, chance: np.random.Generator
) -> dict[str, tuple[Group, Mask]]:
    """Every group that has somebody in it, with what the paper says of how the groups lie."""
    everybody: Mask = np.ones(plan.patients, dtype=bool)
    made: dict[str, tuple[Group, Mask]] = {"all": (Group("all", "All patients", "overall", "All"), everybody)}
    arms = _arms(plan, chance)
    for id, mask in arms.items():
        others = tuple(other for other in arms if other != id) if plan.arms != "overlapping" else ()
        label = f"{id.capitalize()} cushion"
        made[id] = (Group(id, label, "treatment", label, part_of=("all",), disjoint_from=others), mask)
    within: Mask = everybody
    for position in range(plan.diagnoses):
        id = f"diagnosis-{'abc'[position]}"
        nested = position == 1 and chance.random() < 0.5
        mask = chance.random(plan.patients) < chance.uniform(0.1, 0.9)
        part_of = ("all", "diagnosis-a") if nested and "diagnosis-a" in made else ("all",)
        mask = mask & within if "diagnosis-a" in part_of else mask
        if mask.any():
            label = f"Diagnosis {'ABC'[position]}"
            made[id] = (Group(id, label, "diagnosis", label, part_of=part_of), mask)
        within = mask if position == 0 else within
    if severity is not None:
        before = scores[severity.scale.outcome.id][:, 0]
        limit = round(severity.limit / severity.scale.step)
        senses = {
            "at least": before >= limit,
            "more than": before > limit,
            "at most": before <= limit,
            "less than": before < limit,
        }
        made["severe"] = (Group("severe", "Severe", "severity", "Severe", part_of=("all",)), senses[severity.sense])
    return made


def _arms(plan: Plan, chance: np.random.Generator) -> dict[str, Mask]:
    """The treatment groups. They are one group too few where two would be needed for patients that are not there."""
    names = ("light", "heavy", "round", "flat")[: plan.treatments]
    if plan.arms == "none":
        return {}
    which = chance.integers(len(names), size=plan.patients)
    masks = {name: which == position for position, name in enumerate(names)}
    if plan.arms == "overlapping":
        masks = {name: mask | (chance.random(plan.patients) < 0.2) for name, mask in masks.items()}
    if plan.arms == "not covering":
        treated = chance.random(plan.patients) < 0.8
        masks = {name: mask & treated for name, mask in masks.items()}
    return {name: mask for name, mask in masks.items() if mask.any()}
