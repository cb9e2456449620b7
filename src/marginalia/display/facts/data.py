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
            f"It damaged {values.plural(damage['repaired'], 'number')} that could still be read with care, "
            f"and {values.plural(damage['illegible'], 'number')} beyond repair."
        ),
        "entry_sentence": _entries(evidence),
    }


def _entries(evidence: Evidence) -> str:
    entries = evidence.entries
    if entries is None:
        return "This package has one entry only: a second, independent one is still to be made."
    printed = sum("printed" in difference.what or "reading" in difference.what for difference in entries.differences)
    left = len(entries.unresolved)
    settled = "each of them settled with a reason" if left == 0 else f"{values.count(left)} of them still open"
    return (
        f"The second entry has {entries.second} rows and the first {len(evidence.study.numbers)}. They differ in "
        f"{values.plural(len(entries.differences), 'place')}, {settled}; "
        f"{values.count(printed) if printed else 'none'} of these concern printed characters or a reading, the others "
        "what counts as a number and how it is coded."
    )
