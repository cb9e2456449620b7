"""Facts of the chapter on safety."""

from __future__ import annotations

from marginalia.analysis.harms import Harms, expected, harms, room_by_visit, time_by_group
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED
from marginalia.statistics.zero_events import (
    chance_of_none,
    exact_upper,
    patients_needed,
    rule_of_three,
    two_sided_upper,
)
from marginalia.study.model import ADVERSE_EVENTS, Study

#: A harm that strikes one patient in this many, for the worked example of the chapter.
ONE_IN = 20

#: Rates that somebody may want ruled out.
_WANTED = (0.01, 0.001)

#: What can be said only where the paper counts no event.
_OF_ZERO = ("news_sentence", "bound_sentence", "needed_sentence", "late_sentence", "time_sentence", "expected_sentence")


def facts(evidence: Evidence) -> dict[str, str]:
    found = harms(evidence.study)
    common = {"asked_sentence": _asked(evidence), "comparison_sentence": _comparison(evidence.study)}
    if found is None or found.events:
        return {
            **common,
            "events_sentence": _events(evidence, found),
            "upper_sentence": "",
            "upper": NOT_REPORTED,
            "coin_sentence": "This paper does not report that nobody was harmed, so that it has no such zero to read.",
            **dict.fromkeys(_OF_ZERO, ""),
        }
    confidence = evidence.settings.confidence
    patients = found.patients
    upper = exact_upper(patients, confidence=confidence)
    return {
        **common,
        "events_sentence": _events(evidence, found),
        "upper_sentence": (
            f"No such event among {patients} people is compatible with a true rate of up to {values.percent(upper, 1)}."
        ),
        "coin_sentence": (
            f"Think of a die with {ONE_IN} faces, thrown {patients} times: the chance that a given face never comes "
            f"up is {values.percent(chance_of_none(patients, 1 / ONE_IN))}."
        ),
        "news_sentence": "That is good news, as far as it goes.",
        "upper": values.percent(upper, 1),
        "bound_sentence": (
            f"With {values.percent(confidence)} confidence the true rate is at most {values.percent(upper, 1)}, one "
            f"patient in {round(1 / upper)}; the rule gives {values.percent(rule_of_three(patients), 1)}, and the "
            "upper end of the usual two-sided interval, which keeps half of the doubt for the other side, "
            f"{values.percent(two_sided_upper(patients, confidence=confidence), 1)}."
        ),
        "needed_sentence": _needed(evidence, patients),
        "late_sentence": _late(evidence),
        "time_sentence": _time(evidence),
        "expected_sentence": _expected(evidence),
    }


def _comparison(study: Study) -> str:
    """Whether this study can tell what comes with the treatment."""
    if study.control is None:
        return (
            "A study with a single arm cannot make this comparison, and cannot take its result over either: what was "
            "given, "
            "to whom and by which route may differ."
        )
    return (
        "This study has arms to compare, and the chapter between the arms sets their harms side by side. What comes "
        "with "
        "both treatments alike it cannot tell from what comes anyway."
    )


def _events(evidence: Evidence, found: Harms | None) -> str:
    """The count in the paper's own terms: what it counts is what its measure is called."""
    measures = {measure.id: measure.label for measure in evidence.study.measures}
    if found is None or ADVERSE_EVENTS not in measures:
        return "The paper does not report a count of harms."
    label, patients = measures[ADVERSE_EVENTS], found.patients
    if not found.events:
        return f"{label}: the paper counts none in {patients} patients."
    level = values.percent(evidence.settings.confidence)
    limits = found.interval(confidence=evidence.settings.confidence)
    return (
        f"{label}: the paper counts {values.count(found.events)} in {patients}, "
        f"{values.percent(found.events / patients, 1)}, with an exact {level} interval from "
        f"{values.interval(limits.low, limits.high, 1)}."
    )


def _asked(evidence: Evidence) -> str:
    described = {measure.id: measure.described for measure in evidence.study.measures}.get(ADVERSE_EVENTS)
    if described is None:
        return "Whether the methods tell how harm was asked about was not judged."
    if described:
        return "The methods tell how harm was asked about."
    missing = "How harm was asked about, by whom, when and over what time, we did not find in the methods."
    questions = any(note.kind == "question" for note in evidence.study.notes_in("safety"))
    return f"{missing} What a reader would need, point by point:" if questions else missing


def _needed(evidence: Evidence, patients: int) -> str:
    confidence = evidence.settings.confidence
    parts = [
        f"{patients_needed(rate, confidence=confidence):,} patients for {values.number(100 * rate, 1)}%"
        for rate in _WANTED
    ]
    return (
        f"To rule out a rate with {values.percent(confidence)} confidence by seeing no event takes "
        f"{values.listed(parts)}; here there were {patients}."
    )


def _late(evidence: Evidence) -> str:
    rooms = room_by_visit(evidence.study, evidence.settings)
    if len(rooms) < 2:
        return "The paper does not report how many patients were seen at each visit."
    first, last = rooms[0], rooms[-1]
    return (
        f"Of a harm that shows only by {values.month(last.month)}, {last.patients} of {first.patients} could tell: it "
        f"may be as frequent as {values.percent(last.upper)}."
    )


def _time(evidence: Evidence) -> str:
    found = time_by_group(evidence.study)
    if not found:
        return "How long the patients were watched cannot be worked out from what is printed."
    one, confidence = found[0], evidence.settings.confidence
    return (
        f"Full follow-up to {values.month(one.until)} would have given {values.number(one.promised, 0)} patient-years. "
        f"{values.number(one.least, 0)} were surely watched; at most {values.number(one.most, 0)}, if nobody who "
        "missed a visit came to a later one, and everybody told of the time up to the next visit planned. No event in "
        f"that time allows up to {values.number(100 * one.upper_at_best(confidence=confidence), 1)} to "
        f"{values.number(100 * one.upper(confidence=confidence), 1)} events in 100 patient-years."
    )


def _expected(evidence: Evidence) -> str:
    found = expected(evidence.study, evidence.comparators.values())
    if not found:
        return "No published risk is cited for comparison."
    rarest = min(found, key=lambda one: one.none)
    said = "a reported risk" if rarest.comparator.second_hand else "a risk"
    return (
        f"At {said} of {values.percent(rarest.comparator.value, 1)} for {rarest.comparator.outcome}, the chance "
        f"of none in {rarest.patients} is {values.percent(rarest.none, 1)}. Where a zero is unlikely, if small events "
        "are as frequent as elsewhere, there are two explanations: an unusually gentle procedure, or a count that "
        "small events did not enter."
    )
