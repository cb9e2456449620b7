"""GRIM and GRIMMER for many printed numbers at once, in whole numbers of 64 bits.

The answers are those of `marginalia.statistics.grim` and `marginalia.statistics.grimmer` on a scale without ends. No
floating-point number takes part: means and standard deviations come as whole units of their last printed digit, and
every bound is a fraction of whole numbers that is rounded up or down by whole division. Cases whose fractions could
pass `LARGEST`, and samples of two to four, for which the closed form does not hold, are handed to the scalar tests one
by one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from marginalia.statistics.grim import sums
from marginalia.statistics.grimmer import moments
from marginalia.statistics.reported import Reported, ends
from marginalia.statistics.rounding import Rounding
from marginalia.statistics.scale import Scale

Wholes: TypeAlias = NDArray[np.int64]
Answers: TypeAlias = NDArray[np.bool_]

#: No intermediate whole number passes this, well inside 64 bits.
LARGEST = 2**61

#: Cases worked on together, so that what is worked on stays in the processor's cache.
_BLOCK = 16_384

#: The largest number of decimals whose powers of ten fit.
_DECIMALS = 8

#: The smallest sample for which parity and evenness decide; see `marginalia.statistics.attainable`.
_CLOSED_FORM = 5


def grim_many(
    means: ArrayLike,
    decimals: ArrayLike,
    n: ArrayLike,
    items: ArrayLike = 1,
    *,
    step: Fraction = Fraction(1),
    rounding: Rounding = Rounding.HALF_UP,
) -> Answers:
    """Whether each mean is possible under this rounding, as an array of truth values of shape (cases,).

    `means` are whole units of the last printed digit, `decimals` how many digits stand after the point (`5.20` is 520
    with 2), `n` the sample sizes, `items` the answers averaged into a score; each is of shape (cases,) or a single
    number. `step` is the step of every item's scale.

    >>> grim_many([519, 518], 2, 28).tolist()
    [False, True]

    Raises `ValueError` where an n or a number of items is below 1, a number of decimals is not from 0 to 8 or shapes do
    not fit, and `TypeError` where an array does not hold whole numbers.
    """
    _check_step(step)
    units, places, people, parts = _columns(means=means, decimals=decimals, n=n, items=items)
    _check(places, people, parts, 1)
    answers = np.empty(units.shape, dtype=np.bool_)
    for block in _blocks(units.size):
        mean, size = np.abs(units[block]), people[block]
        power, grain = _TENS[places[block]], size * parts[block]
        fits = _fits(2 * step.denominator, mean + 1.0, size, parts[block]) & _fits(2 * step.numerator, power)
        first, last = _sums(mean, power, grain, step, rounding, fits)
        answers[block] = first <= last
        for one in block.start + np.flatnonzero(~fits):
            printed = Reported("", int(units[one]), int(places[one]))
            answers[one] = bool(sums(printed, int(people[one]), Scale(step, int(parts[one])), rounding))
    return answers


def grimmer_many(
    means: ArrayLike,
    mean_decimals: ArrayLike,
    sds: ArrayLike,
    sd_decimals: ArrayLike,
    n: ArrayLike,
    items: ArrayLike = 1,
    *,
    step: Fraction = Fraction(1),
    rounding: Rounding = Rounding.HALF_UP,
) -> Answers:
    """Whether each mean with its standard deviation is possible under this rounding, of shape (cases,).

    As `grim_many`; `sds` are whole units of their last printed digit, of which `sd_decimals` stand after the point.
    The closed form: with r the rest of a sum by n, Q' must be even or odd as r is, and n Q' - r² at least r(n - r) and
    within what the standard deviation leaves.

    >>> grimmer_many([521, 344], 2, [160, 247], 2, [28, 18]).tolist()
    [True, False]

    Raises `ValueError` where an n is below 2, a number of items below 1, a standard deviation below 0, a number of
    decimals not from 0 to 8 or shapes do not fit, and `TypeError` where an array does not hold whole numbers.
    """
    _check_step(step)
    units, places, spreads, sd_places, people, parts = _columns(
        means=means, mean_decimals=mean_decimals, sds=sds, sd_decimals=sd_decimals, n=n, items=items
    )
    _check(places, people, parts, 2)
    _check(sd_places, people, parts, 2)
    if np.any(spreads < 0):
        raise ValueError("a standard deviation must not be negative")
    answers = np.empty(units.shape, dtype=np.bool_)
    for block in _blocks(units.size):
        mean, sd, size, grain = np.abs(units[block]), spreads[block], people[block], people[block] * parts[block]
        power, sd_power = _TENS[places[block]], _TENS[sd_places[block]]
        fits = (
            (size >= _CLOSED_FORM)
            & _fits(2 * step.denominator, mean + 1.0, size, parts[block])
            & _fits(2 * step.numerator, power)
            & _fits(4 * step.denominator**2, sd + 1.0, sd + 1.0, size, size, parts[block], parts[block])
            & _fits(4 * step.numerator**2, sd_power, sd_power)
            & _fits(4, size, size)
        )
        first, last = _sums(mean, power, grain, step, rounding, fits)
        low, high = _spreads(sd, sd_power, size, parts[block], step, rounding, fits)
        answers[block] = _any_sum(first, np.minimum(last, first + size - 1), low, high, size)
        for one in block.start + np.flatnonzero(~fits):
            printed = Reported("", int(units[one]), int(places[one]))
            beside = Reported("", int(spreads[one]), int(sd_places[one]))
            scale = Scale(step, int(parts[one]))
            answers[one] = any(moments(printed, beside, int(people[one]), scale, rounding))
    return answers


_TENS = 10 ** np.arange(_DECIMALS + 1, dtype=np.int64)


def _sums(
    mean: Wholes, power: Wholes, grain: Wholes, step: Fraction, rounding: Rounding, fits: Answers
) -> tuple[Wholes, Wholes]:
    """The first and the last sum, in the scale's units, that the mean leaves; none where the case does not fit.

    A mean and its mirror image below zero leave sums that mirror each other, so that the sign does not matter.
    """
    low, high, no_low, no_high = ends(np.where(fits, mean, 0), rounding)
    size = np.where(fits, grain, 1) * step.denominator
    per = 2 * np.where(fits, power, 1) * step.numerator
    first = np.maximum(-(-(low * size + no_low) // per), 0)
    last = (high * size - no_high) // per
    return first, np.where(fits, last, first - 1)


def _spreads(
    sd: Wholes, power: Wholes, size: Wholes, items: Wholes, step: Fraction, rounding: Rounding, fits: Answers
) -> tuple[Wholes, Wholes]:
    """The least and the greatest nQ - S², in the scale's units, that the standard deviation leaves."""
    low, high, no_low, no_high = ends(np.where(fits, sd, 0), rounding)
    low = np.maximum(low, 0)
    size, items = np.where(fits, size, 1), np.where(fits, items, 1)
    factor = size * (size - 1) * (items * step.denominator) ** 2
    per = (2 * np.where(fits, power, 1) * step.numerator) ** 2
    # An end at zero is nobody's rounding limit: the standard deviation is not negative, and zero itself is possible.
    return -(-(low * low * factor + no_low * (low > 0)) // per), (high * high * factor - no_high) // per


def _any_sum(first: Wholes, last: Wholes, low: Wholes, high: Wholes, n: Wholes) -> Answers:
    """Whether any sum from the first to the last has a sum of squares within the limits. Works on those still open."""
    answers = np.zeros(first.shape, dtype=np.bool_)
    still = np.flatnonzero(first <= last)
    total, last, low, high, n = first[still], last[still], low[still], high[still], n[still]
    while still.size:
        rest = total % n
        least = np.maximum(low, rest * (n - rest))
        squares = -(-(least + rest * rest) // n)
        squares += (squares ^ rest) & 1
        found = n * squares - rest * rest <= high
        answers[still[found]] = True
        total = total + 1
        going = ~found & (total <= last)
        still, total, last, low, high, n = (column[going] for column in (still, total, last, low, high, n))
    return answers


def _fits(factor: int, *factors: Wholes | NDArray[np.floating[Any]]) -> Answers:
    """Where the product of these stays below `LARGEST`, found in floating point: near enough for so wide a bound."""
    product = np.full(1, float(factor))
    for column in factors:
        product = product * column
    return product < LARGEST


def _columns(**columns: ArrayLike) -> tuple[Wholes, ...]:
    """The columns as whole numbers of one shape, (cases,)."""
    arrays = []
    for name, column in columns.items():
        array = np.asarray(column)
        if array.size and not np.issubdtype(array.dtype, np.integer):
            raise TypeError(f"{name} must hold whole numbers, not {array.dtype}")
        if array.ndim > 1:
            raise ValueError(f"{name} must be a single number or of shape (cases,), not {array.shape}")
        arrays.append(np.atleast_1d(array).astype(np.int64))
    return tuple(np.ascontiguousarray(array) for array in np.broadcast_arrays(*arrays))


def _check(decimals: Wholes, n: Wholes, items: Wholes, least: int) -> None:
    for name, column, low, high in (
        ("n", n, least, None),
        ("items", items, 1, None),
        ("decimals", decimals, 0, _DECIMALS),
    ):
        wrong = column < low if high is None else (column < low) | (column > high)
        if np.any(wrong):
            expected = f"at least {low}" if high is None else f"from {low} to {high}"
            raise ValueError(f"{name} must be {expected}, not {column[wrong].flat[0]}")


def _check_step(step: Fraction) -> None:
    if step <= 0:
        raise ValueError(f"step must be above 0, not {step}")


def _blocks(cases: int) -> list[slice]:
    return [slice(start, min(start + _BLOCK, cases)) for start in range(0, cases, _BLOCK)]
