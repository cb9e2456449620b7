"""What a printed number leaves open: the values that, rounded, could have been printed so."""

from __future__ import annotations

import re

from marginalia.analysis.references import HAIR
from marginalia.study.model import Number

_DIGITS = re.compile(r"\d+(?:[.,](?P<decimals>\d+))?")

#: What says that a figure is a round one.
_ABOUT = re.compile(
    r"\b(?:about|around|approximately|approx|roughly|nearly|almost|some|circa|ca)\b|[~≈∼]", re.IGNORECASE
)

#: Statistics that are whole counts and stand for themselves.
_COUNTS = ("n", "N", "count")


def half_unit(number: Number) -> float:
    """Half a unit of the last printed digit: 0.5 for `74%`, 0.05 for `3.2`; of a round figure half of ten where it ends
    in a nought: 5 for `about 20%`; 0 for counts and words."""
    if number.statistic in _COUNTS or number.reading is None:
        return 0.0
    if _ABOUT.search(number.printed) and number.reading and number.reading % 10 == 0:
        return 5.0
    for token in _DIGITS.finditer(number.printed):
        if float(token.group().replace(",", ".")) == abs(number.reading):
            return 0.5 * float(10.0 ** -len(token["decimals"] or ""))
    return 0.0


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
