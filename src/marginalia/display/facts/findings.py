"""Facts of the page of what the audit found."""

from __future__ import annotations

from collections import Counter

from marginalia.audit import Severity
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.findings_page import SEVERITIES
from marginalia.display.granularity import grains_sentence, spreads_sentence


def facts(evidence: Evidence) -> dict[str, str]:
    return {
        "questions_sentence": _questions(evidence),
        "claims_sentence": _claims(evidence),
        "spreads_sentence": spreads_sentence(evidence.study),
        "grains_sentence": grains_sentence(evidence.study),
    }


def _questions(evidence: Evidence) -> str:
    found = Counter(finding.severity for finding in evidence.questions)
    if not found:
        return "There is nothing to ask."
    weights = [f"{values.count(found[one])} {_weight(name)}" for one, (name, _) in SEVERITIES.items() if found[one]]
    total = sum(found.values())
    verb = "There is" if total == 1 else "There are"
    return f"{verb} {values.plural(total, 'question')}: {values.listed(weights)}."


def _weight(name: str) -> str:
    return "about our reading of the scan" if name == SEVERITIES[Severity.SCAN][0] else name.lower()


def _claims(evidence: Evidence) -> str:
    asked = {id for finding in evidence.questions for id in finding.numbers}
    touched = sum(not asked.isdisjoint(judged.numbers) for judged in evidence.judgements.values())
    if not evidence.judgements or not asked:
        return ""
    verb = "rests" if touched == 1 else "rest"
    return (
        f"Of the {values.plural(len(evidence.judgements), 'claim')} that this book checks, {values.count(touched)} "
        f"{verb} on a number that is asked about here."
    )
