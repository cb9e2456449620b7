"""The treatment groups as they stand side by side."""

from __future__ import annotations

from dataclasses import replace

from marginalia.analysis.group_overlap import Overlap, overlap
from marginalia.study.model import Study

TREATMENT = "treatment"


def side_by_side(study: Study) -> Overlap | None:
    """The overlap of the treatment groups, those left out that the paper says lie within another of them: their
    patients are counted there. `None` unless there are two or more and each has a printed size."""
    treatments = {group.id for group in study.groups if group.kind == TREATMENT}
    outer = tuple(group for group in study.groups if group.id not in treatments or treatments.isdisjoint(group.part_of))
    return overlap(study if len(outer) == len(study.groups) else replace(study, groups=outer), TREATMENT)
