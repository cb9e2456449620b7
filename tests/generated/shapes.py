"""The shapes that a generated study can have: its visits, its rating scales, its groups."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
from cohorts.patients import Cohort, Mask, Scale
from cohorts.plan import Plan
from hypothesis import strategies as st

from marginalia.study.model import Group, Outcome

#: Days, weeks and years as months, whole and not.
_MONTHS = (
    0.03,
    0.25,
    0.5,
    0.75,
    1.0,
    1.5,
    2.0,
    2.5,
    3.0,
    4.0,
    4.5,
    6.0,
    9.0,
    12.0,
    13.25,
    18.0,
    24.0,
    60.0,
    120.0,
    1200.0,
)
_STEPS = ("1", "0.5", "0.1", "0.25", "2", "5", "10")
_UNITS = ("points", "%", "cm", "mm/s²", "°", "kg·m⁻²")
_KINDS = ("diagnosis", "demographic", "severity", "other")

#: How many groups times visits a study may have at most, so that hundreds of studies are read in a minute.
_LARGEST = 40


def plans(most_patients: int, most_visits: int) -> st.SearchStrategy[Plan]:
    """Studies of up to so many patients and visits, with the treatments and diagnoses of `cohorts`."""
    months = st.lists(st.sampled_from(_MONTHS), min_size=1, max_size=most_visits, unique=True)
    return st.builds(
        Plan,
        patients=st.one_of(st.integers(1, 12), st.integers(1, min(120, most_patients)), st.integers(1, most_patients)),
        months=st.one_of(months.map(lambda chosen: chosen[:3]), months).map(lambda chosen: tuple(sorted(chosen))),
        arms=st.sampled_from(("none", "partition", "overlapping", "not covering")),
        treatments=st.integers(1, 4),
        diagnoses=st.integers(0, 3),
        severe=st.booleans(),
        scales=st.just(()),
        nested=st.booleans(),
        rounding=st.sampled_from(("half up", "half even")),
        decimals=st.integers(0, 2),
        repeats=st.booleans(),
        damaged=st.sampled_from((False, False, True)),
        lasting=st.sampled_from(("at the visit", "throughout")),
        seed=st.integers(0, 2**32 - 1),
    )


@st.composite
def scales(draw: st.DrawFn) -> dict[str, Scale]:
    """Up to six rating scales in either direction, with ends below nought and steps that nobody expects."""
    made: dict[str, Scale] = {}
    for position in range(draw(st.sampled_from((0, 1, 1, 1, 2, 2, 3, 6)))):
        id = f"scale-{position}"
        step = Decimal(draw(st.sampled_from(_STEPS)))
        low, steps = draw(st.integers(-40, 40)), draw(st.integers(1, 120))
        is_change = draw(st.sampled_from((False, False, True)))
        important = draw(st.one_of(st.none(), st.integers(1, steps)))
        outcome = Outcome(
            id=id,
            label=f"Scale {position}",
            unit=draw(st.sampled_from(_UNITS)),
            low=float(low * step),
            high=float((low + steps) * step),
            better=draw(st.sampled_from(("lower", "higher"))),
            step=draw(st.sampled_from((None, float(step)))),
            important_change=None if important is None else float(important * step),
            is_change=is_change,
        )
        made[id] = Scale(outcome, step, from_start=not is_change)
    return made


def with_groups(cohort: Cohort, wanted: int, chance: np.random.Generator) -> Cohort:
    """The cohort with more groups: anywhere, within another one to any depth, or two that share nobody."""
    groups = dict(cohort.groups)
    while len(groups) < 1 + wanted and len(groups) * len(cohort.plan.months) < _LARGEST:
        parent = str(chance.choice(list(groups)))
        inside = groups[parent][1]
        mask: Mask = np.logical_and(inside, chance.random(len(inside)) < chance.uniform(0.05, 0.95))
        if not mask.any():
            mask = inside
        halves = [mask, np.logical_and(inside, ~mask)] if chance.random() < 0.3 else [mask]
        halves = [half for half in halves if half.any()]
        ids = [f"group-{len(groups) + position}" for position in range(len(halves))]
        for id, members in zip(ids, halves, strict=True):
            within = (parent,) if chance.random() < 0.7 else tuple(dict.fromkeys(("all", parent)))
            apart = tuple(other for other in ids if other != id and chance.random() < 0.8)
            label = id.replace("-", " ").capitalize()
            made = Group(id, label, str(chance.choice(_KINDS)), label, part_of=within, disjoint_from=apart)
            groups[id] = (made, members)
    return replace(cohort, groups=groups)
