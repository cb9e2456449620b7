"""Facts of the chapter on subgroups."""

from __future__ import annotations

from marginalia.display import inferences
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline, proportion_facts
from marginalia.study.model import OVERALL


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    overall = headline(study, settings)
    groups = [found for group in study.groups if group.id != OVERALL and (found := headline(study, settings, group.id))]
    contained = [
        one
        for one in groups
        if overall is not None
        and overall.share is not None
        and one.interval is not None
        and one.interval.low <= overall.share <= one.interval.high
    ]
    return {
        **proportion_facts(overall),
        "groups": str(len(groups)),
        "contained_sentence": _contained(len(contained), len(groups)),
        "overlap_sentence": inferences.groups_sentence(evidence),
        "size_sentence": _sizes([one.N for one in groups if one.N]),
    }


def _contained(contained: int, groups: int) -> str:
    if not groups:
        return "The paper prints no response for single groups."
    if contained == groups:
        return f"The intervals of all {groups} groups contain the share of the whole study."
    return f"The intervals of {contained} of {groups} groups contain the share of the whole study."


def _sizes(sizes: list[int]) -> str:
    if not sizes:
        return "No group prints a denominator."
    return f"The denominators run from {min(sizes)} to {max(sizes)} patients."
