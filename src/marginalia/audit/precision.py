"""What a printed number leaves open, that is the values that, rounded, could have been printed so, and when two prints
agree."""

from __future__ import annotations

from marginalia.analysis.precision import half_unit as half_unit
from marginalia.analysis.references import HAIR
from marginalia.study.model import Number


def close(first: Number, second: Number) -> bool:
    """Whether two printed numbers can be roundings of one value, by whatever way of rounding: 62% and 62.1% can, and
    so can 62% and 63%, of 62.5%; 86% and 100% cannot. A number that cannot be read is close to everything."""
    if first.reading is None or second.reading is None:
        return True
    return abs(first.reading - second.reading) <= half_unit(first) + half_unit(second) + HAIR


def same(first: Number, second: Number) -> bool:
    """Whether two prints say the same: equal where they show the same digits, otherwise close."""
    if first.reading is None or second.reading is None:
        return True
    if half_unit(first) == half_unit(second):
        return abs(first.reading - second.reading) <= HAIR
    return close(first, second)
