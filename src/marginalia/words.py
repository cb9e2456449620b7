"""Numbers, visits and lists as English: what the audit's sentences and the book's pages both need.

Shares are between 0 and 1. Rounding is half up, as a reader does it by hand, on the decimal form of the number, so
that 0.145 gives 15% and not 14%.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from marginalia.statistics.rounding import Rounding


def rounded(value: float | Fraction, digits: int = 0) -> Decimal:
    """A finite number rounded half up, away from zero, to `digits` decimals, keeping trailing zeros."""
    exact = _exact(value)
    size = Rounding.HALF_UP(abs(exact), digits)
    units = int(size * 10**digits)
    return Decimal((int(exact < 0 and units > 0), Decimal(units).as_tuple().digits, -digits))


def percent(share: float | Fraction, digits: int = 0) -> str:
    """`0.6207` as `62%`, or `62.1%` with one digit."""
    return f"{rounded(_exact(share) * 100, digits)}%"


def number(value: float, digits: int = 2) -> str:
    """A number with at most `digits` decimals and no trailing zeros: `3.5`, `12`, `−0.4`."""
    return f"{rounded(value, digits).normalize():f}".replace("-", "−")


def month(value: float | None) -> str:
    """A visit in prose: `before treatment`, `1 month`, `12 months`; empty where no visit applies."""
    if value is None:
        return ""
    if value == 0:
        return "before treatment"
    return f"{number(value)} month{'' if value == 1 else 's'}"


def months(values: Iterable[float]) -> str:
    """Several visits in prose: `3, 6 and 12 months`; `before treatment and at 3 months`."""
    values = list(values)
    after = [value for value in values if value]
    if not after:
        return "before treatment"
    text = f"{listed([number(value) for value in after])} month{'' if after == [1] else 's'}"
    return text if len(after) == len(values) else f"before treatment and at {text}"


def listed(items: Sequence[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def capital(sentence: str) -> str:
    """A sentence with its first letter in upper case, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def inline(text: str) -> str:
    """A label as it stands inside a sentence: `Neck pain` as `neck pain`, but `VAS` as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _exact(value: float | Fraction) -> Fraction:
    """A number by its shortest decimal form, as somebody would write it down."""
    return value if isinstance(value, Fraction) else Fraction(repr(float(value)))
