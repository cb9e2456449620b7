"""Facts of the page that sets every printed number beside what the patients say."""

from __future__ import annotations

from marginalia.analysis.aggregation import Responders
from marginalia.analysis.patient_course import VisitSeen, course
from marginalia.analysis.recomputed import Recomputation
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.study.model import Outcome, Study
from marginalia.study.patient_level import judging, must_exceed

_NAMES = ("compared_sentence", "columns_sentence", "rule_sentence", "means_sentence", "flow_sentence", "new_sentence")

_WHOM: dict[Responders, str] = {
    "earlier": "all those who had responded earlier and were seen",
    "lasting": "those who had responded earlier and still did",
    "current": "those who respond at the visit itself",
}


def facts(evidence: Evidence) -> dict[str, str]:
    made = evidence.recomputation
    if made is None:
        return dict.fromkeys(_NAMES, "")
    visits = course(made.aggregation)
    return {
        "compared_sentence": _compared(made),
        "columns_sentence": _columns(made),
        "rule_sentence": _rule(made.study, visits),
        "means_sentence": _means(made),
        "flow_sentence": _flow(made, visits),
        "new_sentence": _new(visits),
    }


def _compared(made: Recomputation) -> str:
    agree, differ, unknown = (made.counts[one] for one in ("agrees", "differs", "cannot be recomputed"))
    told = (
        f"Of the {len(made.numbers)} numbers of the paper, {_some(agree)} {'is' if agree < 2 else 'are'} what the "
        f"patients say, {_some(differ)} {'differs' if differ < 2 else 'differ'}, and {_some(unknown)} cannot be "
        "recomputed from them."
    )
    damaged = made.counts["cannot be read"]
    if damaged:
        told += (
            f" {values.capital(values.plural(damaged, 'more number'))} can be worked out, but not be read in our copy "
            "of the paper."
        )
    return told


def _some(count: int) -> str:
    return values.count(count) if count else "none"


def _columns(made: Recomputation) -> str:
    study, cohort = made.study, made.cohort
    missing = [study.group(id).label for id in sorted(cohort.without_groups) if _is_group(study, id)]
    missing += [study.outcome(id).label for id in sorted(cohort.without_outcomes)]
    if not missing:
        return ""
    return f"The files have no column for {values.listed([values.inline(label) for label in missing])}."


def _is_group(study: Study, id: str) -> bool:
    return any(group.id == id for group in study.groups)


def _rule(study: Study, visits: tuple[VisitSeen, ...]) -> str:
    rule = judging(study)
    if not rule:
        return "The paper gives no threshold by which a patient could be called a responder, so that none is counted."
    needed = (
        "" if len(rule) == 1 else " in at least one of these" if study.responder_needs == "any" else " in all of these"
    )
    told = (
        f"Whoever is counted as a responder has improved since before treatment{needed}: "
        f"{values.listed([_threshold(study, outcome) for outcome in rule])}."
    )
    unjudged = sum(visit.seen - visit.judged for visit in visits if visit.month > 0)
    if unjudged:
        told += (
            f" At {values.plural(unjudged, 'visit')} a patient was seen but not rated enough to say; "
            f"{'it is' if unjudged == 1 else 'they are'} left out of numerator and denominator."
        )
    return told


def _threshold(study: Study, outcome: Outcome) -> str:
    more = "more than" if must_exceed(study, outcome) else "at least"
    unit = "%" if outcome.unit == "%" else f" {outcome.unit}"
    return f"{outcome.label} by {more} {values.number(outcome.important_change or 0)}{unit}"


def _means(made: Recomputation) -> str:
    if not made.chose_population:
        return ""
    return (
        "Where the paper gives a mean among responders, it is taken here over "
        f"{_WHOM[made.aggregation.mean_of]}: it could be read in other ways, and under none of them do more of the "
        "printed means come back."
    )


def _flow(made: Recomputation, visits: tuple[VisitSeen, ...]) -> str:
    if not visits:
        return ""
    size, enrolled = visits[0].size, made.study.enrolled
    told = f"The files hold {values.plural(size, 'patient')}"
    told += ", as many as the paper enrolled." if size == enrolled else f"; the paper enrolled {enrolled}."
    back = max(visits, key=lambda visit: visit.back)
    if back.back:
        told += (
            f" Who misses a visit may come to a later one: of those not seen at {values.month(back.month)}, "
            f"{values.count(back.back)} came again. Counts of those seen can then fall and rise while nobody is lost, "
            "and who was lost for good is known only from patients one by one."
        )
    else:
        told += " Nobody who missed a visit came to a later one, so that whoever is missing was lost for good."
    return told


def _new(visits: tuple[VisitSeen, ...]) -> str:
    """Visits that the paper prints nothing of."""
    new = [visit.month for visit in visits if not visit.printed and visit.seen and visit.month > 0]
    if not new:
        return ""
    return f"At {values.months(new)} the paper prints nothing; what stands there is the patients’ alone."
