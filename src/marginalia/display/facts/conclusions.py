"""Facts of the chapter on the conclusions, and of the front page."""

from __future__ import annotations

from marginalia.audit.claims import scoreboard
from marginalia.display import by_arm, inferences, values
from marginalia.display.enrolment import at_least, enrolled
from marginalia.display.evidence import Evidence
from marginalia.display.facts import safety, supported
from marginalia.display.facts.common import headline
from marginalia.study.model import Study


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    counts = scoreboard(evidence.judgements.values())
    parts = [f"{number} {verdict.label.lower()}" for verdict, number in counts.items() if number]
    return {
        **supported.facts(evidence),
        "claims": str(sum(counts.values())),
        "events_sentence": safety.facts(evidence)["events_sentence"],
        "control_sentence": _control(study),
        **_sceptic(study),
        "together_sentence": inferences.conflicts_sentence(evidence),
        "answer_sentence": answer(evidence),
        "scoreboard_sentence": (
            f"Of {values.plural(sum(counts.values()), 'claim')}: {values.listed(parts)}."
            if sum(counts.values()) > 1
            else f"One claim is recorded: {parts[0]}."
            if parts
            else ""
        ),
    }


def _sceptic(study: Study) -> dict[str, str]:
    """An objection that fits the design, and whether anything speaks against a trial where there has been none."""
    if by_arm.several(study):
        return {
            "trial_sentence": "",
            "sceptic_says": "A trial with a control group settles it.",
            "sceptic_answer": "It settles what was put to it: one treatment beside another, in such patients, by such "
            "measures, for as long as they were followed. A claim that asks for more is not settled by it.",
        }
    return {
        "trial_sentence": "Nothing in it speaks against trying the treatment in a trial.",
        "sceptic_says": "Early studies are always like this.",
        "sceptic_answer": "Many are. A first study is asked whether the treatment can be given and what goes wrong, "
        "and is worth publishing for that. Trouble begins where words go further than the design.",
    }


def answer(evidence: Evidence) -> str:
    """The study's answer in one sentence, for somebody who reads no other."""
    study = evidence.study
    last = headline(study, evidence.settings)
    if last is None or last.n is None or last.N is None:
        known = by_arm.responders_clause(study, evidence.settings) or (
            f"how many of the {study.enrolled} people {by_arm.taken(study)} improved enough to count is not reported"
        )
    else:
        unseen = study.enrolled - last.N
        rest = f"{last.N - last.n} were not" + (f", and {at_least(study, unseen)} were not seen" if unseen > 0 else "")
        rest = rest if unseen > 0 else f"and {rest}"
        known = (
            f"of {enrolled(study)} people {by_arm.taken(study)}, {last.n} are known to have been better at "
            f"{values.month(last.cell.month)}, {rest}"
        )
    if "control-group" in study.design.features:
        return f"{values.capital(known)}."
    return f"{values.capital(known)}; whether the treatment is what made people better, this study cannot tell."


def _control(study: Study) -> str:
    if by_arm.several(study) and not study.randomised:
        return (
            "The study has a control group that chance did not form, so a difference from it may come of the "
            "treatment or "
            "of who was in which group."
        )
    if "control-group" in study.design.features:
        return "The study has a control group, so a difference from it can be put down to the treatment."
    return "The study has no control group, so improvement after the treatment cannot be told from improvement by it."
