"""Results whose method the paper does not describe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.words import noun, places
from marginalia.study.model import ADVERSE_EVENTS, Measure, Number, Study
from marginalia.words import capital, listed

RULE = "described"


def described(study: Study) -> Iterator[Finding]:
    """What is reported was measured in some way, and the methods say in which.

    Methods, item 2.5 of INSPECT-SR (Wilkinson et al. 2025); for harms, the CONSORT extension on harms (Junqueira et al.
    2023) asks how they were looked for. Whether a measure is described is read by the package's author (`described` in
    `study.yml`); where nobody judged, nothing is asked. Worked example: a trial whose results say that there were no
    serious adverse events, and whose methods do not say who asked for them, or when.
    """
    lacking = [measure for measure in study.measures if measure.described is False]
    harms = [measure for measure in lacking if measure.id == ADVERSE_EVENTS]
    numbers = _printed(study, harms)
    if numbers:
        yield finding(
            RULE,
            Severity.MODERATE,
            numbers,
            f"{capital(noun(study, ADVERSE_EVENTS))}: reported in {places(study, numbers)}, but the methods do not say "
            "how they were looked for: who asked, when, and about what. Would mild or late ones have been found?",
            "no method described",
        )
    others = [measure for measure in lacking if measure.id != ADVERSE_EVENTS and _printed(study, [measure])]
    if others:
        numbers = _printed(study, others)
        named = listed(list(dict.fromkeys(noun(study, measure.id) for measure in others)))
        yield finding(
            RULE,
            Severity.MINOR,
            numbers,
            f"The paper reports {named} ({places(study, numbers)}), but its methods do not say how this was measured. "
            "By whom was it recorded, and when?",
            "no method described",
        )


def _printed(study: Study, measures: Iterable[Measure]) -> list[Number]:
    """What is printed of the patients themselves: a statement about nobody in particular is no result."""
    ids = {measure.id for measure in measures}
    return [number for number in study.numbers if number.measure in ids and number.group is not None]
