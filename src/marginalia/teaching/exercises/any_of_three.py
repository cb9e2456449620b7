"""Core: a responder rule with several doors."""

from __future__ import annotations

from marginalia.analysis.comparators import Comparator
from marginalia.display import markup, values
from marginalia.study.model import Outcome
from marginalia.teaching.material import Material
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes

#: How often each door is supposed to open by luck. A round figure for the classroom, not a finding.
_LUCK = 0.2

#: A control arm judged by a rule of the "or" kind and one judged by a strict "and" rule.
_LENIENT, _STRICT = "respine-sham", "mpc-saline-strict"


def any_of_three(material: Material) -> Exercise | None:
    doors = tuple(outcome for outcome in material.study.outcomes if outcome.important_change)
    if len(doors) < 2 or "at least one" not in material.study.responder_rule:
        return None
    rule = "\n".join(
        f"- {markup.myst(outcome.label)}: better by {_change(outcome)} or more, on a scale from "
        f"{values.number(outcome.low)} to {values.number(outcome.high)}"
        for outcome in doors
    )
    return Exercise(
        id="any-of-three",
        title="One door is enough",
        level=Level.CORE,
        minutes=7,
        aim="See how a definition of success sets the success rate.",
        question=(
            "A patient counts as a responder at a visit if *at least one* of these holds:",
            rule,
            f"1. Invent a patient whose pain is no better and who counts as a responder.\n"
            f"2. Suppose that each condition is met by {values.percent(_LUCK)} of patients through luck alone. If the "
            "conditions had nothing to do with each other, how many would be responders? What if they always came "
            "together? If they never did?\n"
            "3. And if *all* were required, with nothing to do with each other?",
        ),
        hint="For question 2, work out how many miss every one of them. The rest are responders.",
        look=("chapters/methods", "chapters/efficacy"),
        solve=lambda: _solve(material, doors),
    )


def _change(outcome: Outcome) -> str:
    change = values.number(outcome.important_change or 0.0)
    return f"{change}%" if outcome.unit == "%" else f"{change} {markup.myst(outcome.unit)}"


def _solve(material: Material, doors: tuple[Outcome, ...]) -> Solution:
    many = len(doors)
    apart, never = 1 - (1 - _LUCK) ** many, min(1.0, many * _LUCK)
    together = _LUCK**many
    patient, *others = doors
    miss = values.number(1 - _LUCK)
    steps = [
        f"For example: *{markup.myst(patient.label)}* unchanged, *{markup.myst(others[-1].label)}* better by exactly "
        f"{_change(others[-1])}. The rule says responder; the patient may well ask of what.",
        f"Unrelated: each is missed by {values.percent(1 - _LUCK)}, all {values.count(many)} by "
        f"{miss}{''.join(f' × {miss}' for _ in others)} = {values.number((1 - _LUCK) ** many, 3)}. So "
        f"{values.percent(apart)} respond by luck. Always together: {values.percent(_LUCK)}. Never together: "
        f"{many} × {values.percent(_LUCK)} = {values.percent(never)}. The truth lies between, since pain, function and "
        "a patient’s own verdict go together, but not always.",
        f"All required: {values.number(_LUCK)}{''.join(f' × {values.number(_LUCK)}' for _ in others)} = "
        f"{values.percent(together, 1)}. Same patients, same luck, another rule.",
        *_elsewhere(material.comparators),
    ]
    return Solution(
        steps=tuple(steps),
        answer=f"By luck alone, {values.percent(_LUCK)} to {values.percent(never)} would pass “at least one”; under "
        f"“all”, {values.percent(together, 1)} if they are unrelated.",
        figures=(
            f"{values.percent(apart)} respond by luck",
            f"= {values.number((1 - _LUCK) ** many, 3)}",
            f"= {values.percent(together, 1)}",
        ),
        notes=TeachingNotes(
            wrong_answers=(
                "*“The rule is a cheat.”* Several conditions joined by “or” are used by others too, and patients do "
                "value different things. The point is that a rate means nothing without its rule.",
                f"*{values.percent(_LUCK)} is taken for a finding.* It is a round figure for practice; nobody has "
                "measured it here.",
            ),
            ask_next=(
                "Which of the conditions can be met by a mood on the day of the visit?",
                "Measured at several visits, with “at least one” at each: what happens to the chance of responding at "
                "some time?",
            ),
            timing="Two minutes to invent patients (collect two or three), four for the sums, one to compare rules.",
        ),
    )


def _elsewhere(comparators: tuple[Comparator, ...]) -> tuple[str, ...]:
    """Two control arms under two rules; nothing where the book has not got both."""
    found = {comparator.id: comparator for comparator in comparators}
    if _LENIENT not in found or _STRICT not in found:
        return ()
    lenient, strict = found[_LENIENT], found[_STRICT]
    verb = "are reported to have responded" if strict.second_hand else "responded"
    return (
        f"It happens. Under a rule with an “or”, {values.percent(lenient.value)} of patients who had a *sham* "
        f"responded in one trial {{cite:p}}`{lenient.key}`. Under a strict rule with “and”, held at two visits, "
        f"{values.percent(strict.value)} of patients given salt water {verb} in another {{cite:p}}`{strict.key}`. The "
        "trials differ in more than the rule, so neither figure may be subtracted from anything; but the distance "
        "shows what a definition can do.",
    )
