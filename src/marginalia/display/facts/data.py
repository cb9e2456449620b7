"""Facts of the page about the data."""

from __future__ import annotations

from collections import Counter

from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.study.model import Study


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    damage = Counter(number.ocr for number in study.numbers)
    return {
        "numbers_sentence": _numbers(study),
        "ocr_sentence": _damage(damage["repaired"], damage["illegible"]),
        "entry_sentence": _entries(evidence),
    }


def _numbers(study: Study) -> str:
    """How many numbers were transcribed, and how many claims are recorded."""
    numbers = len(study.numbers)
    claims = f"{values.plural(len(study.claims), 'claim')} of the paper {_is(len(study.claims))} recorded beside them"
    return f"{values.capital(values.plural(numbers, 'number'))} {_was(numbers)} transcribed, and {claims}."


def _damage(repaired: int, illegible: int) -> str:
    """What a scan or its text recognition did to the numbers."""
    if not repaired and not illegible:
        return "Our copy of the paper damaged none of its numbers."
    return (
        f"In our copy of the paper, {values.plural(repaired, 'number')} {_is(repaired)} damaged and can still be read "
        f"with care, and {values.plural(illegible, 'number')} {_is(illegible)} damaged beyond repair."
    )


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _entries(evidence: Evidence) -> str:
    entries = evidence.entries
    if entries is None:
        return "This package has one entry only: a second, independent one is still to be made."
    printed = sum("printed" in difference.what or "reading" in difference.what for difference in entries.differences)
    left = len(entries.unresolved)
    settled = "each of them settled with a reason" if left == 0 else f"{values.count(left)} of them still open"
    share = values.percent(entries.alike / entries.both) if entries.both else "none"
    return (
        f"The second entry has {entries.second} rows and the first {len(evidence.study.numbers)}. Of the "
        f"{entries.both} numbers that both have, {entries.alike} ({share}) are alike in characters and reading. "
        f"They differ in {values.plural(len(entries.differences), 'place')}, {settled}; "
        f"{values.count(printed) if printed else 'none'} of these concern printed characters or a reading, the others "
        "what counts as a number and how it is coded."
    )
