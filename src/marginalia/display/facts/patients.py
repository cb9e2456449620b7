"""Facts of the chapter on the patients."""

from __future__ import annotations

from marginalia.analysis.group_overlap import Overlap, overlap
from marginalia.analysis.patients import table_of_patients
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.study.model import OVERALL, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    groups = [group for group in study.groups if group.id != OVERALL]
    return {
        "groups": values.count(len(groups)),
        "overlap_sentence": _overlap(overlap(study)),
        "damage_sentence": _damage(study),
    }


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
    table = table_of_patients(study)
    section = None if table is None else table.id
    counts = [number for number in study.numbers if number.section == section and number.statistic == "count"]
    legible = [number for number in counts if number.ocr != "illegible"]
    if not counts:
        return "No numbers of the table of patients are recorded."
    placed = sum(number.group is not None for number in legible)
    if placed == len(counts):
        return f"All {len(counts)} counts of the table can be read and placed."
    which = values.count(placed) if placed else "none"
    return (
        f"Of the {len(counts)} counts that can be made out in our copy, {which} can be tied to a column with certainty."
    )
