"""The abstract that the data support: every sentence worked out from the study, with one for what it does not print.

In the order of a published abstract; quoted by the chapters on the abstract and on the conclusions.
"""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis import arm_means, arm_proportions
from marginalia.analysis.follow_up import flow
from marginalia.analysis.harms import harms
from marginalia.analysis.means import MeanSeries, mean_series
from marginalia.analysis.medians import medians
from marginalia.analysis.promises import visits_reported
from marginalia.analysis.proportions import Assessed, assess, by_visit
from marginalia.analysis.settings import Settings
from marginalia.analysis.trial_design import assumed, design
from marginalia.display import by_arm, values
from marginalia.display.charts._differences import points
from marginalia.display.enrolment import at_least, enrolled
from marginalia.display.evidence import Evidence
from marginalia.display.facts import arms, methods
from marginalia.display.facts.common import headline
from marginalia.statistics.zero_events import exact_upper
from marginalia.study.model import ADVERSE_EVENTS, OVERALL, RESPONSE, Study

#: The parts of the abstract in their order.
PARTS = ("background", "methods", "results", "conclusions")


#: The design feature of a study that says how harms were asked for.
HARM_RECORDING = "systematic-harm-recording"


def lacks(study: Study, feature: str) -> bool:
    """Whether the package knows a design feature by name and the study does not have it: where a package never names
    one, nobody has looked for it."""
    return feature in study.design.terms and feature not in study.design.features


def abstract(evidence: Evidence) -> dict[str, tuple[str, ...]]:
    """The sentences of each part."""
    made = {
        "background": _background(evidence.study),
        "methods": _methods(evidence),
        "results": _results(evidence),
        "conclusions": _conclusions(evidence),
    }
    return {part: tuple(sentence for sentence in made[part] if sentence) for part in PARTS}


def facts(evidence: Evidence) -> dict[str, str]:
    """Each part as one text: `supported_background`, and so on."""
    return {f"supported_{part}": " ".join(sentences) for part, sentences in abstract(evidence).items()}


def _background(study: Study) -> Iterator[str]:
    condition = study.words.get("condition", "the condition under study")
    treatment = study.words.get("treatment", "the treatment")
    yield f"How do people with {condition} fare after {treatment}?"


def _methods(evidence: Evidence) -> Iterator[str]:
    study = evidence.study
    after = [month for month in study.visits if month > 0]
    seen = f", to be seen at {values.months(after)}" if after else ""
    yield f"{values.capital(study.design.label)} of {enrolled(study)} patients{seen}."
    if "control-group" not in study.design.features:
        yield "There was no control group."
    told = methods.facts(evidence)
    if not any(outcome.important_change is not None for outcome in study.outcomes):
        yield methods.rule_in_words(study) or "The paper sets no rule for who counts as improved."
    elif study.responder_needs == "all":
        yield f"A patient counted as improved only with all of {told['thresholds'].replace(' or ', ' and ')}."
    else:
        yield f"A patient counted as improved with a change of at least {told['thresholds']}."
    if lacks(study, HARM_RECORDING):
        yield "We found no description of how harms were asked for."


def _results(evidence: Evidence) -> Iterator[str]:
    study = evidence.study
    yield _seen(study)
    yield _improved(evidence)
    last = headline(study, evidence.settings)
    yield bounds_sentence(last, study)
    yield _means(study, evidence.settings)
    yield _groups(evidence, last)
    yield _harms(evidence)
    missing = [visit.month for visit in visits_reported(study) if visit.month > 0 and not visit.reported]
    if missing:
        yield f"No result is printed for {values.months(missing)}."


def _conclusions(evidence: Evidence) -> Iterator[str]:
    study = evidence.study
    last = headline(study, evidence.settings)
    if last is not None and last.n is not None and last.N is not None:
        unseen = study.enrolled - last.N
        rest = f"{last.N - last.n} are known not to have"
        rest = f"{rest}, and of {at_least(study, unseen)} it is not known" if unseen > 0 else f"and {rest}"
        when = values.month(last.cell.month)
        yield f"At {when}, {last.n} of {enrolled(study)} patients are known to have improved, {rest}."
    else:
        yield compared_sentence(evidence) or "How many patients improved enough to count as such is not reported."
    if "control-group" not in study.design.features:
        yield "Without a control group these numbers cannot tell whether the treatment was the cause."
    found = harms(study)
    if found is not None and not found.events:
        upper = exact_upper(found.patients, confidence=evidence.settings.confidence)
        yield f"They do not rule out serious harm in up to {values.percent(upper, 1)} of patients."
    else:
        yield "How often the treatment harms remains to be found out."
    planned = design(assumed(evidence.chosen))
    if planned is not None and "control-group" not in study.design.features:
        yield (
            f"A trial of about {planned.enrolled} patients, half of them given a sham by chance, would answer the "
            f"question for a difference of {values.number(100 * planned.assumed.difference)} percentage points, if "
            f"{values.percent(planned.assumed.control)} improved with the sham."
        )


