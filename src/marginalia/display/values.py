"""Values to words for the book's pages: percents, intervals, fractions, visits, counts. Plain text for every output.

What the audit's sentences need as well stands in `marginalia.words` and is passed on from there.
"""

from __future__ import annotations

from marginalia.words import capital as capital
from marginalia.words import inline as inline
from marginalia.words import listed as listed
from marginalia.words import month as month
from marginalia.words import months as months
from marginalia.words import number as number
from marginalia.words import percent as percent
from marginalia.words import rounded as rounded
from marginalia.words import weeks as weeks

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def interval(low: float, high: float, digits: int = 0) -> str:
    """Two shares as `44% to 77%`."""
    return f"{percent(low, digits)} to {percent(high, digits)}"


def fraction(n: int, N: int) -> str:
    """Two counts as the paper prints them: `18/29`."""
    return f"{n}/{N}"


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


def with_article(noun: str) -> str:
    """A noun phrase with its indefinite article, by its first letter: `an open-label study`."""
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def short_month(value: float | None) -> str:
    """A visit on an axis: `start`, `3 mo`, `6 wk`."""
    if value is None:
        return ""
    whole = weeks(value)
    return "start" if value == 0 else f"{number(value)} mo" if whole is None else f"{whole} wk"
