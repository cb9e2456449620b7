"""Numbers that nobody has held against the paper yet: how many there are, and what rests on them."""

from __future__ import annotations

from marginalia.audit import Judgement
from marginalia.display import values
from marginalia.study.model import Study


def how_many(study: Study) -> int:
    """How many numbers of a study are not verified."""
    return sum(not number.verified for number in study.numbers)


def behind(study: Study, judged: Judgement) -> int:
    """How many of the numbers that a claim rests on, and of those that its verdict was worked out from, are not
    verified."""
    references = (*judged.claim.rests_on, *judged.numbers, *(id for step in judged.telling for id in step.numbers))
    return len({
        number.id
        for reference in references
        if study.has(reference)
        for number in study.numbers_of(reference)
        if not number.verified
    })  # fmt: skip


def rests_on(study: Study, judged: Judgement) -> str:
    """That a claim rests on such numbers, in a sentence; empty where it does not. Plain text."""
    count = behind(study, judged)
    if not count:
        return ""
    return f"Rests on {values.plural(count, 'number')} not yet checked against the paper."


def in_all(study: Study) -> str:
    """How many of all numbers are not verified, in a sentence; empty where all are. Plain text."""
    count = how_many(study)
    if not count:
        return ""
    verb = "is" if count == 1 else "are"
    return f"{count} of {values.plural(len(study.numbers), 'number')} {verb} not yet checked against the paper."
