"""Facts of the chapter on subgroups."""

from __future__ import annotations

from marginalia.analysis.comparisons_made import made
from marginalia.analysis.group_comparisons import (
    WANTED_POWER,
    Compared,
    between_treatments,
    findable,
    spread,
    with_the_rest,
)
from marginalia.analysis.group_denominators import disputed
from marginalia.analysis.group_extremes import NOTICED, Chance, Extremes, by_visit
from marginalia.analysis.group_pairs import pairs
from marginalia.analysis.proportions import Assessed
from marginalia.display import by_arm, inferences, values
from marginalia.display.charts._differences import against, p_value, points
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline


def facts(evidence: Evidence) -> dict[str, str]:
    study, settings = evidence.study, evidence.settings
    overall = headline(study, settings)
    groups = [found for group in study.subgroups if (found := headline(study, settings, group.id))]
    contained = [
        one
        for one in groups
        if overall is not None
        and overall.share is not None
        and one.interval is not None
        and one.interval.low <= overall.share <= one.interval.high
    ]
    return {
        "groups": str(len(groups)),
        "effect_clause": (
            "; a study with several arms shows it of a group only where the group is printed for each arm."
            if evidence.study.control is not None
            else ", and a study with a single arm does not show that for anybody."
        ),
        "whole_sentence": _whole(overall),
        "contained_sentence": _contained(len(contained), len(groups)),
        "overlap_sentence": inferences.groups_sentence(evidence),
        "size_sentence": _sizes([one.N for one in groups if one.N]),
        "pairs_sentence": _pairs(evidence),
        "treatments_sentence": _treatments(evidence),
        "possible_sentence": _possible(evidence),
        "power_sentence": _power(evidence),
        "heterogeneity_sentence": _heterogeneity(evidence),
        "rest_sentence": _rest(evidence),
        "made_sentence": _made(evidence),
        **_chance(evidence),
        "denominators_sentence": _denominators(evidence),
    }


def _whole(found: Assessed | None) -> str:
    if found is None or found.n is None or found.N is None or found.share is None:
        return ""
    return (
        f"In the whole study {values.fraction(found.n, found.N)} had improved at {values.month(found.cell.month)}, "
        f"{values.percent(found.share)}."
    )


def _contained(contained: int, groups: int) -> str:
    if not groups:
        return "The paper prints no response for single groups."
    if contained == groups:
        return f"The intervals of all {groups} groups contain the share of the whole study."
    return f"The intervals of {contained} of {groups} groups contain the share of the whole study."


def _sizes(sizes: list[int]) -> str:
    if not sizes:
        return "No group prints a denominator."
    return f"The denominators run from {min(sizes)} to {max(sizes)} patients."


def _pairs(evidence: Evidence) -> str:
    found = pairs(evidence.study)
    if not found:
        if by_arm.several(evidence.study):
            return by_arm.NO_OVERLAP
        return "The paper does not print the sizes of two groups, so nothing can be said of their overlap."
    unknown = [pair for pair in found if pair.fewest < pair.most]
    apart = [pair for pair in found if pair.relation == "disjoint"]
    said = f"{values.count(len(apart))} {'is' if len(apart) == 1 else 'are'} said to share nobody"
    known = f"Of {values.plural(len(found), 'pair')} of groups, {said}."
    if not unknown:
        return known
    widest = max(unknown, key=lambda pair: pair.most - pair.fewest)
    names = [evidence.study.group(id).label for id in (widest.first, widest.second)]
    return (
        f"{known} For {values.count(len(unknown))} the overlap is open; widest for “{names[0]}” and “{names[1]}”, who "
        f"share between {widest.fewest} and {widest.most} patients."
    )


def _treatments(evidence: Evidence) -> str:
    found = between_treatments(evidence.study, evidence.settings)
    if not found:
        return by_arm.no_two_treatments(evidence.study)
    one = max(found, key=lambda compared: abs(compared.difference))
    return (
        f"The difference is largest at {values.month(one.month)}: {against(one)}, {points(one.difference)} points, "
        f"with an interval from {points(one.interval.low)} to {points(one.interval.high)} and {p_value(one.p)}."
    )


def _possible(evidence: Evidence) -> str:
    found = between_treatments(evidence.study, evidence.settings)
    if not found:
        return ""
    low, high = min(one.interval.low for one in found), max(one.interval.high for one in found)
    return f"Over all visits the intervals reach from {points(low)} to {points(high)} points."


def _power(evidence: Evidence) -> str:
    found = between_treatments(evidence.study, evidence.settings)
    if not found:
        return ""
    could = [(one, findable(one)) for one in found]
    wanted = values.percent(WANTED_POWER)
    gains = [(one, found.above) for one, found in could if found.above is not None]
    losses = [found.below for _, found in could if found.below is not None]
    if gains:
        one, above = min(gains, key=lambda pair: pair[1])
        text = (
            f"The smallest gain with a chance of {wanted} of being found was {points(above)} points, at "
            f"{values.month(one.month)}."
        )
    else:
        one, best = max(could, key=lambda pair: pair[1].at_most)
        text = (
            f"No gain had a chance of {wanted} of being found: had truly everybody in the smaller group improved, the "
            f"test would have noticed in {values.percent(best.at_most)} of such studies at best, at "
            f"{values.month(one.month)}."
        )
    if losses:
        loss = values.number(-100 * max(losses), 0)
        text += f" A loss would have had to be {loss} points or more."
    return text


