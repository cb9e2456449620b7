"""What a printed string can mean.

A reading must be one of the numbers that its printed string can stand for, given what the row says the number is:
`29/39` means 29 as numerator and 39 as denominator, `20 to 25 million` means 20 (in millions) or 20,000,000 as a low
end. This guards against slips of the keyboard; whether the paper's numbers are possible is for the audit.
"""

from __future__ import annotations

import re

from marginalia.study.model import Statistic
from marginalia.study.number_words import SCALES, Token, tokens

_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("\u00a0\u2009\u202f", " ") | {"⁄": "/"})
#: A point at mid-height (British journals), and thin or fixed spaces between groups of three digits.
_MID_POINT = re.compile(r"(?<=\d)[·∙⋅](?=\d)", re.ASCII)
_GROUPED = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))", re.ASCII)
_NOT_GIVEN = re.compile(r"(?:n\.?/?a\.?|n\.?[rd]\.?|not (?:applicable|available|reported|done)|[-.]+)", re.IGNORECASE)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\d{{1,2}}-(?:{_MONTH})[a-z]*(?:-\d{{2,4}})?|(?:{_MONTH})[a-z]*-\d{{1,4}}"
    r"|\d{4}-\d{1,2}-\d{1,2}(?:[ T][\d:.]+)?|\d{1,2}[./]\d{1,2}[./](?:\d{2}|\d{4})",
    re.IGNORECASE | re.ASCII,
)
_FRACTION_JOIN = re.compile(r"\s*/\s*|\s+(?:out\s+)?of(?:\s+the|\s+all)?\s+", re.IGNORECASE)
_RANGE_JOIN = re.compile(r"\s*-\s*[A-Z]?|\s*(?:%\s*)?(?:to|or|and|through)\s+[A-Z]?", re.ASCII)
#: The ends of a confidence interval and quartiles are also printed with a comma or semicolon between them.
_INTERVAL_JOIN = re.compile(rf"{_RANGE_JOIN.pattern}|\s*[,;]\s*", re.ASCII)
#: The statistics that are one end of a printed pair; the lower comes first.
_LOW_ENDS: tuple[Statistic, ...] = ("low", "ci-low", "iqr-low")
_HIGH_ENDS: tuple[Statistic, ...] = ("high", "ci-high", "iqr-high")
_SCALE = re.compile(rf"\s*-?({'|'.join(SCALES)})\b", re.IGNORECASE)


def readings_of(printed: str, statistic: Statistic) -> frozenset[float]:
    """Every number that this string can stand for as this statistic; empty where it can stand for none.

    A fraction (`18/29`, `3 of 31`) gives its two halves as `n` and `N` and nothing else; a range (`1.5 to 3`, `L2-5`)
    its two ends as `low` and `high`, or as those of an interval (`ci-low`, `iqr-high`; also `1.5, 3`), and nothing
    else; a single number (`7.1`, `Nine`, `>6`, `third`, `no`) can be any statistic, except that a percentage counts no
    patients. A fraction and its percentage may stand together (`62% (18/29)`).
    """
    text = plain(printed)
    if is_not_given(printed) or looks_like_a_date(printed):
        return frozenset()
    found = tokens(text)
    if len(found) == 3:
        return _fraction_and_percent(text, found, statistic)
    if len(found) == 2:
        between = text[found[0].end : found[1].start]
        if _FRACTION_JOIN.fullmatch(between):
            return _halves(found, statistic)
        if (_RANGE_JOIN if statistic in ("low", "high") else _INTERVAL_JOIN).fullmatch(between):
            return _ends(text, found, statistic)
        return frozenset()
    return _single(text, found[0], statistic) if len(found) == 1 else frozenset()


def plain(printed: str) -> str:
    """The string with one kind of dash, space, slash and decimal point, nothing between the digits of a number, and no
    space around it."""
    return _MID_POINT.sub(".", _GROUPED.sub("", printed)).translate(_SIGNS).strip()


def is_not_given(printed: str) -> bool:
    """Whether the string says that there is no number: `N/A`, a dash, `NR`."""
    return _NOT_GIVEN.fullmatch(plain(printed)) is not None


def looks_like_a_date(printed: str) -> bool:
    """Whether a spreadsheet seems to have taken a fraction or a range for a date (`6/7` becomes `07-Jun`)."""
    return _DATE.fullmatch(printed.strip()) is not None


def fraction_of(printed: str) -> tuple[float, float] | None:
    """The numerator and denominator of a printed fraction; `None` where the string prints none."""
    halves = readings_of(printed, "n"), readings_of(printed, "N")
    (numerator,) = halves[0] if len(halves[0]) == 1 else (None,)
    (denominator,) = halves[1] if len(halves[1]) == 1 else (None,)
    several = len(tokens(plain(printed))) > 1
    return (numerator, denominator) if several and numerator is not None and denominator is not None else None


def _single(text: str, token: Token, statistic: Statistic) -> frozenset[float]:
    if token.percent and statistic in ("n", "N", "count"):
        return frozenset()
    return _scaled(text, token)


def _halves(found: list[Token], statistic: Statistic) -> frozenset[float]:
    if statistic not in ("n", "N") or any(token.percent for token in found):
        return frozenset()
    return frozenset({found[0 if statistic == "n" else 1].value})


def _ends(text: str, found: list[Token], statistic: Statistic) -> frozenset[float]:
    if statistic not in (*_LOW_ENDS, *_HIGH_ENDS):
        return frozenset()
    scale = _scale_after(text, found[1]) or 1.0
    value = found[0 if statistic in _LOW_ENDS else 1].value
    return frozenset({value, value * scale})


def _fraction_and_percent(text: str, found: list[Token], statistic: Statistic) -> frozenset[float]:
    percents = [token for token in found if token.percent]
    halves = [token for token in found if not token.percent]
    if len(percents) != 1 or not _FRACTION_JOIN.fullmatch(text[halves[0].end : halves[1].start]):
        return frozenset()
    return frozenset({percents[0].value}) if statistic == "percent" else _halves(halves, statistic)


def _scaled(text: str, token: Token) -> frozenset[float]:
    scale = _scale_after(text, token)
    return frozenset({token.value} if scale is None else {token.value, token.value * scale})


def _scale_after(text: str, token: Token) -> float | None:
    match = _SCALE.match(text, token.end)
    return SCALES[match[1].lower()] if match else None
