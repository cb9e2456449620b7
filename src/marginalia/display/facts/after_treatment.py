"""Facts of the chapter on what came after treatment."""

from __future__ import annotations

from marginalia.analysis.follow_up import flow
from marginalia.analysis.proportions import assess
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import proportion_facts
from marginalia.study.model import LATER_SURGERY, OVERALL, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    known = {measure.id for measure in study.measures}
    cell = study.best(LATER_SURGERY, OVERALL, None) if LATER_SURGERY in known else None
    assessed = None if cell is None else assess(study, cell, settings)
    return {**proportion_facts(assessed), "denominator_sentence": _denominator(study, assessed.N if assessed else None)}


def _denominator(study: Study, printed: int | None) -> str:
    """Where else the denominator of the later operations is printed."""
    if printed is None:
        return "The paper does not report later operations with a denominator."
    visits = [visit.month for visit in flow(study) if visit.seen == printed]
    if visits:
        return f"Its denominator, {printed}, is the number seen at {values.months(visits)}."
    seen = values.listed(
        [f"{visit.seen} at {values.month(visit.month)}" for visit in flow(study) if visit.seen is not None]
    )
    return f"Its denominator, {printed}, is not the number seen at any visit ({seen})."
