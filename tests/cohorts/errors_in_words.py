"""Errors in what the paper says: claims that its numbers deny, things left out, terms used in two ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from cohorts.plan import Sense
from cohorts.planted import Planted, any_of, fraction_of, spoiled, there, worded
from marginalia.study.model import Check, Limit, Number, Study

_OTHER_SENSE: Mapping[Sense, Sense] = {
    "more than": "at least",
    "at least": "more than",
    "less than": "at most",
    "at most": "less than",
}


def false_threshold(study: Study, chance: np.random.Generator) -> Planted | None:
    """A share is claimed to be reached at every visit, and is not."""
    limits = [cell["threshold"] for cell in study.cells(section="abstract", measure="follow-up")]
    seen = [fraction_of(cell) for cell in study.cells(measure="follow-up", group="all") if cell.is_fraction]
    lowest = min(100 * n / N for n, N in seen)
    if not limits or lowest > 98:
        return None
    limit = int(chance.integers(int(lowest) + 2, 101))
    return spoiled(study, "thresholds", [worded(there(limits[0]), f"{limit}")])


def false_comparison(study: Study, chance: np.random.Generator) -> Planted | None:
    """One share is said to be above another, and is below it."""
    turned = {">": "<", "<": ">"}
    checks = [check for check in _checks(study, "compare") if check.get("op") in turned]
    check = any_of(chance, checks)
    if check is None:
        return None
    other = _with(check, op=turned[str(check.get("op"))])
    return _claiming(study, check, other, (f"{check.get('left')}.n", f"{check.get('right')}.n"))


def false_superlative(study: Study, chance: np.random.Generator) -> Planted | None:
    """A group is said to have the highest share of responders, and another has more."""
    places = []
    for check in _checks(study, "extreme"):
        printed = {
            cell.group: cell
            for cell in study.cells(section="table-2", measure="response")
            if cell.month == check.get("month") and cell.N and cell.group != "all"
        }
        shares = {group: Fraction(*fraction_of(cell)) for group, cell in printed.items()}
        group = str(check.get("group"))
        if shares[group] < max(shares.values()):
            places.append((check, printed[group].id))
    place = any_of(chance, places)
    if place is None:
        return None
    check, cell = place
    return _claiming(study, check, _with(check, end="highest", top=1), (f"{cell}.n", f"{cell}.N"))


def false_majority(study: Study, chance: np.random.Generator) -> Planted | None:
    """Most are said to have what at most half have."""
    cells = [cell for cell in study.cells() if cell.is_fraction and _at_most_half(*fraction_of(cell))]
    cell = any_of(chance, cells)
    if cell is None or not study.claims:
        return None
    said = Check("most", (("cells", (cell.id,)),))
    claims = (replace(study.claims[0], checks=(said,)), *study.claims[1:])
    return Planted(replace(study, claims=claims), "thresholds", (f"{cell.id}.n", f"{cell.id}.N"))


def visit_left_out(study: Study, chance: np.random.Generator) -> Planted | None:
    """A visit is announced, and no result is printed for it."""
    month = any_of(chance, (month for month in study.visits if month > 0))
    announced = [number.id for number in study.numbers if number.measure == "visit" and number.month == month]
    return _without(study, lambda number: number.month == month and number.id not in announced, tuple(announced))


def response_left_out(study: Study, chance: np.random.Generator) -> Planted | None:
    """Responders are given at other visits, and not at one at which patients were seen."""
    seen = {cell.month: cell.id for cell in study.cells(measure="follow-up", group="all") if cell.month is not None}
    if len(seen) < 2:
        return None
    month = list(seen)[int(chance.integers(len(seen)))]
    return _without(
        study,
        lambda number: number.measure == "response" and number.group == "all" and number.month == month,
        (f"{seen[month]}.n",),
    )


def rating_left_out(study: Study, chance: np.random.Generator) -> Planted | None:
    """A rating is announced, and no result of it is printed."""
    outcome = any_of(chance, study.design.promises)
    named = [measure.id for measure in study.measures if measure.outcome == outcome and measure.kind == "mean"]
    said = tuple(number.id for number in study.numbers if number.measure == f"{outcome}-threshold")
    return _without(study, lambda number: number.measure in named, said)


def method_left_out(study: Study, chance: np.random.Generator) -> Planted | None:
    """Something is reported, and the methods do not say how it was measured."""
    measures = [measure for measure in study.measures if measure.id in ("adverse-events", "later-surgery", "response")]
    chosen = any_of(chance, measures)
    printed = tuple(number.id for number in study.numbers if chosen is not None and number.measure == chosen.id)
    measures = [replace(one, described=False) if one is chosen else one for one in study.measures]
    return Planted(replace(study, measures=tuple(measures)), "described", printed)


def limit_in_two_senses(study: Study, chance: np.random.Generator) -> Planted | None:
    """Who is at the limit itself counts as severe in one place and not in another."""
    limits = [limit for limit in study.limits if study.number(limit.number).measure == "severe-rating"]
    if len(limits) < 2:
        return None
    chosen = limits[int(chance.integers(len(limits)))]
    other = tuple(replace(one, sense=_OTHER_SENSE[one.sense]) if one is chosen else one for one in study.limits)
    return Planted(replace(study, limits=other), "limits", (chosen.number,))


def least_dose_and_dose_by_weight(study: Study, chance: np.random.Generator) -> Planted | None:
    """Everybody is said to get a certain dose at least, and the dose to go by weight."""
    dose = study.doses[0]
    total = study.number(dose.total)
    planted = spoiled(study, "doses", [replace(total, printed=f"at least {total.printed}")])
    least = Limit(total.id, "at least")
    return replace(planted, study=replace(planted.study, limits=(*study.limits, least)))


def text_of_other_patients(study: Study, chance: np.random.Generator) -> Planted | None:
    """The text that discusses a table of everybody gives, as its figure, that of responders."""
    places = []
    for number in study.numbers:
        if number.section == "discussion" and number.statistic == "mean":
            own = f"table-4.all.{number.measure}.{number.cell.rpartition('.')[2]}.mean"
            other = f"table-3.all.{number.measure}-responders.{number.cell.rpartition('.')[2]}.mean"
            if study.has(own) and study.has(other):
                first, second = study.number(own), study.number(other)
                if abs((first.reading or 0) - (second.reading or 0)) > 0.2:
                    places.append((number, second))
    place = any_of(chance, places)
    if place is None:
        return None
    number, other_mean = place
    told = replace(number, measure=other_mean.measure, printed=other_mean.printed, reading=other_mean.reading)
    return spoiled(study, "table-titles", [told])


# ── how it is said ───────────────────────────────────────────────────────────────────────────────────────────────────


def _at_most_half(n: int, N: int) -> bool:
    return N > 0 and 2 * n <= N


def _checks(study: Study, rule: str) -> list[Check]:
    return [check for claim in study.claims for check in claim.checks if check.rule == rule]


def _with(check: Check, **changed: object) -> Check:
    return Check(check.rule, tuple((dict(check.arguments) | changed).items()))


def _claiming(study: Study, check: Check, other: Check, numbers: tuple[str, ...]) -> Planted:
    """The study with another check in the place of one."""
    claims = tuple(
        replace(claim, checks=tuple(other if one is check else one for one in claim.checks)) for claim in study.claims
    )
    return Planted(replace(study, claims=claims), "thresholds", numbers)


def _without(study: Study, left_out: Callable[[Number], bool], numbers: tuple[str, ...]) -> Planted:
    """The study without these numbers, and without the claims and the tables that might name them."""
    kept = tuple(number for number in study.numbers if not left_out(number))
    known = {number.id for number in kept}
    groups = tuple(replace(one, size=one.size if one.size in known else None) for one in study.groups)
    return Planted(replace(study, numbers=kept, groups=groups, claims=(), tables=()), "promises", numbers)
