"""Stretch: rewrite the conclusion."""

from __future__ import annotations

from marginalia.display import markup, values
from marginalia.study.model import ADVERSE_EVENTS, RESPONSE
from marginalia.teaching.material import Material, Share
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes


def one_sentence(material: Material) -> Exercise | None:
    shown = material.latest(RESPONSE)
    if shown is None or material.study.enrolled <= shown.N:
        return None
    return Exercise(
        id="one-sentence",
        title="Write the conclusion",
        level=Level.STRETCH,
        minutes=15,
        aim="Say what a study shows in words that its numbers and its design can carry.",
        question=(
            "Read the paper’s own conclusion once more. Then write your own, in at most three sentences, that the "
            "authors could sign and a critic could not attack.",
            "It should hold: who was studied and how many; what share improved, *of whom*, with its uncertainty; what "
            "is unknown; what was seen of harm; and what ought to come next. It may not hold: a cause, a comparison "
            "with a treatment that was not given, or words such as “proves” and “completely”.",
        ),
        hint="Write the numbers down first and the sentence around them.",
        look=("chapters/conclusions", "chapters/abstract"),
        solve=lambda: _solve(material, shown),
    )


def _solve(material: Material, shown: Share) -> Solution:
    study = material.study
    found = material.interval(shown.n, shown.N)
    unseen = study.enrolled - shown.N
    design = markup.myst(study.design.label)
    treatment = markup.myst(study.words.get("treatment", "the treatment"))
    condition = markup.myst(study.words.get("condition", "the condition studied"))
    response = markup.myst(study.words.get("response", "the outcome that the study calls a response"))
    told = (
        f"In this {design}, {values.plural(study.enrolled, 'patient')} with {condition} received {treatment}; at "
        f"{values.month(shown.month)}, {shown.n} of the {shown.N} who were seen ({values.percent(shown.value)}, "
        f"{values.percent(material.confidence)} interval {values.interval(found.low, found.high)}) had {response}, and "
        f"the state of the other {unseen} is unknown."
    )
    harm = _harm(material)
    last = "Whether the treatment caused the improvement needs a study with a control group."
    return Solution(
        steps=(
            "One version, of many:",
            f"> {told} {harm}{last}",
            "Check yours against the list: *who* and *how many*; *of whom*; the *uncertainty*; the *unknown*; *harm*; "
            "*next*. Six marks. Take one off for “effective”, “safe”, “proves” or “because”.",
        ),
        answer="It is longer and quieter than the paper’s conclusion. That is what the evidence weighs.",
        figures=(values.interval(found.low, found.high), told),
        notes=TeachingNotes(
            wrong_answers=(
                "*“May be effective.”* “May” is no licence. Say what was seen.",
                "*A sentence so hedged that it says nothing.* It must still hold the percent.",
            ),
            ask_next=(
                "Exchange with a neighbour, who plays the authors. Could they sign it?",
                "Which of your words would a newspaper cut first?",
            ),
            timing="Five minutes to write, five to exchange, five to read two or three aloud. Works as homework.",
        ),
    )


def _harm(material: Material) -> str:
    events = [
        number
        for number in material.study.numbers
        if number.measure == ADVERSE_EVENTS and number.statistic == "n" and number.reading is not None
    ]
    if not events:
        return "Harms are not reported. "
    most = max(round(number.reading or 0.0) for number in events)
    if most == 0:
        return "No harm was recorded, among too few patients to rule out an uncommon one. "
    return f"Harm was recorded in {values.plural(most, 'patient')}. "
