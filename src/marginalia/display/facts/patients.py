"""Facts of the chapter on the patients."""

from __future__ import annotations

from marginalia.analysis.group_overlap import Overlap, overlap
from marginalia.analysis.patients import legible
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.study.model import OVERALL, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    return {
        "groups_sentence": _groups(study),
        "overlap_sentence": _overlap(overlap(study)) if study.treatments else "",
        "damage_sentence": _damage(study),
    }


def _groups(study: Study) -> str:
    groups = study.subgroups
    if not groups:
        return (
            "The paper forms no groups besides its arms, and nobody is in two of those."
            if study.arms
            else ("The paper forms no groups.")
        )
    if any(number.group not in (None, OVERALL) and (number.month or 0) > 0 for number in study.numbers):
        return f"The results follow {values.plural(len(groups), 'group')}."
    return f"The paper counts {values.plural(len(groups), 'group')} before treatment and follows none of them."


def _overlap(found: Overlap | None) -> str:
    if found is None:
        return "The paper does not print the size of every treatment group, so they cannot be added up."
    sizes = values.listed([str(size) for size in found.sizes])
    total = f"The treatment groups of {sizes} add up to {found.total}"
    if found.total > found.enrolled:
        return (
            f"{total}, more than the {found.enrolled} enrolled: at least "
            f"{values.plural(found.at_least_in_two, 'patient')} must stand in two of them."
        )
    if found.total < found.enrolled:
        none = values.plural(found.at_least_in_none, "patient")
        return f"{total}: at least {none} of the {found.enrolled} enrolled stand in none."
    return f"{total}, exactly the number enrolled."


def _damage(study: Study) -> str:
    found = legible(study)
    if not found.counts:
        return "No numbers of the table of patients are recorded."
    if found.whole:
        return f"All {found.counts} counts of the table can be read and placed."
    which = values.count(found.placed) if found.placed else "none"
    return (
        f"Of the {found.counts} counts that can be made out in our copy, {which} can be tied to a column with "
        "certainty. What can be read stands above number by number, in the order in which it is printed; where a "
        "column cannot be told, it is not guessed."
    )
