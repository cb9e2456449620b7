"""Facts of the chapter on efficacy."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis.missing import bounded, bounded_groups
from marginalia.analysis.proportions import Assessed, assess
from marginalia.analysis.settings import Settings
from marginalia.display import by_arm, values
from marginalia.display.beliefs import beliefs, chance
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED, headline, proportion_facts
from marginalia.statistics.intervals import METHODS, interval
from marginalia.study.model import OVERALL, RESPONSE, Study


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    cells = list(responses(study, settings))
    return {
        **proportion_facts(headline(study, settings)),
        **_opening(headline(study, settings), bool(by_arm.last_of_arms(study, settings))),
        "known_sentence": _known(study, settings),
        "checked_sentence": check_sentence(cells),
        "widths_sentence": _widths(study, cells),
        "beyond_sentence": _beyond(study, settings),
        "methods_sentence": _methods(study, settings),
        "bounds_sentence": bounds_sentence(evidence),
        **_belief(evidence),
    }


def _known(study: Study, settings: Settings) -> str:
    """Who is known to have improved at the last visit, and between what bounds the share of everybody lies."""
    told = proportion_facts(headline(study, settings))
    if told["n"] == NOT_REPORTED:
        arms = by_arm.responders_sentence(study, settings)
        return f"{arms} What became of the others in each arm is not known." if arms else ""
    if not study.enrolled_printed:
        return (
            f"At {told['visit']} the paper knows of {told['n']} people who had improved, of {told['N']}. How many "
            "others were enrolled it does not report, so that nothing can be said of the share of everybody."
        )
    if int(told["missing"]) <= 0:
        return (
            f"At {told['visit']} the paper knows of {told['n']} people who had improved, of all {told['N']}. Nobody is "
            f"missing, so that the share of all enrolled who had improved is {told['worst']}."
        )
    return (
        f"At {told['visit']} the paper knows of {told['n']} people who had improved. With {told['missing']} unknown, "
        f"the "
        f"share of all enrolled who had improved lies between {told['worst']} and {told['best']}."
    )


def _opening(found: Assessed | None, of_arms: bool) -> dict[str, str]:
    """Whether the paper counts those who improved, and what the chapter does with it."""
    if found is None and of_arms:
        return {
            "counted_sentence": "This paper counts, arm by arm and visit by visit, those who had improved enough.",
            "plan_sentence": "This chapter works out each share again, shows how far it might lie from the truth by "
            "chance alone, and says whom it leaves out. What the arms differ by is the matter of a chapter of its own.",
        }
    if found is None:
        return {
            "counted_sentence": "A paper can count, visit by visit, those who improved enough among those who came. "
            "This one prints no such counts for its patients.",
            "plan_sentence": "This chapter says what cannot be worked out without them, and what stands in the paper "
            "in their place.",
        }
    return {
        "counted_sentence": "At each visit the paper counts those who had improved enough, among those who came.",
        "plan_sentence": "This chapter works out each share again, shows how far it might lie from the truth by chance "
        "alone, and says whom it leaves out.",
    }


def responses(study: Study, settings: Settings) -> Iterator[Assessed]:
    """The book's response cell of every group at every visit."""
    for group in study.groups:
        for month in study.visits:
            cell = study.best(RESPONSE, group.id, month)
            if cell is not None and cell.is_fraction:
                yield assess(study, cell, settings)


def check_sentence(cells: list[Assessed]) -> str:
    """Whether the printed percentages follow from their fractions."""
    checked = [cell for cell in cells if cell.check is not None]
    wrong = [cell for cell in checked if cell.check is not None and not cell.check.roundings]
    if not checked:
        return "No percentage is printed together with its fraction, so none can be checked."
    if not wrong:
        if len(checked) == 1:
            return "The one percentage printed with a fraction follows from it."
        return f"All {values.count(len(checked))} percentages printed with a fraction follow from it."
    return (
        f"Of {len(checked)} percentages printed with a fraction, {values.count(len(wrong))} cannot come from it under "
        "any rounding."
    )


def _widths(study: Study, cells: list[Assessed]) -> str:
    """What the smallest and the largest denominator do to the interval."""
    usable = [cell for cell in cells if cell.interval is not None and cell.N]
    if not usable:
        return ""
    small = min(usable, key=lambda cell: cell.N or 0)
    large = max(usable, key=lambda cell: cell.N or 0)
    if small.N == large.N:
        return f"The count of {_described(study, small)}, gives anything from {_interval(small)}."
    return (
        f"The smallest count, {_described(study, small)}, gives anything from {_interval(small)}; the largest, "
        f"{_described(study, large)}, gives {_interval(large)}."
    )


