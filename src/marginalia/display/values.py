"""Values to words: percents, intervals, fractions, months, lists. Plain text, the same for every output.

Shares are between 0 and 1 throughout; percents are made here and nowhere else, rounded half up as a reader
does it by hand, on the decimal form of the number, so that 0.145 gives 15% and not 14%.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def rounded(value: float, digits: int = 0) -> Decimal:
    """A number rounded half up to `digits` decimals, keeping trailing zeros."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def percent(share: float, digits: int = 0) -> str:
    """`0.6207` as `62%`, or `62.1%` with one digit."""
    return f"{(Decimal(repr(float(share))) * 100).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)}%"


def interval(low: float, high: float, digits: int = 0) -> str:
    """Two shares as `44% to 77%`."""
    return f"{percent(low, digits)} to {percent(high, digits)}"


def fraction(n: int, N: int) -> str:
    """Two counts as the paper prints them: `18/29`."""
    return f"{n}/{N}"


def number(value: float, digits: int = 2) -> str:
    """A number with at most `digits` decimals and no trailing zeros: `3.5`, `12`, `−0.4`."""
    text = f"{rounded(value, digits).normalize():f}"
    return text.replace("-", "−") if text != "-0" else "0"


def signed(value: float, digits: int = 1) -> str:
    """A change with its sign: `+3.5`, `−2`, `0`."""
    text = number(value, digits)
    return text if text == "0" or text.startswith("−") else f"+{text}"


def count(value: int) -> str:
    """A count in prose: a word up to twelve, figures above; `no` for none."""
    return _WORDS[value] if 0 <= value < len(_WORDS) else str(value)


def plural(value: int, one: str, many: str | None = None) -> str:
    """A counted noun: `one patient`, `29 patients`, `no patients`."""
    return f"{count(value)} {one if value == 1 else many or one + 's'}"


def month(value: float | None) -> str:
    """A visit in prose: `before treatment`, `1 month`, `12 months`; empty where no visit applies."""
    if value is None:
        return ""
    if value == 0:
        return "before treatment"
    return f"{number(value)} month{'' if value == 1 else 's'}"


def months(values: Sequence[float]) -> str:
    """Several visits in prose: `3, 6 and 12 months`."""
    after = [value for value in values if value]
    texts = [number(value) for value in after]
    if not texts:
        return "before treatment"
    return f"{listed(texts)} month{'' if after == [1] else 's'}"


def short_month(value: float | None) -> str:
    """A visit on an axis: `start`, `3 mo`."""
    return "" if value is None else "start" if value == 0 else f"{number(value)} mo"


def listed(items: Sequence[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def capital(sentence: str) -> str:
    """A sentence with its first letter in upper case, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]
