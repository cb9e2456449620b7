"""Facts of the chapter on duration."""

from __future__ import annotations

from marginalia.analysis.duration import Lasting, Starters, lasting, late, starters
from marginalia.analysis.proportions import assess, by_visit
from marginalia.analysis.settings import Settings
from marginalia.display import conditioning, inferences, values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED, known
from marginalia.display.facts.efficacy import check_sentence
from marginalia.study.model import CONTINUED_RESPONSE, OVERALL, RESPONSE, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    cells = [assess(study, cell, settings) for cell in study.cells(measure=CONTINUED_RESPONSE) if cell.is_fraction]
    visits = lasting(study, settings=settings)
    return {
        **_last(visits),
        "asked_sentence": "The paper asks those who had improved whether they still were."
        if visits
        else "The paper does not report how many of those who had improved still were.",
        "checked_sentence": check_sentence(cells),
        "shrink_sentence": _shrink(visits),
        "left_out_sentence": _left_out(study),
        "first_bounds_sentence": _first_bounds(study),
        "lift_sentence": _lift(study, settings),
        "late_sentence": _late(study),
        "lost_sentence": inferences.lost_sentence(evidence),
        "always_sentence": inferences.always_sentence(evidence),
        "missing_sentence": inferences.missing_sentence(evidence),
        "nested_sentence": _nested(evidence),
        **conditioning.sentences(evidence),
    }


def _last(visits: tuple[Lasting, ...]) -> dict[str, str]:
    names = ("visit", "fraction", "among", "of_seen", "of_starters", "starters")
    if not visits or visits[-1].printed.share is None:
        return dict.fromkeys(names, NOT_REPORTED)
    last = visits[-1]
    return {
        "visit": values.month(last.month),
        "fraction": values.fraction(last.printed.n or 0, last.printed.N or 0),
        "among": values.percent(last.printed.share or 0),
        "of_seen": known(last.of_seen, values.percent),
        "of_starters": known(last.of_starters, values.percent),
        "starters": known(last.starters),
    }


def _shrink(lasting_visits: tuple[Lasting, ...]) -> str:
    visits = [visit for visit in lasting_visits if visit.printed.N]
    if len(visits) < 2:
        return "Too few visits print a denominator to see how it changes."
    sizes = values.listed([str(visit.printed.N) for visit in visits], "then")
    return f"The denominators are {sizes}, at {values.months([visit.month for visit in visits])}."


def _everybody(study: Study) -> list[Starters]:
    cells = (study.best(CONTINUED_RESPONSE, OVERALL, month) for month in study.visits)
    found = (starters(study, cell) for cell in cells if cell is not None)
    return [one for one in found if one is not None]


def _left_out(study: Study) -> str:
    found = _everybody(study)
    if not found:
        return "The paper does not report whom its table of continued response counts."
    parts = [f"{one.left_out} at {values.month(one.month)}" for one in found]
    return f"Of the {found[0].size} who started, the printed denominator leaves out {values.listed(parts)}."


def _first_bounds(study: Study) -> str:
    """How many of the first responders kept the response, as far as it is known (after Horowitz and Manski 1998)."""
    told = []
    for one in _everybody(study):
        if one.uncounted is not None and one.first_responders:
            low, high = one.still / one.first_responders, (one.still + one.uncounted) / one.first_responders
            span = values.percent(low) if low == high else f"between {values.percent(low)} and {values.percent(high)}"
            told.append(
                f"at {values.month(one.month)} {one.still} still responded, {values.count(one.lost)} no longer did and "
                f"{values.count(one.uncounted)} {'is' if one.uncounted == 1 else 'are'} not counted: {span} kept it"
            )
    if not told:
        return "The paper does not report enough to follow its first responders."
    first = _everybody(study)[0]
    return (
        f"Of the {first.first_responders} who responded at {values.month(first.since)}, read as the people that the "
        f"table follows, {'; '.join(told)}."
    )


def _lift(study: Study, settings: Settings) -> str:
    """By how much the condition raises the printed share: among earlier responders less among everybody seen."""
    everybody = {one.cell.month: one for one in by_visit(study, RESPONSE, OVERALL, settings)}
    told = []
    for visit in lasting(study, settings=settings):
        all_seen = everybody.get(visit.month)
        if visit.printed.share is None or all_seen is None or all_seen.share is None:
            continue
        told.append(
            f"{values.percent(visit.printed.share)} at {values.month(visit.month)}, where "
            f"{values.percent(all_seen.share)} of everybody seen were responders"
        )
    if not told:
        return "The paper does not report both shares for the same visit."
    return f"Of earlier responders the paper prints {'; '.join(told)}."


def _late(study: Study) -> str:
    found = [one for one in late(study) if one.others]
    if not found:
        return "The paper does not report enough to see who responded late."
    parts = [
        f"{values.count(one.responders) if one.responders else 'none'} of the {values.count(one.others)} others "
        f"seen at {values.month(one.month)}"
        for one in found
    ]
    return f"Taking the two tables together, {values.listed(parts)} responded without having responded at first."


def _nested(evidence: Evidence) -> str:
    """How much narrower it becomes if nobody who missed a visit came back."""
    made = evidence.reconstruction
    loose = None if made is None else made.range_of("always")
    tight = None if made is None else made.range_of("always", ("nested-follow-up",))
    if loose is None or tight is None or (loose.low, loose.high) == (tight.low, tight.high):
        return ""
    return (
        f"If nobody missed a visit and came back, which the paper does not say, the {loose.low} to {loose.high} who "
        f"responded each time become {tight.low} to {tight.high}."
    )
