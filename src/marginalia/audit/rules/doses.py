"""A dose that is printed twice over, as a whole and by weight or the like."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.words import noun, places, plain
from marginalia.study.model import Study
from marginalia.words import capital, number

#: What a lower limit of a dose is worded as, by its sense; upper limits are caps and say nothing against a rate.
_LEAST = ("at least", "more than")

#: What hardly anybody falls below, by the unit that a dose is given for: a least dose that only they would notice is a
#: usual safeguard. Our own judgement, of adults.
_HARDLY_ANYBODY_BELOW = {"kg": 40.0}


def doses(study: Study) -> Iterator[Finding]:
    """A least dose and a dose for each unit of weight hold together only from some weight up.

    Plausibility of the methods, item 2.5 of INSPECT-SR (Wilkinson et al. 2025). Worked example: at least 100 million
    cells at about 1 million per kg agree for patients of 100 kg or more. A dose that is a plain figure may be the mean,
    one with an upper limit may be capped, and a least dose may be a safeguard for the lightest few: about these nothing
    is asked.
    """
    senses = {limit.number: limit.sense for limit in study.limits}
    for dose in study.doses:
        total, rate = study.number(dose.total), study.number(dose.rate)
        sense = senses.get(total.id)
        if sense not in _LEAST or total.reading is None or not rate.reading or rate.reading < 0:
            continue
        enough = total.reading / rate.reading
        if enough <= _HARDLY_ANYBODY_BELOW.get(dose.unit, 0.0):
            continue
        unit = study.measure(total.measure).unit
        each = f"{plain(rate.reading)} {unit} for each {dose.unit} of {dose.per}"
        where = places(study, (total, rate))
        yield finding(
            "doses",
            Severity.MINOR,
            (total, rate),
            f"{capital(noun(study, total.measure))}: {sense} {plain(total.reading)} {unit} in all and {each} "
            f"({where}) agree only for patients of {number(enough)} {dose.unit} or more. What did the others receive?",
            f"{plain(total.reading)} / {plain(rate.reading)} = {number(enough)}",
            needs=("dose-of-everybody",),
        )
