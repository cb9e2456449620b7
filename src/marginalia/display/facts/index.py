"""Facts of the front page."""

from __future__ import annotations

from marginalia.display import by_arm, markup, values
from marginalia.display.citation import cited
from marginalia.display.enrolment import enrolled, enrolled_sentence
from marginalia.display.evidence import Evidence
from marginalia.display.facts import conclusions, safety
from marginalia.display.facts.common import headline
from marginalia.display.template import fill
from marginalia.study.model import Study


def facts(evidence: Evidence) -> dict[str, str]:
    study, harms = evidence.study, safety.facts(evidence)
    return {
        **{name: text for name, text in conclusions.facts(evidence).items() if not name.startswith("supported")},
        "events_sentence": harms["events_sentence"],
        "upper_sentence": harms["upper_sentence"],
        "citation": cited(study.citation),
        "question_sentence": _question(study),
        "studied_sentence": _studied(study),
        "claimed_sentence": _claimed(evidence),
        "claims_sentence": _claims(len(study.claims)),
        "shown_sentence": _shown(evidence),
    }


def _claimed(evidence: Evidence) -> str:
    """What the title says of patients, in our words; empty where it makes no claim."""
    said = [markup.plain(fill(claim.says, evidence)) for claim in evidence.study.claims if claim.section == "title"]
    return f"In our words, its title says: {' '.join(said)}" if said else ""


def _shown(evidence: Evidence) -> str:
    """The last printed result, of those seen and of everybody."""
    study = evidence.study
    last = headline(study, evidence.settings)
    if last is None or last.n is None or last.N is None:
        told = by_arm.responders_sentence(study, evidence.settings)
        return told or "How many patients improved enough to count is not reported."
    response = study.words.get("response", "a response")
    seen = f"At {values.month(last.cell.month)}, {last.n} of the {last.N} who were seen had {response}."
    missing = study.enrolled - last.N
    if missing <= 0 or not study.enrolled_printed:
        return seen
    low, high = last.n / study.enrolled, (last.n + missing) / study.enrolled
    return (
        f"{seen} Another {missing} had no result. Had all of these done badly, {values.percent(low)} of everybody "
        f"would be better; had all done well, {values.percent(high)}."
    )


def _question(study: Study) -> str:
    """What the paper is read for."""
    condition, treatment = study.words.get("condition"), study.words.get("treatment")
    who = f"people with {condition}" if condition else "such patients"
    what = f"this treatment: {treatment}" if treatment else "the treatment that the paper studies"
    return f"Do {who} get better because of {what}? And is it safe?"


def _studied(study: Study) -> str:
    """How many people in what design, and when they were to be seen again."""
    after = [month for month in study.visits if month > 0]
    seen = f"They were to be seen again at {values.months(after)}." if after else "No visit after it is recorded."
    people = f"{values.capital(enrolled(study))} people were {by_arm.taken(study)}"
    return " ".join(
        filter(None, (f"{people}, in {values.with_article(study.design.label)}.", enrolled_sentence(study), seen))
    )


def _claims(number: int) -> str:
    """How many claims the book takes up."""
    if not number:
        return "No claim of the paper is recorded in the data of this book."
    if number == 1:
        return "One claim of the paper is recorded, and this book takes it up."
    return f"The paper makes {number} claims in all, and this book takes them up one by one."
