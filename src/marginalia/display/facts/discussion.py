"""Facts of the chapter on the discussion."""

from __future__ import annotations

from marginalia.audit.verdicts import Verdict
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline, proportion_facts

CHAPTER = "discussion"


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    verdicts = [judgement.verdict for judgement in evidence.judgements.values() if judgement.claim.chapter == CHAPTER]
    beyond = sum(verdict is Verdict.BEYOND_DESIGN for verdict in verdicts)
    return {
        **proportion_facts(headline(study, settings)),
        "beyond_sentence": (
            f"Of {values.plural(len(verdicts), 'claim')} recorded here, {values.count(beyond)} would need something "
            "that the design does not have."
        ),
    }
