"""Numbers, visits and lists as English: what the audit's sentences and the book's pages both need.

Shares are between 0 and 1. Rounding is half up, as a reader does it by hand, on the decimal form of the number, so
that 0.145 gives 15% and not 14%.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from marginalia.statistics.rounding import Rounding

#: Weeks in a month, as a twelfth of 52 weeks and of a year.
_WEEKS = (52 / 12, 365.25 / 7 / 12)


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
    """A visit in prose: `before treatment`, `1 month`, `12 months`, `6 weeks`; empty where no visit applies."""
    if value is None:
        return ""
    return "before treatment" if value == 0 else _with_unit([value])


def months(values: Iterable[float]) -> str:
    """Several visits in prose: `3, 6 and 12 months`; `before treatment and at 3 months`; `6 weeks and 3 months`."""
    values = list(values)
    after = [value for value in values if value]
    if not after:
        return "before treatment"
    text = listed([_with_unit(list(alike)) for _, alike in groupby(after, key=lambda value: weeks(value) is None)])
    return text if len(after) == len(values) else f"before treatment and at {text}"


def weeks(value: float) -> int | None:
    """How many weeks a visit in months is, where it is a whole number of weeks and neither of months nor of quarters
    of a month: 6 for 1.38. A year has 52 weeks or, to be exact, 52.18; the visit may be written to two places."""
    whole = round(value * _WEEKS[1])
    near = whole / _WEEKS[1] - 0.006 < value < whole / _WEEKS[0] + 0.006
    return whole if whole and near and value % 0.25 else None


def _with_unit(values: Sequence[float]) -> str:
    """Visits that are all weeks, or all months: `4 and 6 weeks`, `1 month`."""
    counted = [weeks(value) for value in values]
    unit = "month" if counted[0] is None else "week"
    told = [number(value) if whole is None else str(whole) for value, whole in zip(values, counted, strict=True)]
    return f"{listed(told)} {unit}{'' if told == ['1'] else 's'}"


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
