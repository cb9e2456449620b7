"""A number as it is printed, and which true values can stand behind its digits, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from marginalia.statistics.rounding import Rounding, parse_plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MINUS = ("-", "−", "–")

Whole = TypeVar("Whole", int, "NDArray[np.int64]")


@dataclass(frozen=True, slots=True)
class Span:
    """The values from `low` to `high`, both whole numbers of parts of which `per` make one.

    `holds_low` and `holds_high` say whether the ends belong to them.
    """

    low: int
    high: int
    per: int
    holds_low: bool
    holds_high: bool

    def __contains__(self, value: Fraction) -> bool:
        parts, low, high = value.numerator * self.per, self.low * value.denominator, self.high * value.denominator
        return (low < parts or (self.holds_low and low == parts)) and (
            parts < high or (self.holds_high and parts == high)
        )

    def wholes(self, by: int = 1, over: int = 1) -> range:
        """Every whole number among the values times `by` / `over`, both positive."""
        first = -(-(self.low * by + (not self.holds_low)) // (self.per * over))
        last = (self.high * by - (not self.holds_high)) // (self.per * over)
        return range(first, last + 1)

    def moved(self, by: Fraction | int) -> Span:
        """The span of each value plus `by`."""
        low, high = (end * by.denominator + by.numerator * self.per for end in (self.low, self.high))
        return Span(low, high, self.per * by.denominator, self.holds_low, self.holds_high)

    def scaled(self, by: int, over: int = 1) -> Span:
        """The span of each value times `by` / `over`, both positive."""
        return Span(self.low * by, self.high * by, self.per * over, self.holds_low, self.holds_high)

    def squared(self) -> Span:
        """The squares of the values of the span that are not negative."""
        low, holds_low = (0, True) if self.low < 0 else (self.low, self.holds_low)
        return Span(low**2, self.high**2, self.per**2, holds_low, self.holds_high)


@dataclass(frozen=True, slots=True)
class Reported:
    """A printed number: `units` of its last printed digit, of which there are `decimals` after the point.

    Trailing zeros count: `5.20` is 520 units of a hundredth, and `5.2` is 52 units of a tenth.
    """

    printed: str
    units: int
    decimals: int

    @property
    def value(self) -> Fraction:
        return Fraction(self.units, 10**self.decimals)

    def could_be(self, rounding: Rounding) -> Span:
        """The true values that this rounding prints so. Below zero a rounding is the mirror image of that above.

        >>> reported("5.20").could_be(Rounding.HALF_UP)
        Span(low=1039, high=1041, per=200, holds_low=True, holds_high=False)
        """
        low, high, no_low, no_high = ends(abs(self.units), rounding)
        per = 2 * 10**self.decimals
        if self.units == 0:
            return Span(-high, high, per, not no_high, not no_high)
        if self.units < 0:
            return Span(-high, -low, per, not no_high, not no_low)
        return Span(low, high, per, not no_low, not no_high)

    def beside(self, value: Fraction) -> str:
        """Another value, printed half up with as many decimals as this one."""
        units = int(Rounding.HALF_UP(abs(value), self.decimals) * 10**self.decimals)
        digits = f"{units:0{self.decimals + 1}d}"
        whole = f"{digits[: -self.decimals]}.{digits[-self.decimals :]}" if self.decimals else digits
        return f"−{whole}" if value < 0 and units else whole


def reported(printed: str) -> Reported:
    """Read a printed number: `5.20`, `.45`, `62,1%`, `−1.3`.

    >>> reported("5.20").units, reported("5.20").decimals
    (520, 2)

    Raises `ValueError` where the text says more than one plain number.
    """
    text = printed.strip()
    negative = text.startswith(_MINUS)
    digits = text[1:].lstrip() if negative else text
    plain = parse_plain(f"0{digits}" if digits.startswith((".", ",")) else digits)
    if plain is None:
        raise ValueError(f"a printed number such as '5.20' was expected, not {printed!r}")
    units = plain.value.numerator * 10**plain.decimals // plain.value.denominator
    return Reported(printed, -units if negative else units, plain.decimals)


def ends(units: Whole, rounding: Rounding) -> tuple[Whole, Whole, Whole, Whole]:
    """The ends of what rounds to a number that is not negative, in half units of its last digit.

    Lowest, highest, then 1 where the lowest itself rounds otherwise and 1 where the highest does: half up takes its
    lower end, half even both ends where the last digit is even and none where it is odd, truncation a whole unit
    upwards. Takes one number or an array of them.
    """
    none = units * 0
    if rounding is Rounding.TRUNCATION:
        return 2 * units, 2 * units + 2, none, none + 1
    if rounding is Rounding.HALF_EVEN:
        return 2 * units - 1, 2 * units + 1, units % 2, units % 2
    return 2 * units - 1, 2 * units + 1, none, none + 1
