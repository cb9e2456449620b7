"""The visit that a label names: `3M`, `12 mo`, `six months`, `1 year`, `week 6`, `baseline`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from marginalia.study.number_words import tokens
from marginalia.study.printed import plain

#: Mean lengths in the Gregorian calendar: a year of 365.2425 days has 12 months.
_DAYS_A_MONTH = 365.2425 / 12
_MONTHS = {"d": 1 / _DAYS_A_MONTH, "w": 7 / _DAYS_A_MONTH, "m": 1.0, "y": 12.0}

_UNIT = r"(?P<unit>d|days?|w|wks?|weeks?|m|mos?|mths?|months?|y|yrs?|years?)"
#: Figures may touch their unit, words may not.
_AMOUNT = r"(?:(?P<figures>[0-9]{1,4}(?:\.[0-9]{1,2})?)\s*-?\s*|(?P<words>[a-z]+(?:-[a-z]+)?)[\s-]+)"
_BEFORE = re.compile(
    r"\b(?:baseline|pre-?\s?(?:treatment|op(?:erative(?:ly)?)?|injection|intervention|procedure|test)"
    r"|before (?:treatment|injection|intervention|surgery|the procedure)|(?:at )?inclusion|(?:at )?enrolment|day 0)\b"
)
_BEFORE_ALONE = re.compile(r"(?:pre|before|start|initial|entry|t0)")
_AFTER = r"(?:\s+(?:after|post|of)\b.*|\s*(?:post-?\s?(?:treatment|op(?:erative)?|injection)|fu|follow-?\s?up|visit))?"
_AMOUNT_FIRST = re.compile(rf"\b{_AMOUNT}{_UNIT}\b\.?{_AFTER}")
_UNIT_FIRST = re.compile(r"\b(?P<unit>d|day|w|wk|week|m|mo|month|y|yr|year)\.?\s*(?P<figures>[0-9]{1,3})\b")
_FILLER = re.compile(
    r"^(?:at|after|in|the|of|visit|follow-?up|by)\b|\b(?:at|after|in|by|visit)$|[\s,:;()\[\]-]+$|^[\s,:;()\[\]-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit named in a label: its `month` as the study counts, or `None` where the study has no such visit, the
    months `said`, how sure we are from 0 to 100, and what the label says `besides`."""

    month: float | None
    said: float
    score: float
    besides: str


def visit_in(label: str, visits: Collection[float]) -> Visit | None:
    """The visit that a label names; `None` where it names none."""
    text = plain(label)
    if _BEFORE_ALONE.fullmatch(text.casefold()):
        return _visit(0.0, visits, "", 95.0)
    if found := _BEFORE.search(text.casefold()):
        return _visit(0.0, visits, _besides(text, found))
    for pattern in (_UNIT_FIRST, _AMOUNT_FIRST):
        for found in pattern.finditer(text.casefold()):
            said = found.groupdict()
            amount = _amount(said["figures"] or said["words"])
            if amount is not None:
                return _visit(amount * _MONTHS[found["unit"][0]], visits, _besides(text, found))
    bare = re.fullmatch(r"[0-9]{1,3}", text)
    # A bare number can be a visit or anything else: a guess to be confirmed.
    return _visit(float(bare[0]), visits, "", 80.0) if bare and float(bare[0]) in visits else None


def _visit(said: float, visits: Collection[float], besides: str, score: float = 100.0) -> Visit:
    """The study's visit at these months. Weeks and days seldom make whole months: a visit within a tenth, or a quarter
    of a month, is meant."""
    if said in visits:
        return Visit(said, said, score, besides)
    near = [month for month in visits if month and abs(month - said) <= max(0.25, month / 10) and not _whole(said)]
    if len(near) == 1:
        return Visit(near[0], said, min(score, 92.0), besides)
    return Visit(None, said, score, besides)


def _whole(months: float) -> bool:
    return months == round(months)


def _amount(text: str) -> float | None:
    """A number in digits or in words, nothing else."""
    if re.fullmatch(r"[0-9.]+", text):
        return float(text)
    found = tokens(text)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
    return found[0].value if whole and found[0].value > 0 else None


def _besides(text: str, found: re.Match[str]) -> str:
    """What is left of a label without its visit."""
    if len(text) != len(text.casefold()):  # the places of the two no longer agree
        text = text.casefold()
    left = f"{text[: found.start()]} {text[found.end() :]}".strip()
    while (shorter := _FILLER.sub("", left).strip()) != left:
        left = shorter
    return left
