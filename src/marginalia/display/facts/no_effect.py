"""Facts of the chapter on a trial in which nobody is helped."""

from __future__ import annotations

from marginalia.analysis.comparators import Comparator, course_rows, of_study
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.facts import _beside_no_effect as beside
from marginalia.display.facts import _how_much_is_assumed as assumed
from marginalia.display.facts import _why_people_improve as why
from marginalia.display.magnitude import changes_beside, own_changes
from marginalia.display.no_effect import NoEffect, gathered


def facts(evidence: Evidence) -> dict[str, str]:
    found = gathered(evidence)
    makers = {
        "start_sentence": why.start,
        "regression_sentence": why.regression,
        "needed_sentence": why.needed,
        "severe_sentence": why.severe,
        "steps_sentence": why.steps,
        "in_short": beside.in_short,
        "share_sentence": beside.shares,
        "mean_sentence": beside.means,
        "early_sentence": beside.early,
        "other_scales_sentence": beside.other_scales,
        "effect_sentence": beside.effect,
        "visits_sentence": assumed.visits,
        "model_check_sentence": assumed.model_check,
        "ranges_sentence": assumed.ranges,
        "random_sentence": assumed.random,
        "sensitivity_sentence": assumed.sensitivity,
        "draws_sentence": assumed.draws,
    }
    course = course_rows(evidence.comparators.values())
    always = {
        "controls_sentence": _controls(evidence),
        "context_sentence": why.context(evidence, found),
        "look_sentence": (
            "Without a control group nobody can look."
            if evidence.study.control is None
            else "Between the arms one can look, and a chapter does; within each arm, from before treatment to after "
            "it, nobody can."
        ),
    }
    if isinstance(found, str):
        return {
            **always,
            **dict.fromkeys(makers, ""),
            "in_short": found,
            "course_sentence": "",
            "elsewhere_sentence": "",
        }
    return {
        **always,
        **{name: make(found) for name, make in makers.items()},
        "course_sentence": why.course(found, course),
        "elsewhere_sentence": _elsewhere(evidence, found, course),
    }


def _elsewhere(evidence: Evidence, found: NoEffect, course: tuple[Comparator, ...]) -> str:
    """Of which patients the assumptions and the course were read, and whether this study's are others."""
    read_of = [one.condition for one in found.ranges] + [one.condition for one in course]
    conditions = list(dict.fromkeys(filter(None, read_of)))
    if not conditions:
        return ""
    study = evidence.study
    told = (
        f"Most of what is assumed was read of people with {values.listed(conditions)}; this study is of "
        f"{study.words.get('condition', 'other patients')}."
    )
    if of_study(study, course):
        return told
    return (
        f"{told} We hold no such figures for these patients, so that others stand in for them: take the page as an "
        "example of what such mechanisms can do, and not as a forecast."
    )


def _controls(evidence: Evidence) -> str:
    """That some control arms hardly moved, where the chapter on magnitude shows any."""
    own = own_changes(evidence)
    if own is None or not any(one.side == "control" for one in changes_beside(evidence, own.outcome.id)):
        return ""
    return "Some control arms, too, hardly moved; the chapter on magnitude shows them beside those that moved much."
