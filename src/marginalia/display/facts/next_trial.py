"""Facts of the chapter on the trial that would answer."""

from __future__ import annotations

from math import ceil

from marginalia.analysis.comparators import of_study, sham_trials
from marginalia.analysis.trial_design import Assumed, Design, assumed, design, entry_scale
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import NOT_REPORTED, headline
from marginalia.display.panels.next_trial_means import DIFFERENCES
from marginalia.simulation.assurance import assurance, beliefs
from marginalia.statistics.fisher_power import detectable
from marginalia.statistics.power_two_proportions import exact_power
from marginalia.statistics.sample_size import for_means, to_enrol
from marginalia.statistics.zero_events import exact_upper


def facts(evidence: Evidence) -> dict[str, str]:
    of = assumed(evidence.chosen)
    planned = design(of)
    return {
        "control": values.percent(of.control),
        "treated": values.percent(of.treated) if of.possible else "more than everybody",
        "difference": values.number(100 * of.difference),
        "power": values.percent(of.power),
        "loss": values.percent(of.loss),
        "significance": f"{values.number(100 * of.significance)}%",
        "analysed": NOT_REPORTED if planned is None else str(planned.analysed),
        "total": NOT_REPORTED if planned is None else str(planned.enrolled),
        "size_sentence": _size(of, planned),
        "here_sentence": _here(evidence, of),
        "detectable_sentence": _detectable(evidence, of),
        "early_sentence": (
            "An early study is made to look for harm and to find a dose, and nobody need blame it for that. It is the "
            "reason "
            "why such a study is followed by a larger one with a control group."
            if evidence.study.control is None
            else f"This study had a control, “{evidence.study.control.label}”; what its own arms could tell apart is "
            "in the chapter between the arms."
        ),
        "means_sentence": _means(evidence, of),
        "assurance_sentence": _assurance(evidence, planned),
        "harm_sentence": _harm(planned),
        "strict_sentence": _strict(evidence, of),
        "sham_sentence": _sham(evidence),
    }


def _size(of: Assumed, planned: Design | None) -> str:
    if planned is None:
        return (
            f"If {values.percent(of.control)} improve with the sham, no treatment can do "
            f"{values.number(100 * of.difference)} percentage points better: choose other values."
        )
    return (
        f"If {values.percent(of.control)} improve after the sham, and the treatment brings that to "
        f"{values.percent(of.treated)}, a trial that is to find it {values.percent(of.power)} of the time needs "
        f"{planned.analysed} patients in each group, {2 * planned.analysed} in all. With "
        f"{values.percent(of.loss)} lost on the way, {planned.enrolled} have to enter."
    )


def _here(evidence: Evidence, of: Assumed) -> str:
    """What as many patients as this study had could have found."""
    half = evidence.study.enrolled // 2
    if half < 2 or not of.possible:
        return ""
    power = exact_power(of.control, of.treated, half, significance=of.significance)
    return (
        f"Had chance given half of the {evidence.study.enrolled} patients a sham, the same difference would have been "
        f"found {values.percent(power)} of the time."
    )


def _detectable(evidence: Evidence, of: Assumed) -> str:
    """The smallest difference that two halves of this study would have found as often as wanted."""
    half = evidence.study.enrolled // 2
    seen = headline(evidence.study, evidence.settings)
    if half < 2 or half > 60:
        return ""
    _, up = detectable(half, of.control, half, power=of.power, significance=of.significance)
    if up is None:
        return f"No difference, however large, would have been found {values.percent(of.power)} of the time."
    lost = ""
    if seen is not None and seen.N is not None and evidence.study.enrolled > seen.N:
        lost = f" if all had been seen; {evidence.study.enrolled - seen.N} were not"
    return (
        f"Only a difference of {values.number(100 * up, 0)} percentage points or more would have been found "
        f"{values.percent(of.power)} of the time{lost}."
    )


def _means(evidence: Evidence, of: Assumed) -> str:
    scale = entry_scale(evidence.study)
    if scale is None:
        return "The paper reports no scale whose means a trial could compare."
    length, deviation, middle = scale.high - scale.low, evidence.chosen.spread, DIFFERENCES[1]
    n = for_means(middle, deviation, power=of.power, significance=of.significance)
    return (
        f"To find a difference of {values.number(middle * length)} {scale.unit} in the mean of {scale.label}, with a "
        f"standard deviation of {values.number(deviation * length)}, takes {n} patients in each group; "
        f"{2 * to_enrol(n, of.loss)} have to enter."
    )


def _assurance(evidence: Evidence, planned: Design | None) -> str:
    if planned is None:
        return ""
    chosen = evidence.chosen
    found = [
        (one.name, assurance(planned, one, trials=chosen.simulations, seed=chosen.seed))
        for one in beliefs(planned.assumed.difference)
    ]
    parts = [f"{values.percent(chance.share)} for the {name}" for name, chance in found]
    error = max(chance.error for _, chance in found)
    return (
        f"The chance that it ends with the treatment significantly ahead is {values.listed(parts)} (each with a Monte "
        f"Carlo standard error of at most {values.rounded(100 * error, 1)} percentage points)."
    )


def _harm(planned: Design | None) -> str:
    if planned is None:
        return ""
    treated = ceil(planned.each * (1 - planned.assumed.loss))
    upper = exact_upper(treated, confidence=planned.assumed.confidence)
    return (
        f"If none of the {treated} who are treated and followed is seriously harmed, the trial still fits a true rate "
        f"of up to {values.percent(upper, 1)}, one patient in {round(1 / upper)}."
    )


def _strict(evidence: Evidence, of: Assumed) -> str:
    """How far published control groups lie apart, for the share to be expected with the sham."""
    known = of_study(evidence.study, evidence.comparators.values())
    shares = sorted(one.value for one in known if one.control and one.responders)
    if len(shares) < 2:
        return (
            "This book holds no two control groups that count responders for this condition to set beside them; what "
            "it calls plausible of the share after the sham was read of others."
        )
    within = "within" if shares[0] <= of.control <= shares[-1] else "outside"
    return (
        f"In {values.count(len(shares))} published control groups of this field, as reported, between "
        f"{values.percent(shares[0])} and {values.percent(shares[-1])} improved, each by its own trial’s rule; "
        f"{values.percent(of.control)} is {within} that range, and is an assumption."
    )


def _sham(evidence: Evidence) -> str:
    """How many trials with a sham or saline arm this book knows of in the study's field."""
    trials = len(sham_trials(of_study(evidence.study, evidence.comparators.values())))
    if not trials:
        return (
            "Among the figures that this book holds, none is of a single trial with a sham or saline arm in this "
            "field; reviews that its notes cite may pool some."
        )
    return (
        f"This book cites {values.plural(trials, 'single trial')} in this field in which patients got a sham or saline."
    )
