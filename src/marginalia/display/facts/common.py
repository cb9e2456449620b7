"""What several chapters' facts share: the headline visit, and words for what is not printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from marginalia.analysis.proportions import Assessed, by_visit
from marginalia.analysis.settings import Settings
from marginalia.display import values
from marginalia.display.enrolment import enrolled, enrolled_sentence
from marginalia.display.evidence import Evidence
from marginalia.study.model import OVERALL, RESPONSE, Study

NOT_REPORTED = "not reported"

Known = TypeVar("Known")


def known(value: Known | None, show: Callable[[Known], str] = str) -> str:
    """A value in words, or that it is not reported."""
    return NOT_REPORTED if value is None else show(value)


def headline(study: Study, settings: Settings, group: str = OVERALL) -> Assessed | None:
    """The group's response at the last visit that prints one with its fraction: the result a reader remembers."""
    found = [visit for visit in by_visit(study, RESPONSE, group, settings) if visit.share is not None]
    return found[-1] if found else None


def proportion_facts(assessed: Assessed | None) -> dict[str, str]:
    """A proportion's parts by name: visit, fraction, share, interval, N, missing, of_enrolled, worst, best.

    `worst` and `best` put everybody who was not seen among the non-responders, then among the responders
    (bounds after Horowitz and Manski 1998: they assume nothing about the missing).
    """
    names = ("visit", "n", "N", "fraction", "share", "interval", "missing", "of_enrolled", "worst", "best")
    if assessed is None or assessed.n is None or assessed.N is None or assessed.share is None:
        return dict.fromkeys(names, NOT_REPORTED)
    missing = assessed.enrolled - assessed.N
    return {
        "visit": values.month(assessed.cell.month),
        "n": str(assessed.n),
        "N": str(assessed.N),
        "fraction": values.fraction(assessed.n, assessed.N),
        "share": values.percent(assessed.share),
        "interval": known(assessed.interval, lambda found: values.interval(found.low, found.high)),
        "missing": str(missing),
        "of_enrolled": known(assessed.of_enrolled, values.percent),
        "worst": values.percent(assessed.n / assessed.enrolled),
        "best": values.percent((assessed.n + missing) / assessed.enrolled),
    }


def facts(evidence: Evidence) -> dict[str, str]:
    """What every chapter may quote: the paper's short name, the enrolled, the confidence level."""
    study, settings = evidence.study, evidence.settings
    return {
        "paper": study.citation.short,
        "enrolled": enrolled(study),
        "enrolled_sentence": enrolled_sentence(study),
        "confidence": values.percent(settings.confidence),
    }
