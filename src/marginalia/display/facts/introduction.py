"""Facts of the chapter on the introduction."""

from __future__ import annotations

from marginalia.audit.verdicts import Verdict
from marginalia.display import values
from marginalia.display.evidence import Evidence

CHAPTER = "introduction"


def facts(evidence: Evidence) -> dict[str, str]:
    verdicts = [judgement.verdict for judgement in evidence.judgements.values() if judgement.claim.chapter == CHAPTER]
    outside = sum(verdict is Verdict.UNCHECKABLE for verdict in verdicts)
    if not verdicts:
        sentence = "No claim of this section is recorded."
    elif outside == len(verdicts):
        sentence = "All of them are about other people's studies, so nothing that this paper prints can settle them."
    else:
        sentence = (
            f"{values.capital(values.count(outside))} of the {len(verdicts)} claims recorded here cannot be settled "
            "from this paper's own numbers, because they are about other studies."
        )
    return {"claims": str(len(verdicts)), "outside_sentence": sentence}
