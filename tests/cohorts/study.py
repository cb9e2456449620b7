"""A whole study: its paper, and what a package says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from cohorts.claims import claims_of
from cohorts.paper import RATINGS, Paper
from cohorts.patients import Cohort, Scale, make_cohort
from cohorts.plan import Plan
from marginalia.study.model import (
    Citation,
    Design,
    Measure,
    Reading,
    Section,
    Study,
    Table,
    TableRow,
)

_SECTIONS = {
    "abstract": ("Abstract", "abstract"),
    "methods": ("Methods", "methods"),
    "table-1": ("Table 1", "patients"),
    "results": ("Results", "efficacy"),
    "table-2": ("Table 2", "efficacy"),
    "table-3": ("Table 3", "duration"),
    "table-4": ("Table 4", "magnitude"),
    "discussion": ("Discussion", "discussion"),
}


def make_study(plan: Plan) -> Study:
    """The study of a plan as its paper prints it: every number right, every claim true."""
    cohort = make_cohort(plan)
    return study_of(cohort, Paper(cohort))


def study_of(cohort: Cohort, paper: Paper) -> Study:
    """The study of these patients as this paper prints it."""
    plan = cohort.plan
    groups = tuple(replace(group, size=paper.sizes.get(id)) for id, (group, _) in cohort.groups.items())
    before = any(scale.from_start for scale in cohort.scales.values())
    return Study(
        slug="made-up",
        citation=Citation("Nobody N", 2020, "Cushions", "J Cushions", "1", "1-2", "10.1000/1", "no2020", "Nobody"),
        design=Design("single-arm trial", 1, ("prospective",), plan.scales, {"prospective": "a plan"}),
        enrolled=plan.patients,
        visits=(0.0, *plan.months) if before else plan.months,
        sections=tuple(Section(id, title, chapter) for id, (title, chapter) in _SECTIONS.items()),
        groups=groups,
        outcomes=tuple(scale.outcome for scale in cohort.scales.values()),
        measures=tuple(_measures(cohort, paper)),
        responder_rule="Any of the ratings has improved by what counts on its scale.",
        numbers=paper.numbers,
        claims=claims_of(cohort, groups, paper.numbers, paper.chance),
        tables=tuple(_tables(cohort, paper)),
        limits=tuple(paper.limits),
        doses=tuple(paper.doses),
        readings=tuple(_readings(cohort)),
    )


def _measures(cohort: Cohort, paper: Paper) -> Iterator[Measure]:
    text = ("results", "abstract", "discussion")
    since = cohort.plan.months[paper.base] if paper.chance.random() < 0.7 else None
    yield Measure("follow-up", "Patients seen", kind="proportion", sources=text)
    yield Measure("response", "Responders", kind="proportion", sources=("table-2", *text), described=True)
    yield Measure(
        "continued-response", "Lasting responders", kind="proportion", among=_followed(cohort, paper),
        sources=("table-3",), described=True, short="lasting response", since=since,
    )  # fmt: skip
    yield Measure("group-size", "Patients in the group", kind="count", sources=text)
    yield Measure("men", "Men", kind="count", sources=("table-1",))
    yield Measure("women", "Women", kind="count", sources=("table-1",))
    yield Measure("age", "Age", "years", "mean", sources=("table-1",))
    yield Measure("adverse-events", "Adverse events", kind="proportion", sources=text, described=True)
    yield Measure("later-surgery", "Later surgery", kind="proportion", sources=text)
    yield Measure("without-surgery", "No later surgery", kind="proportion", sources=text)
    yield Measure("improved-before-surgery", "Improved before", "", "proportion", None, "later operated", text)
    yield Measure("visit", "Planned visits", "months", "time", sources=("methods",))
    yield Measure("feathers", "Feathers", "g", "dose", sources=("methods",))
    yield Measure("feathers-per-kg", "Feathers by weight", "g", "dose", sources=("methods",))
    if cohort.severity is not None:
        yield _threshold("severe-rating", cohort.severity.scale)
    for id, scale in cohort.scales.items():
        label, unit = scale.outcome.label, scale.outcome.unit
        yield Measure(id, f"Mean {label.lower()}", unit, "mean", id, "", ("table-4", "discussion"), True)
        among = "responders at the visit"
        yield Measure(f"{id}-responders", f"{label} of responders", unit, "mean", id, among, ("table-3",), True)
        yield _threshold(f"{id}-threshold", scale)


def _threshold(id: str, scale: Scale) -> Measure:
    return Measure(id, id.replace("-", " ").capitalize(), scale.outcome.unit, "threshold", scale.outcome.id)


def _followed(cohort: Cohort, paper: Paper) -> str:
    return f"responders at {cohort.plan.months[paper.base]:g} months"


def _tables(cohort: Cohort, paper: Paper) -> Iterator[Table]:
    """Each table of results with a row for every group and measure that it prints."""
    populations = {
        "table-2": ("everybody seen", "results/all"),
        "table-3": (f"{_followed(cohort, paper)}, and responders at the visit", "results/all"),
        "table-4": ("everybody seen", RATINGS),
    }
    for id, (population, place) in populations.items():
        rows: dict[tuple[str, str], dict[float, str]] = {}
        for number in paper.numbers:
            if number.section == id and number.month is not None:
                rows.setdefault((number.group or "", number.measure), {})[number.month] = number.cell
        months = sorted({month for row in rows.values() for month in row})
        if rows:
            yield Table(
                id=id,
                number=id.removeprefix("table-"),
                title=_SECTIONS[id][0],
                columns=tuple(f"{month:g} months" for month in months),
                rows=tuple(
                    TableRow(f"{cohort.groups[group][0].label}, {measure}", tuple(row.get(month) for month in months))
                    for (group, measure), row in rows.items()
                ),
                population=population,
                discussed_in=(place,),
            )


def _readings(cohort: Cohort) -> Iterator[Reading]:
    """Something that the paper leaves open, and that is so: diagnosis B never comes alone."""
    within = tuple(id for id in cohort.groups if id not in ("all", "diagnosis-b"))
    if "diagnosis-b" in cohort.groups and within:
        others = np.logical_or.reduce([cohort.members(id) for id in within])
        if not (cohort.members("diagnosis-b") & ~others).any():
            yield Reading("b-never-alone", "Diagnosis B never comes alone", "diagnosis-b", within)