def compared_sentence(evidence: Evidence) -> str:
    """The difference between the arms at the last visit with its interval; empty in a study with one arm."""
    found = arm_proportions.headline(arm_proportions.proportions(evidence.study, evidence.settings))
    if found is None or found.gain is None:
        return ""
    when = f"At {values.month(found.month)}" if found.month else "Over the whole study"
    side = "more" if found.difference > 0 else "fewer"
    label = values.inline(found.measure.short or found.measure.label)
    return (
        f"{when}, “{found.contrast.arm.label}” had {values.rounded(100 * abs(found.difference))} percentage points "
        f"{side} "
        f"{label} than “{found.contrast.control.label}”; differences from {points(found.interval.low)} to "
        f"{points(found.interval.high)} fit the counts."
    )


def _seen(study: Study) -> str:
    visits = [visit for visit in flow(study) if visit.seen is not None and visit.share is not None]
    if not visits:
        return "The paper does not report how many patients were seen at each visit."
    parts = [f"{visit.seen} ({values.percent(visit.share or 0)}) at {values.month(visit.month)}" for visit in visits]
    return f"Of {enrolled(study)} patients, the numbers seen were {values.listed(parts)}."


def _improved(evidence: Evidence) -> str:
    cells = [cell for cell in by_visit(evidence.study, RESPONSE, settings=evidence.settings) if cell.interval]
    parts = [
        f"{values.fraction(cell.n, cell.N)} at {values.month(cell.cell.month)} ({values.percent(cell.share)}; "
        f"{values.interval(cell.interval.low, cell.interval.high)})"
        for cell in cells
        if cell.n is not None and cell.N is not None and cell.share is not None and cell.interval is not None
    ]
    if not parts:
        told = by_arm.responders_sentence(evidence.study, evidence.settings)
        return told or "The paper does not report how many patients improved by a rule set for each of them."
    level = values.percent(evidence.settings.confidence)
    return f"Improved, of those seen, were {values.listed(parts)}, with {level} intervals."


def bounds_sentence(last: Assessed | None, study: Study) -> str:
    """What counting everybody enrolled leaves possible at the headline visit; empty where no result is printed."""
    if last is None or last.n is None or last.N is None:
        return ""
    missing = study.enrolled - last.N
    if missing <= 0 or not study.enrolled_printed:
        return ""
    low, high = last.n / study.enrolled, (last.n + missing) / study.enrolled
    return (
        f"With the {missing} not seen at {values.month(last.cell.month)} counted as failures, then as successes, the "
        f"share improved of all {study.enrolled} lies between {values.percent(low)} and {values.percent(high)}."
    )


def _means(study: Study, settings: Settings) -> str:
    series = next((one for one in _all_series(study) if one.baseline is not None and len(one.points) > 1), None)
    if series is None:
        if by_arm.means_by_arm(study):
            return arms.rated_sentence(arm_means.means(study, settings))
        return _medians(study) or "The paper does not report the means of a rating before and after treatment."
    last = next(point for point in reversed(series.points) if point.value is not None)
    deviations = any(study.cell(point.number.cell)["sd"] is not None for point in series.points)
    printed = "" if deviations else "; no standard deviation is printed"
    return (
        f"The mean of {series.outcome.label} among those measured went from {values.number(series.baseline or 0)} "
        f"before treatment to {values.number(last.value or 0)} at {values.month(last.month)}{printed}."
    )


def _medians(study: Study) -> str:
    """The first scale with a median before treatment and one after it; empty where there is none."""
    for outcome in study.outcomes:
        found = medians(study, outcome.id)
        if len(found) > 1 and found[0][0] == 0:
            month, last = found[-1]
            return (
                f"The median of {outcome.label} among those measured went from {found[0][1].printed} before treatment "
                f"to {last.printed} at {values.month(month)}; no mean is printed."
            )
    return ""


def _all_series(study: Study) -> Iterator[MeanSeries]:
    for outcome in study.outcomes:
        for one in mean_series(study, outcome.id):
            if not one.among and any(point.month > 0 and point.value is not None for point in one.points):
                yield one


def _groups(evidence: Evidence, last: Assessed | None) -> str:
    """How far the shares of single groups can be trusted at the headline visit; empty where too few are printed."""
    study = evidence.study
    if last is None:
        return ""
    cells = (study.best(RESPONSE, group.id, last.cell.month) for group in study.groups if group.id != OVERALL)
    found = [one for cell in cells if cell is not None and (one := assess(study, cell, evidence.settings)).interval]
    if len(found) < 2:
        return ""
    sizes = sorted(one.N for one in found if one.N is not None)
    lowest = min(one.interval.low for one in found if one.interval)
    return (
        f"In {values.count(len(found))} groups of {sizes[0]} to {sizes[-1]} seen, the intervals reach down to "
        f"{values.percent(lowest)}; none of the groups was formed by chance."
    )


def _harms(evidence: Evidence) -> str:
    study = evidence.study
    found = harms(study)
    if found is None:
        return "The paper does not report a count of serious harms."
    what = study.measure(ADVERSE_EVENTS).label
    if found.events:
        return f"{what}: {found.events} of {found.patients}."
    upper = exact_upper(found.patients, confidence=evidence.settings.confidence)
    return (
        f"{what}: none reported in {found.patients}, which fits a true rate of up to {values.percent(upper, 1)} if all "
        "were asked to the end."
    )
