"""Facts of the chapter on the discussion."""

from __future__ import annotations

from marginalia.analysis.comparators import (
    OF_ACTIVE,
    Comparator,
    control_range,
    of_study,
    parts_of_improvement,
    sham_trials,
)
from marginalia.analysis.proportions import Assessed
from marginalia.audit.verdicts import Verdict
from marginalia.display import standing, values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline

CHAPTER = "discussion"

#: How the literature marks the arms of studies without a control.
_NO_CONTROL = " (uncontrolled)"


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    verdicts = [judgement.verdict for judgement in evidence.judgements.values() if judgement.claim.chapter == CHAPTER]
    beyond = sum(verdict is Verdict.BEYOND_DESIGN for verdict in verdicts)
    rows = of_study(study, evidence.comparators.values())
    return {
        "beyond_sentence": (
            ""
            if not verdicts
            else f"Of {values.plural(len(verdicts), 'claim')} recorded here, {values.count(beyond)} would need "
            "something that the design does not have."
        ),
        "own_sentence": _own(headline(study, settings)),
        "alone_sentence": (
            "A study in which everybody gets the same treatment cannot answer either question by itself."
            if study.control is None
            else "A study with several arms answers the second for the treatments that it compares, and the first only "
            "where an arm went without."
        ),
        "bar_sentence": (
            "For a treatment that everybody in a study gets no such bar can be drawn, because there is no control to "
            "measure it from."
            if study.control is None
            else f"In this study the control is “{study.control.label}”, and its differences stand in the chapter "
            "between the arms."
        ),
        "range_sentence": _range(rows),
        "shams_sentence": _shams(rows),
        "parts_sentence": _parts(rows),
        "sham_part_sentence": _sham_part(rows),
        "lookalike_sentence": _lookalikes(rows),
        "standing_sentence": standing.counted(evidence, CHAPTER),
    }


def _own(found: Assessed | None) -> str:
    """The share that the chart sets beside the others; empty where none is printed."""
    if found is None or found.n is None or found.N is None or found.share is None:
        return ""
    return (
        f"Among them stands this paper’s {values.fraction(found.n, found.N)} ({values.percent(found.share)}) at "
        f"{values.month(found.cell.month)}."
    )


def _range(rows: tuple[Comparator, ...]) -> str:
    """Both ends of the control arms, with their rules."""
    found = control_range(rows)
    if found is None:
        return "The package cites no control arm that counts responders."
    low, high = (f"{values.percent(one.value)}{' as reported' if one.second_hand else ''}" for one in found)
    return (
        f"In the control arms drawn here the share runs from {low} ({found[0].population}; "
        f"{values.inline(found[0].rule)}) to {high} ({found[1].population}; {values.inline(found[1].rule)})."
    )


def _shams(rows: tuple[Comparator, ...]) -> str:
    trials = len(sham_trials(rows))
    if not trials:
        return (
            "Among the figures that this book holds of the sources cited here, none is of a single trial with a sham "
            "or saline arm; a review among them may pool some."
        )
    return f"Among the trials that this package cites, {values.count(trials)} gave some patients a sham or saline."


def _parts(rows: tuple[Comparator, ...]) -> str:
    parts = parts_of_improvement(rows)
    if not parts:
        return ""
    told = values.listed(
        [f"{values.percent(one.value)} {one.arm}" for one in sorted(parts, key=lambda one: -one.value)]
    )
    return (
        f"In trials of other treatments for {parts[0].condition} with three arms, the short-term improvement divided "
        f"into {told}."
    )


def _sham_part(rows: tuple[Comparator, ...]) -> str:
    found = [one for one in rows if one.measure == OF_ACTIVE]
    if not found:
        return "The package cites no review of how much of the improvement a sham had."
    part = values.percent(found[0].value)
    return f"In sham-controlled procedures for pain, the sham arm had {part} of the treated arm’s improvement."


def _lookalikes(rows: tuple[Comparator, ...]) -> str:
    """The responder shares of other studies without a control arm."""
    found = sorted((one for one in rows if one.kind == "single-arm" and one.responders), key=lambda one: one.value)
    if not found:
        return "The package cites no other study of this kind without a control arm."
    told = values.listed([f"{values.percent(one.value)} ({one.arm.removesuffix(_NO_CONTROL)})" for one in found])
    return f"The other studies without a control arm that count responders, by rules of their own, give {told}."
