"""Facts of the chapter on safety."""

from __future__ import annotations

from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED
from marginalia.statistics.zero_events import chance_of_none, exact_upper, rule_of_three, two_sided_upper
from marginalia.study.model import ADVERSE_EVENTS, OVERALL

#: A harm that strikes one patient in this many, for the worked example of the chapter.
ONE_IN = 20


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    events = study.best(ADVERSE_EVENTS, OVERALL, None)
    n = None if events is None else events.n
    enrolled = study.enrolled
    names = ("upper", "upper_one_in", "two_sided", "three", "none_chance", "one_in")
    if n != 0:
        known = (
            "does not report a count of serious harms"
            if n is None
            else f"reports {values.plural(n, 'patient')} with serious harm"
        )
        return {
            "events_sentence": f"The paper {known}, so that the reasoning for zero events does not apply.",
            "upper_sentence": "",
            **dict.fromkeys(names, NOT_REPORTED),
        }
    upper = exact_upper(enrolled, confidence=settings.confidence)
    return {
        "events_sentence": f"The paper reports that none of {enrolled} patients came to serious harm.",
        "upper_sentence": (
            f"No serious harm among {enrolled} people is compatible with a true rate of up to "
            f"{values.percent(upper, 1)}."
        ),
        "upper": values.percent(upper, 1),
        "upper_one_in": str(round(1 / upper)),
        "two_sided": values.percent(two_sided_upper(enrolled, confidence=settings.confidence), 1),
        "three": values.percent(rule_of_three(enrolled), 1),
        "one_in": str(ONE_IN),
        "none_chance": values.percent(chance_of_none(enrolled, 1 / ONE_IN)),
    }
