"""Facts of the front page."""

from __future__ import annotations

from collections.abc import Mapping

from marginalia.display import markup, values
from marginalia.display.citation import cited
from marginalia.display.evidence import Evidence
from marginalia.display.facts import conclusions, methods, safety
from marginalia.display.facts.common import headline
from marginalia.display.template import fill


def facts(evidence: Evidence) -> dict[str, str]:
    study, harms = evidence.study, safety.facts(evidence)
    return {
        **{name: text for name, text in conclusions.facts(evidence).items() if not name.startswith("supported")},
        **_only(methods.facts(evidence), "design", "treatment", "visits"),
        "events_sentence": harms["events_sentence"],
        "upper_sentence": harms["upper_sentence"],
        "citation": cited(study.citation),
        "condition": study.words.get("condition", "the condition under study"),
        "claimed_sentence": _claimed(evidence),
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
        return "How many patients improved enough to count is not reported."
    response = study.words.get("response", "a response")
    seen = f"At {values.month(last.cell.month)}, {last.n} of the {last.N} who were seen had {response}."
    missing = study.enrolled - last.N
    if missing <= 0:
        return seen
    low, high = last.n / study.enrolled, (last.n + missing) / study.enrolled
    return (
        f"{seen} Another {missing} had no result. Had all of these done badly, {values.percent(low)} of everybody "
        f"would be better; had all done well, {values.percent(high)}."
    )


def _only(facts: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: facts[name] for name in names}
