"""What papers leave out, and what packages do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from cohorts.paper import Paper

from marginalia.study.model import Check, Claim, Number, Study

#: What a paper may not print at all, by measure, and `cells`: a third of what is printed, anywhere.
OF_PAPERS = (
    "follow-up", "response", "continued-response", "group-size", "men", "women", "age", "adverse-events",
    "later-surgery", "without-surgery", "visit", "feathers", "means", "cells", "everything",
)  # fmt: skip
#: What a package may not say.
OF_PACKAGES = (
    "tables",
    "claims",
    "notes",
    "limits",
    "doses",
    "readings",
    "words",
    "promises",
    "sources",
    "described",
    "rule",
    "doi",
)


def leave_out(paper: Paper, parts: frozenset[str], chance: np.random.Generator) -> None:
    """Take these parts out of what a paper prints; the number of those enrolled always stays."""
    cells = dict.fromkeys(number.cell for number in paper.numbers)
    lost = {cell for cell in cells if chance.random() < 1 / 3} if "cells" in parts else set()
    paper.numbers = tuple(
        number
        for number in paper.numbers
        if number.cell == "abstract.all.group-size" or not (number.cell in lost or _is_one_of(parts, number, paper))
    )
    printed = {number.id for number in paper.numbers}
    paper.sizes = {group: id for group, id in paper.sizes.items() if id in printed}
    paper.limits = [limit for limit in paper.limits if limit.number in printed]
    paper.doses = [dose for dose in paper.doses if {dose.total, dose.rate} <= printed]


def _is_one_of(parts: frozenset[str], number: Number, paper: Paper) -> bool:
    mean = number.measure.removesuffix("-responders") in paper.plan.scales
    return "everything" in parts or number.measure in parts or (mean and "means" in parts)


def still_true(study: Study) -> tuple[Claim, ...]:
    """The claims without what they say is reported, where a paper that leaves things out does not report it."""
    reported = {(number.measure, number.month) for number in study.numbers}
    kept = (
        replace(one, checks=tuple(check for check in one.checks if _holds(check, reported))) for one in study.claims
    )
    return tuple(claim for claim in kept if claim.checks)


def _holds(check: Check, reported: set[tuple[str, float | None]]) -> bool:
    arguments = dict(check.arguments)
    return check.rule != "reported" or (arguments["measure"], arguments["month"]) in reported
