"""What one check makes of a statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import places
from marginalia.study.model import Number, Study


@dataclass(frozen=True, slots=True)
class Result:
    """A verdict with the sentence that gives its reason, what was worked out, and the ids of the numbers used."""

    verdict: Verdict
    sentence: str
    numbers: tuple[str, ...] = ()
    computed: str = ""


def result(study: Study, verdict: Verdict, sentence: str, numbers: Iterable[Number] = (), computed: str = "") -> Result:
    """A result that is fair to a damaged scan.

    Where a number had to be repaired, the reason says so, and an objection becomes a claim that cannot be checked:
    the fault may be our reading's.
    """
    used = tuple(dict.fromkeys(numbers))
    repaired = [number for number in used if number.ocr == "repaired"]
    if repaired:
        if verdict.gravity > Verdict.UNCHECKABLE.gravity:
            verdict = Verdict.UNCHECKABLE
            sentence += f" The scan is damaged in {places(study, repaired)}, so the fault may lie in our reading."
        else:
            sentence += f" This rests on our reading of a damaged place in {places(study, repaired)}."
    return Result(verdict, sentence, tuple(number.id for number in used), computed)


def illegible(study: Study, numbers: Iterable[Number]) -> Result | None:
    """The result where a number that is needed cannot be read; `None` where all can."""
    needed = tuple(numbers)
    lost = [number for number in needed if number.reading is None]
    if not lost:
        return None
    return Result(
        Verdict.UNCHECKABLE,
        f"A number that is needed cannot be read in our copy of {places(study, lost)}.",
        tuple(number.id for number in needed),
    )
