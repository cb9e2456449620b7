"""Facts of the chapter on the abstract."""

from __future__ import annotations

from marginalia.analysis.proportions import Assessed, by_visit
from marginalia.analysis.settings import Settings
from marginalia.display import by_arm, values
from marginalia.display.enrolment import at_least, enrolled
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline
from marginalia.study.model import RESPONSE, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    last = headline(study, settings)
    return {
        "spread_sentence": _spread(study, settings),
        "people_sentence": _people(study, last),
        "asked_sentence": _asked(last),
        "interval_sentence": _interval(last, settings),
        "missing_sentence": _missing(last),
        **_of_arms(study, settings),
    }


def _of_arms(study: Study, settings: Settings) -> dict[str, str]:
    """The same of arms, where nothing is printed of everybody; empty otherwise."""
    found = by_arm.last_of_arms(study, settings)
    if not found:
        return {}
    intervals = [
        f"for {values.fraction(one.n or 0, one.N or 0)} from {values.interval(one.interval.low, one.interval.high)}"
        for one in found
        if one.interval is not None
    ]
    left_out = [
        f"{one.group_size - (one.N or 0)} of “{study.group(one.cell.group or '').label}”"
        for one in found
        if one.group_size is not None and one.N is not None and one.group_size >= one.N
    ]
    return {
        "people_sentence": by_arm.responders_sentence(study, settings),
        "spread_sentence": "What the arms differ by, and how far chance reaches, stands in the chapter between the "
        "arms.",
        "interval_sentence": f"The {values.percent(settings.confidence)} intervals run {values.listed(intervals)}.",
        "missing_sentence": (
            f"Not in these shares are {values.listed(left_out)}." if left_out else "How many those are is not printed."
        ),
    }


def _asked(last: Assessed | None) -> str:
    if last is None or last.of_enrolled is None:
        return "How many were there to be asked about a response is not printed."
    return (
        f"At {values.month(last.cell.month)}, the last visit with a result, it is "
        f"{values.percent(last.of_enrolled)} of them."
    )


def _interval(last: Assessed | None, settings: Settings) -> str:
    if last is None or last.n is None or last.N is None or last.interval is None:
        return "No share is printed here with the counts that an interval needs."
    return (
        f"For {values.fraction(last.n, last.N)} the {values.percent(settings.confidence)} interval runs from "
        f"{values.interval(last.interval.low, last.interval.high)}: true shares in that range fit these counts."
    )


def _missing(last: Assessed | None) -> str:
    """What those without a result leave open, between the worst and the best."""
    if last is None or last.n is None or last.N is None:
        return "How many those are is not printed together with a response."
    if last.of_enrolled is None:
        return "How many those are nobody can tell where the paper does not report how many were enrolled."
    missing = last.enrolled - last.N
    visit = values.month(last.cell.month)
    if missing <= 0:
        return f"At {visit} there were none."
    low, high = last.n / last.enrolled, (last.n + missing) / last.enrolled
    return (
        f"At {visit} there were {missing}. If all of them had done badly, {values.percent(low)} of those enrolled "
        f"would be improved; if all had done well, {values.percent(high)}. The truth lies between, and the printed "
        "numbers cannot say where."
    )


def _people(study: Study, last: Assessed | None) -> str:
    """The last printed share as people, for somebody who has read nothing else."""
    if last is None or last.n is None or last.N is None:
        return "The paper does not report how many people had improved, of how many who were asked."
    missing = study.enrolled - last.N
    absent = (
        f"; {'the other ' if study.enrolled_printed else ''}{at_least(study, missing)} were not there to be asked"
        if missing > 0
        else ""
    )
    return (
        f"At {values.month(last.cell.month)}, {last.n} people had improved, of {last.N} who were asked, of "
        f"{enrolled(study)} who were {by_arm.taken(study)}{absent}."
    )


def _spread(study: Study, settings: Settings) -> str:
    """How far the visits differ, against how wide a single interval is."""
    visits = [one for one in by_visit(study, RESPONSE, settings=settings) if one.share is not None and one.interval]
    if len(visits) < 2:
        return "Shares at two visits, to be set beside each other, are not printed with their counts."
    shares = [one.share for one in visits if one.share is not None]
    widest = max(one.interval.high - one.interval.low for one in visits if one.interval)
    spread = max(shares) - min(shares)
    verb = "narrower" if spread < widest else "wider"
    return (
        f"Over {len(visits)} visits the shares lie between {values.percent(min(shares))} and "
        f"{values.percent(max(shares))}: a band {verb} than the widest single interval, which spans "
        f"{values.number(100 * widest, 0)} percentage points."
    )
