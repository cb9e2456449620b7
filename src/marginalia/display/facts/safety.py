"""Facts of the chapter on safety."""

from __future__ import annotations

from marginalia.analysis.harms import harms
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED
from marginalia.statistics.zero_events import chance_of_none, exact_upper, rule_of_three, two_sided_upper

#: A harm that strikes one patient in this many, for the worked example of the chapter.
ONE_IN = 20


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    found = harms(study)
    names = ("upper", "upper_one_in", "two_sided", "three", "none_chance", "one_in")
    if found is None or found.events:
        known = (
            "does not report a count of serious harms"
            if found is None
            else f"reports {values.plural(found.events, 'patient')} with serious harm"
        )
        return {
            "events_sentence": f"The paper {known}, so that the reasoning for zero events does not apply.",
            "upper_sentence": "",
            **dict.fromkeys(names, NOT_REPORTED),
        }
    patients = found.patients
    upper = exact_upper(patients, confidence=settings.confidence)
    return {
        "events_sentence": f"The paper reports that none of {patients} patients came to serious harm.",
        "upper_sentence": (
            f"No serious harm among {patients} people is compatible with a true rate of up to "
            f"{values.percent(upper, 1)}."
        ),
        "upper": values.percent(upper, 1),
        "upper_one_in": str(round(1 / upper)),
        "two_sided": values.percent(two_sided_upper(patients, confidence=settings.confidence), 1),
        "three": values.percent(rule_of_three(patients), 1),
        "one_in": str(ONE_IN),
        "none_chance": values.percent(chance_of_none(patients, 1 / ONE_IN)),
    }
