"""Whether a printed percentage can come from its fraction, under any of the ways in which people round."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import index

_PERCENT = re.compile(r"\s*(?P<whole>\d+)(?:[.,·](?P<decimals>\d+))?\s*(?:%|percent|per cent)?\s*", re.IGNORECASE)
_WITH_SIGN = re.compile(r"(?<![\d.,·])\d+(?:[.,·]\d+)?\s*(?:%|percent\b|per cent\b)", re.IGNORECASE)
#: What may stand beside a percentage: its fraction (`18/29`, `1,018 of 1,290`), and signs between the two.
_FRACTION = re.compile(
    r"[\s=;:,()\[\]]*\d[\d,]*\s*(?:[/⁄∕]|\b(?:out\s+)?of\b(?:\s+(?:the|all)\b)?)\s*\d[\d,]*[\s=;:,()\[\]]*",
    re.IGNORECASE,
)


class Rounding(StrEnum):
    """How a number is cut to its printed decimals."""

    HALF_UP = "half up"
    HALF_EVEN = "half even"
    TRUNCATION = "truncation"

    def __call__(self, value: Fraction, decimals: int) -> Fraction:
        """The value with this many decimals, exactly.

        >>> [str(rounding(Fraction(125, 2), 0)) for rounding in Rounding]
        ['63', '62', '62']
        """
        scaled = value * 10**decimals
        whole = scaled.numerator // scaled.denominator
        rest = scaled - whole
        half = Fraction(1, 2)
        if self is not Rounding.TRUNCATION and (
            rest > half or (rest == half and (self is Rounding.HALF_UP or whole % 2 == 1))
        ):
            whole += 1
        return Fraction(whole, 10**decimals)


@dataclass(frozen=True, slots=True)
class PrintedPercent:
    """A percentage as printed: its value in percent, exactly, and how many decimals it shows."""

    value: Fraction
    decimals: int


@dataclass(frozen=True, slots=True)
class PercentCheck:
    """A printed percentage against its fraction. `roundings` are the ways of rounding that give what is printed."""

    printed: str
    n: int
    N: int
    decimals: int
    roundings: tuple[Rounding, ...]

    @property
    def exact(self) -> Fraction:
        """100 n/N, exactly."""
        return Fraction(100 * self.n, self.N)

    @property
    def computed(self) -> str:
        """What should have been printed: 100 n/N to the printed decimals, half up, with its sign (`74%`)."""
        return f"{float(Rounding.HALF_UP(self.exact, self.decimals)):.{self.decimals}f}%"

    @property
    def consistent(self) -> bool:
        """Whether ordinary rounding, half up, gives the printed percentage."""
        return Rounding.HALF_UP in self.roundings

    @property
    def impossible(self) -> bool:
        """Whether no way of rounding gives the printed percentage."""
        return not self.roundings


def percent_alone(printed: str) -> str:
    """The characters of a percentage, without the fraction that may be printed with it; any other text as it is.

    >>> percent_alone("18/29 (62%)"), percent_alone("62.1 %"), percent_alone(">80%")
    ('62%', '62.1 %', '>80%')
    """
    found = _WITH_SIGN.findall(printed)
    if len(found) != 1:
        return printed
    return found[0] if _FRACTION.fullmatch(printed.replace(found[0], "")) else printed


def parse_percent(printed: str) -> PrintedPercent | None:
    """A percentage (`74%`, `62.1`, `62,1 %`, `62·1`), alone or with its fraction (`18/29 (62%)`); `None` where the text
    says more, such as `>80%`."""
    return parse_plain(percent_alone(printed))


def parse_plain(printed: str) -> PrintedPercent | None:
    """A number and nothing else, with a percent sign or without; `None` where the text says more."""
    found = _PERCENT.fullmatch(printed)
    if found is None:
        return None
    decimals = found["decimals"] or ""
    return PrintedPercent(Fraction(int(found["whole"] + decimals), 10 ** len(decimals)), len(decimals))


def percent_check(printed: str, n: int, N: int) -> PercentCheck:
    """Compare a printed percentage with `n` of `N`, in exact integer arithmetic.

    The granularity argument is that of GRIM (Brown & Heathers 2017), for percentages of a known whole.
    23 of 29 is 79.3%, so that 79% follows and 80% cannot; 5 of 8 is 62.5%, which is 63% half up and 62% otherwise.

    >>> percent_check("79%", 23, 29).consistent, percent_check("80%", 23, 29).impossible
    (True, True)
    >>> [str(rounding) for rounding in percent_check("62%", 5, 8).roundings]
    ['half even', 'truncation']

    n may exceed N: that is another rule's question. Raises `ValueError` where N is below 1, n is negative or
    `printed` is no plain percentage.
    """
    if index(N) < 1:
        raise ValueError(f"N must be at least 1, not {N}")
    if index(n) < 0:
        raise ValueError(f"n must not be negative, not {n}")
    percent = parse_percent(printed)
    if percent is None:
        raise ValueError(f"printed must be a plain percentage such as '74%', not {printed!r}")
    exact = Fraction(100 * n, N)
    giving = tuple(rounding for rounding in Rounding if rounding(exact, percent.decimals) == percent.value)
    return PercentCheck(percent_alone(printed), n, N, percent.decimals, giving)
