"""Errors in one print: a percentage that its fraction does not give, and one place that says other than another."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from cohorts.planted import Planted, Printed, any_of, fraction_of, moved, recounted, reprinted, spoiled, there, worded
from marginalia.study.model import Study


def impossible_percent(study: Study, chance: np.random.Generator) -> Planted | None:
    """A percentage that no way of rounding makes of the fraction beside it."""
    cell = any_of(chance, (cell for cell in study.cells() if cell.is_fraction and cell["percent"]))
    return None if cell is None else spoiled(study, "percent", [moved(there(cell["percent"]), chance)])


def fraction_changed_in_one_place(study: Study, chance: np.random.Generator) -> Planted | None:
    """Two places print a fraction, and one of them has another numerator."""
    cell = any_of(chance, (cell for cell in Printed(study).twice("n") if cell.N))
    if cell is None:
        return None
    n, N = fraction_of(cell)
    other = [value for value in range(N + 1) if value != n]
    return spoiled(study, "same-quantity", reprinted(cell, int(chance.choice(other)), N))


def percent_changed_in_the_abstract(study: Study, chance: np.random.Generator) -> Planted | None:
    """The abstract's percentage is another than that of the fraction in the table."""
    prints = [
        cell["percent"]
        for cell in study.cells(section="abstract", measure="response")
        if study.has(f"table-2.all.response.{cell.id.rpartition('.')[2]}")
    ]
    number = any_of(chance, (one for one in prints if one is not None))
    return None if number is None else spoiled(study, "same-quantity", [moved(number, chance)])


def mean_changed_in_one_place(study: Study, chance: np.random.Generator) -> Planted | None:
    """Two places print a mean, and the one with fewer digits prints another."""
    cell = any_of(chance, (cell for cell in Printed(study).twice("mean") if cell.section == "discussion"))
    return None if cell is None else spoiled(study, "same-quantity", [moved(there(cell["mean"]), chance)])


def size_printed_twice_differently(study: Study, chance: np.random.Generator) -> Planted | None:
    """A group has one size in one place and another elsewhere; everybody is the number enrolled."""
    everybody = study.cells(measure="group-size", group="all")
    repeated = (cell for cell in Printed(study).twice("count") if cell.measure == "group-size")
    cell = any_of(chance, [*everybody, *repeated])
    if cell is None:
        return None
    return spoiled(study, "group-sizes", [recounted(there(cell["count"]), int(chance.integers(1, 5)))])


def mean_that_no_scores_have(study: Study, chance: np.random.Generator) -> Planted | None:
    """A mean that whole steps cannot have, of as many patients as are seen or as the group has."""
    printed = Printed(study)
    places = []
    for cell in study.cells(section="table-4", group="all"):
        step = next(outcome.step for outcome in study.outcomes if outcome.id == cell.measure)
        seen = printed.once("follow-up", "all", cell.month)
        if step is not None and seen is not None:
            mean = there(cell["mean"])
            unit = Decimal(1).scaleb(int(Decimal(mean.printed.rstrip("%")).as_tuple().exponent))
            for units in (*range(-9, 0), *range(1, 10)):
                other = Decimal(mean.printed.rstrip("%")) + units * unit
                if 0 <= other <= 100 and all(_gap(other, n, Decimal(str(step))) >= unit for n in {*seen}):
                    places.append(worded(mean, str(other)))
    number = any_of(chance, places)
    return None if number is None else spoiled(study, "granularity", [number])


def _gap(mean: Decimal, n: int, step: Decimal) -> Decimal:
    """How far a mean lies from the nearest that n scores in whole steps can have."""
    total = (mean * n / step).to_integral_value()
    return abs(total * step / n - mean)
