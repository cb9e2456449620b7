"""Facts of the chapter on what came after treatment."""

from __future__ import annotations

from marginalia.analysis.follow_up import flow
from marginalia.analysis.later_surgery import if_surgery_is_no_response, later_surgery
from marginalia.analysis.proportions import Assessed, assess
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.study.model import LATER_SURGERY, OVERALL, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    known = {measure.id for measure in study.measures}
    cell = study.best(LATER_SURGERY, OVERALL, None) if LATER_SURGERY in known else None
    assessed = None if cell is None else assess(study, cell, settings)
    return {
        "counted_sentence": _counted(assessed),
        "denominator_sentence": _denominator(study, assessed.N if assessed else None),
        "free_sentence": _free(evidence),
        "dates_sentence": _dates(study),
        "composite_sentence": _composite(study),
    }


def _counted(found: Assessed | None) -> str:
    """The printed share of those who had surgery later, with its interval; empty where none is printed."""
    if found is None or found.n is None or found.N is None or found.share is None or found.interval is None:
        return ""
    return (
        f"The paper counts {values.fraction(found.n, found.N)} patients who had surgery later, "
        f"{values.percent(found.share)}, with an interval from "
        f"{values.interval(found.interval.low, found.interval.high)}."
    )


def _free(evidence: Evidence) -> str:
    """What the share free of surgery is a share of, and between what it lies over everybody."""
    found = later_surgery(evidence.study, evidence.settings)
    if found is None:
        return "The paper does not report how many patients had surgery later."
    base = found.bases[0]
    least, most = found.bounds(base)
    return (
        f"Free of surgery are {base.known - found.had} of the {base.known} in the paper’s denominator, "
        f"{values.percent(1 - found.had / base.known)}: of those whose fate is known. Of the {found.enrolled} enrolled "
        f"that leaves {found.enrolled - base.known} out. If all of these had surgery, {values.percent(1 - most)} of "
        f"everybody stayed free of it; if none had, {values.percent(1 - least)}."
    )


def _dates(study: Study) -> str:
    """Whether the count of operations is printed for a time, which a curve would need."""
    cells = list(study.cells(measure=LATER_SURGERY)) if any(one.id == LATER_SURGERY for one in study.measures) else []
    if not cells:
        return ""
    if all(cell.month is None for cell in cells):
        return "The paper prints the count without the times, so that no such curve can be drawn."
    return ""


def _composite(study: Study) -> str:
    found = if_surgery_is_no_response(study)
    if found is None:
        return ""
    if found.least == found.n:
        return "Nobody is reported to have had surgery, so that the choice changes nothing here."
    return (
        f"The paper does not say which it chose. At {values.month(found.month)} it counts {found.n} responders of "
        f"{found.N} ({values.percent(found.n / found.N)}); were surgery the end of response, it would be between "
        f"{found.least} and {found.n}, {values.percent(found.least / found.N)} to {values.percent(found.n / found.N)}."
    )


def _denominator(study: Study, printed: int | None) -> str:
    """Where else the denominator of the later operations is printed."""
    if printed is None:
        return "The paper does not report later operations with a denominator."
    visits = [visit.month for visit in flow(study) if visit.seen == printed]
    if visits:
        return f"Its denominator, {printed}, is the number seen at {values.months(visits)}."
    seen = values.listed(
        [f"{visit.seen} at {values.month(visit.month)}" for visit in flow(study) if visit.seen is not None]
    )
    return f"Its denominator, {printed}, is not the number seen at any visit ({seen})."
