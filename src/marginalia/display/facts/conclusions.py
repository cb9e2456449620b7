"""Facts of the chapter on the conclusions, and of the front page."""

from __future__ import annotations

from marginalia.audit.claims import scoreboard
from marginalia.display import inferences, values
from marginalia.display.evidence import Evidence
from marginalia.display.facts import safety
from marginalia.display.facts.common import headline, proportion_facts
from marginalia.study.model import Study


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    counts = scoreboard(evidence.judgements.values())
    parts = [f"{number} {verdict.label.lower()}" for verdict, number in counts.items() if number]
    return {
        **proportion_facts(headline(study, settings)),
        "claims": str(sum(counts.values())),
        "events_sentence": safety.facts(evidence)["events_sentence"],
        "control_sentence": _control(study),
        "together_sentence": inferences.conflicts_sentence(evidence),
        "scoreboard_sentence": f"Of {sum(counts.values())} claims: {values.listed(parts)}.",
    }


def _control(study: Study) -> str:
    if "control-group" in study.design.features:
        return "The study has a control group, so a difference from it can be put down to the treatment."
    return "The study has no control group, so improvement after the treatment cannot be told from improvement by it."
