"""What a printed number leaves open: the values that, rounded, could have been printed so."""

from __future__ import annotations

import re

from marginalia.analysis.references import HAIR
from marginalia.study.model import Number

_DIGITS = re.compile(r"\d+(?:[.,·](?P<decimals>\d+))?")

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
    decimals = decimals_of(number)
    return 0.0 if decimals is None else 0.5 * 10.0**-decimals


def decimals_of(number: Number) -> int | None:
    """How many decimals the reading is printed with: 0 for `74%`, 1 for `3.2`; `None` where it is printed as a word, or
    has no reading."""
    if number.reading is None:
        return None
    for token in _DIGITS.finditer(number.printed):
        if float(re.sub("[,·]", ".", token.group())) == abs(number.reading):
            return len(token["decimals"] or "")
    return None


def gives_back(number: Number, value: float) -> bool:
    """Whether a value, not rounded, is what is printed: exactly for a count, within the printed digits for others (a
    percentage may also have been cut off)."""
    if number.reading is None:
        return True
    slack = half_unit(number)
    above = slack * (2 if number.statistic == "percent" else 1)
    return number.reading - slack - HAIR <= value <= number.reading + above + HAIR
