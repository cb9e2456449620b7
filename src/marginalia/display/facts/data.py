"""Facts of the page about the data."""

from __future__ import annotations

from collections import Counter

from marginalia.display import values
from marginalia.display.evidence import Evidence


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    damage = Counter(number.ocr for number in study.numbers)
    return {
        "numbers": str(len(study.numbers)),
        "claims": str(len(study.claims)),
        "ocr_sentence": (
            f"It damaged {values.plural(damage['repaired'], 'number')} that could be repaired from other places in the paper, and "
            f"{values.plural(damage['illegible'], 'number')} beyond repair."
        ),
    }