def _beyond(study: Study, settings: Settings) -> str:
    """What no interval of this study covers, with this study's counts."""
    found = headline(study, settings)
    if found is None or found.N is None:
        if by_arm.last_of_arms(study, settings):
            return (
                "An interval of an arm’s share answers one question: how far could chance alone have moved it? It does "
                "not cover those who are not counted, who was chosen to take part, how the rule for improvement was "
                "set, "
                "or what the other arm would have done for the same people."
            )
        return "No interval can be given here."
    missing = found.enrolled - found.N
    month = values.month(found.cell.month)
    absent = (
        f"the {values.plural(missing, 'patient')} without a result at {month}"
        if missing > 0
        else "patients who never came into the study"
    )
    return (
        f"An interval of {found.n} in {found.N} answers one question: how far could chance alone have moved the share, "
        f"had these {found.N} been drawn by lot? It does not cover {absent}, who was chosen to take part, how the rule "
        "for improvement was set, or what would have happened without the treatment."
    )


def _methods(study: Study, settings: Settings) -> str:
    """How far the four methods are apart for the headline share."""
    found = headline(study, settings)
    if found is None or found.n is None or not found.N or found.interval is None:
        return ""
    ends = [interval(found.n, found.N, method=name, confidence=settings.confidence) for name in METHODS]
    lows, highs = [end.low for end in ends], [end.high for end in ends]
    return (
        f"For {values.fraction(found.n, found.N)} the four lower ends lie between {values.percent(min(lows), 1)} and "
        f"{values.percent(max(lows), 1)}, the upper between {values.percent(min(highs), 1)} and "
        f"{values.percent(max(highs), 1)}."
    )


def bounds_sentence(evidence: Evidence) -> str:
    """The bounds on the share of everybody at the last visit, with the interval around them."""
    found = bounded(evidence.study, evidence.settings)
    if not found:
        if by_arm.several(evidence.study) and bounded_groups(evidence.study, evidence.settings):
            return "The bounds are those of each group; of all arms together the paper prints no responders."
        return "The paper does not print enough to say between what bounds the share of everybody lies."
    last = found[-1]
    counts = last.whole.counts
    if not counts.missing:
        return (
            f"At {values.month(last.whole.month)} nobody of {counts.size} is missing, so that chance alone makes the "
            f"bounds of everybody, {values.interval(last.truth.low, last.truth.high)}."
        )
    return (
        f"At {values.month(last.whole.month)}, with {values.plural(counts.missing, 'patient')} of {counts.size} "
        f"missing, chance widens the bounds of everybody from {values.interval(last.bounds.low, last.bounds.high)} to "
        f"{values.interval(last.truth.low, last.truth.high)}."
    )


def _belief(evidence: Evidence) -> dict[str, str]:
    """What the book's own prior becomes, and how far it hangs on the prior."""
    found = beliefs(evidence)
    if found is None:
        return {"prior": NOT_REPORTED, "belief_sentence": "The paper prints no share to update an expectation with."}
    own = found.own
    prior = f"{values.percent(own.prior.share)}, worth {_patients(own.prior.patients)}"
    chances = [one.above[0] for one in found.updated]
    return {
        "prior": prior,
        "belief_sentence": (
            f"With that expectation and {found.count} at {found.visit}, the true share lies between "
            f"{values.percent(own.interval.low)} and {values.percent(own.interval.high)} with "
            f"{values.percent(evidence.settings.confidence)} probability. That it exceeds half has a probability of "
            f"{chance(own.above[0])}; that it exceeds the printed {found.labels[1]}, {chance(own.above[1])}. Over all "
            f"the expectations in the table, the first runs from {chance(min(chances))} to {chance(max(chances))}."
        ),
    }


def _patients(number: float) -> str:
    return f"{values.number(number)} patient{'' if number == 1 else 's'}"


def _described(study: Study, cell: Assessed) -> str:
    group = "everybody" if cell.cell.group == OVERALL else study.group(cell.cell.group or "").label
    return f"{group} at {values.month(cell.cell.month)}, {values.fraction(cell.n or 0, cell.N or 0)}"


def _interval(cell: Assessed) -> str:
    return NOT_REPORTED if cell.interval is None else values.interval(cell.interval.low, cell.interval.high)
