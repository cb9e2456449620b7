"""Facts of the chapter on the introduction."""

from __future__ import annotations

from marginalia.audit.verdicts import Verdict
from marginalia.display import standing, values
from marginalia.display.evidence import Evidence

CHAPTER = "introduction"

_WHY = "because what would settle them stands elsewhere"
_READ_SO = (
    "Where we know the literature, a note under the claim says what we found, on either side, or the table at the end "
    "of the chapter does. A verdict of “cannot be checked” is no criticism: it says that the evidence is elsewhere."
)


def facts(evidence: Evidence) -> dict[str, str]:
    verdicts = [judgement.verdict for judgement in evidence.judgements.values() if judgement.claim.chapter == CHAPTER]
    outside = sum(verdict is Verdict.UNCHECKABLE for verdict in verdicts)
    if not verdicts:
        sentence = ""
    elif outside == len(verdicts):
        sentence = f"None of them can be settled from this paper’s own numbers, {_WHY}. {_READ_SO}"
    else:
        sentence = (
            f"{values.capital(values.count(outside))} of the {len(verdicts)} claims recorded here cannot be settled "
            f"from this paper’s own numbers, {_WHY}. {_READ_SO}"
        )
    return {
        "claims": str(len(verdicts)),
        "outside_sentence": sentence,
        "sham_sentence": (
            ""
            if "control-group" in evidence.study.design.features
            else "The treatment of this study has not been put to the test of a sham here: that would take a sham arm."
        ),
        "standing_sentence": standing.counted(evidence, CHAPTER),
    }
