"""Facts of the chapter on what only patients one by one show. Without patients each is empty: the page then says so."""

from __future__ import annotations

from marginalia.analysis.imputed_response import Imputation
from marginalia.analysis.missing import HALF
from marginalia.analysis.patient_analyses import PatientAnalyses
from marginalia.analysis.patient_changes import by_threshold, changed, members, spreads
from marginalia.analysis.repeated_ratings import Repeated
from marginalia.display import by_patient, values
from marginalia.display.charts.patient_imputed import chosen_visit
from marginalia.display.charts.patient_model import unfitted_sentence
from marginalia.display.charts.patient_threshold import judged_last
from marginalia.display.evidence import Evidence
from marginalia.study.model import OVERALL

_NAMES = (
    "seen_sentence", "median_sentence", "changed_sentence", "threshold_sentence", "model_sentence",
    "direction_sentence", "loss_sentence", "naive_sentence", "half_sentence", "filled_sentence", "tip_sentence",
    "bounds_sentence", "sets",
)  # fmt: skip


def facts(evidence: Evidence) -> dict[str, str]:
    made = evidence.by_patient
    if made is None:
        return dict.fromkeys(_NAMES, "")
    return {
        "seen_sentence": _seen(made),
        "median_sentence": _median(made),
        "changed_sentence": _changed(made),
        "threshold_sentence": _threshold(made),
        "model_sentence": _model(made),
        "direction_sentence": _direction(made),
        **_loss(made),
        **_filled(made),
    }


def _seen(made: PatientAnalyses) -> str:
    everybody = members(made.cohort, OVERALL)
    seen = {month: sum(one.at(month) is not None for one in everybody) for month in by_patient.visited(made)[1:]}
    if not seen:
        return f"There are {values.plural(len(everybody), 'patient')}; nobody was seen after treatment."
    (first, many), *later = seen.items()
    told = [f"{many} {'was' if many == 1 else 'were'} seen at {values.month(first)}"]
    told += [f"{many} at {values.month(month)}" for month, many in later]
    return f"Of {values.plural(len(everybody), 'patient')}, {values.listed(told)}."


def _median(made: PatientAnalyses) -> str:
    """Where mean and median of a score are furthest apart, as a share of the scale."""
    found = [
        (abs(one.mean - one.median) / ((outcome.high - outcome.low) or 1.0), outcome, one)
        for outcome in made.outcomes
        for one in spreads(made.study, made.cohort, outcome, settings=made.settings)
        if one.n > 2
    ]
    if not found:
        return ""
    _, outcome, one = max(found, key=lambda pair: pair[0])
    mean, middle = values.number(one.mean, 1), values.number(one.median, 1)
    if mean == middle:
        return "Here means and medians are alike at every visit."
    when = f"at {values.month(one.month)}" if one.month else values.month(one.month)
    return (
        f"They are furthest apart for {outcome.label} {when}, of {one.n} patients: the mean is {mean}, the median "
        f"{middle}."
    )


def _changed(made: PatientAnalyses) -> str:
    told = []
    for outcome in made.outcomes:
        found = changed(made.study, made.cohort, outcome, settings=made.settings)
        if found:
            last = found[-1]
            told.append(
                f"on {outcome.label} at {values.month(last.month)}, "
                f"{_many(last.improved)} of {last.n} improved, {_many(last.worse)} got worse by as much and "
                f"{_many(last.between)} lay between"
            )
    return f"{values.capital('; '.join(told))}." if told else ""


def _many(count: int) -> str:
    return values.count(count) if count else "none"


def _threshold(made: PatientAnalyses) -> str:
    month = judged_last(made)
    if month is None:
        return ""
    factors = [0.5, 1.0, 1.5, 2.0]
    found = {
        one.factor: one
        for one in by_threshold(made.study, made.cohort, month, factors, settings=made.settings)
        if one.N
    }
    if len(found) < len(factors):
        return ""
    half, own, more, double = (values.fraction(found[at].n, found[at].N) for at in factors)
    return (
        f"At {values.month(month)}, {own} respond by the study’s thresholds; with thresholds half as large it would be "
        f"{half}, with half as much again {more}, with double {double}."
    )


