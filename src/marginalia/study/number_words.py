"""Numbers in a printed string, whether in digits, in words, as ordinals or as Roman numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)

_WORDS = {word: float(value) for value, word in enumerate(_UNITS)}
_WORDS |= {word: float(value) for value, word in enumerate(_ORDINALS, start=1)}
_WORDS |= {
    tens if unit == "zero" else f"{tens}-{unit}": float(10 * ten + value)
    for ten, tens in enumerate(_TENS, start=2)
    for value, unit in enumerate(_UNITS[:10])
}
_WORDS |= {"once": 1.0, "twice": 2.0, "single": 1.0, "both": 2.0, "dozen": 12.0}
_NOTHING = re.compile(r"\b(?:no|none|nil|never|neither|nobody|without|absence)\b", re.IGNORECASE)
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ROMAN = {roman: float(value) for value, roman in enumerate(_NUMERALS, start=1)}

SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_TOKEN = re.compile(
    rf"(?P<minus>(?<![\w%)])-(?=[\d.]))?(?P<digits>{_DIGITS})(?:st|nd|rd|th)?"
    r"(?P<percent>\s?(?:%|percent\b|per cent\b))?"
    rf"|\b(?P<word>{'|'.join(sorted((word.replace('-', '[- ]') for word in _WORDS), key=len, reverse=True))})\b"
    r"(?P<hundred>[ -]hundred\b)?(?P<word_percent>\s(?:percent|per cent)\b)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A number found in a string: its value, whether a percent sign follows, and where it stands."""

    value: float
    percent: bool
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The numbers in this text, from the left. Where there is none, a word for nothing counts as 0, and a Roman
    numeral that stands alone counts as its value (`Phase I`)."""
    found = [
        Token(_value(match), bool(match["percent"] or match["word_percent"]), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]
    if found:
        return found
    nothing = _NOTHING.search(text)
    if nothing:
        return [Token(0.0, False, nothing.start(), nothing.end())]
    return [
        Token(_ROMAN[match[0]], False, match.start(), match.end())
        for match in re.finditer(r"\b[IVX]+\b", text)
        if match[0] in _ROMAN
    ]


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
        return -value if match["minus"] else value
    return _WORDS[match["word"].lower().replace(" ", "-")] * (100 if match["hundred"] else 1)
