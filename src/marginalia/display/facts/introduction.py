"""Facts of the chapter on the introduction."""

from __future__ import annotations

from marginalia.audit.verdicts import Verdict
from marginalia.display import standing, values
from marginalia.display.evidence import Evidence

CHAPTER = "introduction"

_WHY = "because what would settle them stands elsewhere"


def facts(evidence: Evidence) -> dict[str, str]:
    verdicts = [judgement.verdict for judgement in evidence.judgements.values() if judgement.claim.chapter == CHAPTER]
    outside = sum(verdict is Verdict.UNCHECKABLE for verdict in verdicts)
    if not verdicts:
        sentence = "No claim of this section is recorded."
    elif outside == len(verdicts):
        sentence = f"None of them can be settled from this paper’s own numbers, {_WHY}."
    else:
        sentence = (
            f"{values.capital(values.count(outside))} of the {len(verdicts)} claims recorded here cannot be settled "
            f"from this paper’s own numbers, {_WHY}."
        )
    return {
        "claims": str(len(verdicts)),
        "outside_sentence": sentence,
        "standing_sentence": standing.counted(evidence, CHAPTER),
    }