def _model(made: PatientAnalyses) -> str:
    fitted = [one for one in made.repeated if isinstance(one, Repeated)]
    sloped = [one.outcome.label for one in fitted if one.slope]
    level = [one for one in fitted if not one.slope]
    told = []
    if sloped:
        told.append(f"For {values.listed(sloped)} each patient has a level and a slope over time.")
    for one in level:
        alike = "" if one.alike is None else f", so that two ratings of one patient correlate by {_two(one.alike)}"
        told.append(f"For {one.outcome.label} each patient has a level only, as {one.why_not}{alike}.")
    return " ".join([*told, *filter(None, [unfitted_sentence(made.repeated)])])


def _two(value: float) -> str:
    return values.number(value, 2)


def _direction(made: PatientAnalyses) -> str:
    told = []
    for one in made.repeated:
        if isinstance(one, Repeated) and one.visits[-1].seen is not None:
            at, seen = one.visits[-1], one.visits[-1].seen
            gap = round(at.estimate, 1) - round(seen.mean, 1)
            side = "the same as" if abs(gap) < 0.05 else "less than" if gap < 0 else "more than"
            told.append(
                f"on {one.outcome.label} at {values.month(at.month)}, {values.number(at.estimate, 1)}, {side} the "
                f"{values.number(seen.mean, 1)} of those seen"
            )
    return f"The model’s mean improvement is, {'; '.join(told)}." if told else ""


def _loss(made: PatientAnalyses) -> dict[str, str]:
    found = made.lasting
    if found is None:
        return dict.fromkeys(("loss_sentence", "naive_sentence", "half_sentence"), "")
    back = f", {values.count(found.regained)} of whom responded again later" if found.regained else ""
    others = [f"{values.count(found.alone)} responded at the last visit they came to"] if found.alone else []
    others += [f"{values.count(found.never)} never responded"] if found.never else []
    loss = (
        f"{values.capital(values.plural(len(found.held), 'patient'))} responded at some visit and were judged again; "
        f"{_many(found.lost)} of them were later seen without the response{back}."
        f"{f' Of the others judged, {values.listed(others)}.' if others else ''}"
    )
    apart = max(found.times, key=lambda one: abs(one.naive - one.share.high))
    naive = (
        f"{values.capital(values.month(apart.months))} after the response was found, the usual curve has "
        f"{values.percent(apart.naive)} still in response and the estimate that takes the visits as they are "
        f"{_share(apart.share.low, apart.share.high)}."
        if values.percent(apart.naive) != values.percent(apart.share.high)
        else "Here the two curves agree at every visit."
    )
    half = found.half
    reached = (
        f"The share falls to half between {values.number(half.low)} and {values.number(half.high)} months after the "
        "response was found."
        if half is not None
        else "The share does not fall to half while anybody was followed, so that there is no median duration to give."
    )
    return {"loss_sentence": loss, "naive_sentence": naive, "half_sentence": reached}


def _share(low: float, high: float) -> str:
    return values.percent(low) if values.percent(low) == values.percent(high) else values.interval(low, high)


def _filled(made: PatientAnalyses) -> dict[str, str]:
    names = ("filled_sentence", "tip_sentence", "bounds_sentence", "sets")
    visit = chosen_visit(made)
    if not isinstance(made.imputation, Imputation) or visit is None:
        return dict.fromkeys(names, "")
    start = visit.adjusted[0]
    interval = values.interval(start.interval.low, start.interval.high)
    filled = (
        f"At {values.month(visit.month)}, {visit.size - visit.seen} of {visit.size} were not seen. Filled in, "
        f"{values.percent(start.share.estimate)} of everybody would respond ({interval}); of those judged it was "
        f"{values.fraction(visit.responders, visit.judged)}, {values.percent(visit.share_seen or 0)}. About "
        f"{values.percent(start.share.missing_information)} of the information on that share is missing."
    )
    tip, sure = visit.falls_to(HALF), visit.falls_to(HALF, surely=True)
    return {
        "filled_sentence": filled,
        "tip_sentence": f"{_tip('The share is no longer above half', tip)} {_tip('Its interval reaches half', sure)}",
        "bounds_sentence": (
            f"Without any assumption the share lies between {values.percent(visit.bounds.low)}, none of the others "
            f"having responded, and {values.percent(visit.bounds.high)}, all of them."
        ),
        "sets": str(made.imputation.sets),
    }


def _tip(what: str, delta: float | None) -> str:
    if delta is None:
        return f"{what} at no distance tried."
    if delta == 0:
        return f"{what} already where the missing are like others."
    much = "one important change" if delta == 1 else f"{values.number(delta)} important changes"
    return f"{what} once those not seen are {much} worse than patients like them."
