"""Facts of the page on all numbers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.ranges import asked
from marginalia.study.model import Study

if TYPE_CHECKING:
    from marginalia.reconstruction.result import Reconstruction


def facts(evidence: Evidence) -> dict[str, str]:
    made = evidence.reconstruction
    return {
        "possible_sentence": _possible(evidence),
        "rest_sentence": _rest(made),
        "open_sentence": _open(evidence),
    }


def _open(evidence: Evidence) -> str:
    """How much is left open, by the widest range."""
    found = [one.ranges[0] for one in asked(evidence)]
    if not found:
        return ""
    widest = max(found, key=lambda one: one.high - one.low)
    if widest.low == widest.high:
        return "Every question that was asked has one answer only."
    return (
        "Two sets of patients can fit every statement and still be as different as the two ends of a line: the longest "
        f"runs from {widest.low} to {widest.high} patients."
    )


def _possible(evidence: Evidence) -> str:
    made, study = evidence.reconstruction, evidence.study
    if made is None:
        return f"For this paper that could not be worked out: {evidence.unmade}."
    if not study.enrolled_printed:
        return f"{_paper(study)} does not report how many were enrolled, so that no set of patients can be tried."
    if not made.statements:
        return f"{_paper(study)} prints no count of patients that could be set beside another."
    number = values.plural(made.statements, "such statement")
    if made.possible:
        return f"{_paper(study)} prints {number}, and there are sets of {made.enrolled} patients of whom all are true."
    end = f"{_paper(study)} prints {number}, and there is no set of {made.enrolled} patients of whom all are true"
    if all(conflict.damaged for conflict in made.conflicts):
        return f"{end} as we read them; each conflict hangs on a place that our copy shows damaged."
    return f"{end}."


def _rest(made: Reconstruction | None) -> str:
    if made is None:
        return ""
    if made.possible and made.statements:
        return f"What follows takes all {made.statements} statements."
    if not made.aside:
        return "Since it is not known what to set aside, nothing further was asked."
    return f"What follows takes the {made.kept} statements that are left."


def _paper(study: Study) -> str:
    return f"The paper ({study.citation.short})"
