"""Facts of the front page."""

from __future__ import annotations

from collections.abc import Mapping

from marginalia.display.citation import cited
from marginalia.display.evidence import Evidence
from marginalia.display.facts import conclusions, methods, safety


def facts(evidence: Evidence) -> dict[str, str]:
    study, harms = evidence.study, safety.facts(evidence)
    return {
        **{name: text for name, text in conclusions.facts(evidence).items() if not name.startswith("supported")},
        **_only(methods.facts(evidence), "design", "treatment", "visits"),
        "events_sentence": harms["events_sentence"],
        "upper_sentence": harms["upper_sentence"],
        "citation": cited(study.citation),
        "condition": study.words.get("condition", "the condition under study"),
        "response": study.words.get("response", "response"),
    }


def _only(facts: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: facts[name] for name in names}
