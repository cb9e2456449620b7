"""Facts of the chapter on the methods."""

from __future__ import annotations

from marginalia.analysis.promises import visits_reported
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED
from marginalia.study.model import Outcome, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    after = [month for month in study.visits if month > 0]
    ruled = [outcome for outcome in study.outcomes if outcome.important_change is not None]
    return {
        "criteria": values.count(len(ruled)),
        "thresholds": values.listed([_threshold(outcome) for outcome in ruled], "or"),
        "visits": values.months(after) if after else NOT_REPORTED,
        "unreported_sentence": _unreported(study),
        "design": study.design.label,
        "treatment": study.words.get("treatment", "the treatment"),
    }


def _threshold(outcome: Outcome) -> str:
    change = values.number(outcome.important_change or 0)
    unit = outcome.unit if outcome.unit == "%" else f" {outcome.unit}"
    return f"{change}{unit} on {outcome.label}"


def _unreported(study: Study) -> str:
    """Announced visits after treatment for which no result is printed."""
    missing = [visit.month for visit in visits_reported(study) if visit.month > 0 and not visit.reported]
    if not missing:
        return "Every visit that the methods announce has at least one printed result."
    return (
        f"For {values.plural(len(missing), 'announced visit')}, at {values.months(missing)}, the paper prints no "
        "result at all."
    )