def _heterogeneity(evidence: Evidence) -> str:
    found = [one for month in evidence.study.visits if (one := spread(evidence.study, month)) is not None]
    if not found:
        return "The paper prints no treatment groups that share nobody, so whether they differ cannot be tested."
    names = values.listed([evidence.study.group(id).label for id in found[-1].groups])
    tests = values.listed([f"{p_value(one.p)} at {values.month(one.month)}" for one in found])
    few = " With two groups it is Fisher’s test once more." if len(found[-1].groups) == 2 else ""
    return (
        f"The treatment groups that are said to share nobody are {names}; the exact test that they have one common "
        f"rate gives {tests}.{few}"
    )


def _rest(evidence: Evidence) -> str:
    overall = headline(evidence.study, evidence.settings)
    if overall is None or overall.cell.month is None:
        return "The paper prints no responders of a group that can be set against those outside it."
    every = [one for month in evidence.study.visits for one in with_the_rest(evidence.study, month, evidence.settings)]
    if not every:
        return "The paper prints no responders of a group that can be set against those outside it."
    below = [one for one in every if one.p < NOTICED]
    least = min(every, key=lambda one: one.p)
    count = "none has" if not below else f"{values.count(len(below))} {'has' if len(below) == 1 else 'have'}"
    return (
        f"Of {len(every)} comparisons of a group with those outside it, over all visits, {count} a p below {NOTICED}. "
        f"The smallest is that of {_named(evidence, least)}: {against(least)}, {p_value(least.p)}; "
        f"multiplied by their number, as Bonferroni’s correction has it, {p_value(min(1.0, least.p * len(every)))}."
    )


def _named(evidence: Evidence, one: Compared) -> str:
    return f"{evidence.study.group(one.first).label} at {values.month(one.month)}"


def _made(evidence: Evidence) -> str:
    found = made(evidence.study)
    if not found.total:
        return "The paper prints no response of single groups."
    text = (
        f"The paper prints {found.responses} results of {found.groups} groups at {values.plural(found.visits, 'visit')}"
    )
    return f"{text}, and {found.continued} more of lasting response." if found.continued else f"{text}."


def _chance(evidence: Evidence) -> dict[str, str]:
    found = by_visit(evidence.study, trials=evidence.chosen.simulations, seed=evidence.chosen.seed)
    if not found:
        return {
            "extremes_sentence": "There are no groups at a visit that could be drawn from its patients.",
            "noticed_sentence": "",
            "worst_sentence": "",
        }
    last = found[-1]
    most = max(found, key=lambda one: one.noticed.share)
    visit = values.month(last.month)
    return {
        "extremes_sentence": (
            f"At {visit}, with {values.fraction(last.n, last.N)} improved and no true difference anywhere, the best of "
            f"the {len(last.groups)} groups does as well as the paper’s best ({values.percent(last.observed[1])}) in "
            f"{_with_error(last.as_good)} of {last.best.size} simulated trials."
        ),
        "noticed_sentence": (
            f"At least one group then differs from the rest with a p below {NOTICED} in {_with_error(most.noticed)} of "
            f"trials at {values.month(most.month)} alone."
        ),
        "worst_sentence": _worst(last),
    }


def _worst(found: Extremes) -> str:
    visit, worst = values.month(found.month), values.percent(found.observed[0])
    if found.as_bad.share < 0.95:
        return f"The worst group at {visit} ({worst}) is no better than chance often leaves it."
    return (
        f"The worst group, by contrast, does better at {visit} ({worst}) than chance usually leaves it: in "
        f"{_with_error(found.as_bad)} of trials some group does as badly or worse. Groups that share many patients "
        "could explain it."
    )


def _with_error(chance: Chance) -> str:
    """A simulated share with its Monte Carlo error."""
    digits = 1 if 0.99 < chance.share < 1 else 0
    return f"{values.percent(chance.share, digits)} (Monte Carlo error {values.percent(chance.error, 1)})"


def _denominators(evidence: Evidence) -> str:
    found = disputed(evidence.study, evidence.settings)
    if not found:
        return "The paper prints no group’s responders with two denominators."
    told = []
    for rows in found:
        parts = [
            f"{values.fraction(row.n, row.N)}, {values.percent(row.share)}, interval "
            f"{values.interval(row.interval.low, row.interval.high) if row.interval else 'unknown'}"
            for row in rows
        ]
        group = evidence.study.group(rows[0].group).label
        told.append(f"{group} at {values.month(rows[0].month)}: {'; '.join(parts)}.")
    return " ".join(told)
