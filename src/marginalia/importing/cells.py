"""What a printed cell holds: `18/29 (62%)` is a numerator, a denominator and a percent; `7.4 ± 1.2` a mean and a
standard deviation.

The grammar finds the parts, each with the paper's own characters; what a part means as a number is for
`marginalia.study.printed`, and a part that it cannot read is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from marginalia.study.model import Statistic
from marginalia.study.printed import is_not_given, looks_like_a_date, readings_of

Shape = Literal["fraction", "counted", "spread", "centred", "range", "pair", "limit", "single"]

#: What a label says of the numbers under it, in the order in which they are printed.
FORMS: Mapping[str, tuple[Statistic, ...]] = {
    "n (%)": ("n", "percent"),
    "% (n)": ("percent", "n"),
    "% (95% ci)": ("percent", "ci-low", "ci-high"),
    "mean (sd)": ("mean", "sd"),
    "mean (se)": ("mean", "se"),
    "mean (95% ci)": ("mean", "ci-low", "ci-high"),
    "mean (range)": ("mean", "low", "high"),
    "median (range)": ("median", "low", "high"),
    "median (iqr)": ("median", "iqr-low", "iqr-high"),
    "range": ("low", "high"),
    "95% ci": ("ci-low", "ci-high"),
    "iqr": ("iqr-low", "iqr-high"),
    **{one: (one,) for one in get_args(Statistic)},
}
#: What a range is called inside a cell, and what its ends are then.
_ENDS: Mapping[str, tuple[Statistic, Statistic]] = {
    "ci": ("ci-low", "ci-high"),
    "iqr": ("iqr-low", "iqr-high"),
    "range": ("low", "high"),
}

_DIGITS = r"(?:[0-9]{1,3}(?:[,\u00a0\u2009\u202f][0-9]{3})+(?:[.·∙⋅][0-9]+)?|[0-9]+(?:[.·∙⋅][0-9]+)?|[.·][0-9]+)"
_NUMBER = rf"(?:[-−–‐‑‒]?{_DIGITS})"
_PERCENT = rf"(?:{_NUMBER}\s?(?:%|percent\b|per cent\b))"
_FIGURE = rf"(?:{_PERCENT}|{_NUMBER})"
_FRACTION = rf"(?:{_NUMBER}\s*(?:[/⁄]|(?:out )?of)\s*{_NUMBER})"
_TO = r"(?:\s*(?:-|−|–|—|‐|‑|‒)\s*|\s+to\s+)"
_RANGE = rf"(?P<low>{_FIGURE}){_TO}(?P<high>{_FIGURE})"
_LISTED_RANGE = rf"(?P<low>{_FIGURE})(?:{_TO}|,\s+|\s*;\s*)(?P<high>{_FIGURE})"
_ABOUT_RANGE = r"(?:(?:95\s?%\s?)?(?P<called>CI|range|IQR)\s*[:=,]?\s*)?"
_OPEN, _SHUT = r"\s*[(\[]\s*", r"\s*[)\]]"
#: Between two numbers that are printed one after the other: `18/29 (62%)`, `18/29 = 62%`, `18, 62%`.
_NEXT = r"(?:\s*[(\[]\s*|\s*[=:]\s*[(\[]?\s*|[,;]\s+[(\[]?\s*|\s+)"

_GRAMMAR: tuple[tuple[Shape, str], ...] = (
    ("fraction", rf"(?P<fraction>{_FRACTION})(?:{_NEXT}(?P<percent>{_PERCENT})\s*[)\]]?)?"),
    ("fraction", rf"(?P<fraction>{_FRACTION}){_OPEN}(?P<percent>{_NUMBER}){_SHUT}"),
    ("fraction", rf"(?P<percent>{_PERCENT}){_NEXT}(?P<fraction>{_FRACTION})\s*[)\]]?"),
    ("counted", rf"(?P<n>{_NUMBER}){_NEXT}(?P<percent>{_PERCENT})\s*[)\]]?"),
    ("counted", rf"(?P<percent>{_PERCENT}){_OPEN}(?:n\s*=\s*)?(?P<n>{_NUMBER}){_SHUT}"),
    ("spread", rf"(?P<mean>{_FIGURE})\s*(?:±|\+/[-−]|\+[-−])\s*(?P<sd>{_FIGURE})"),
    ("spread", rf"(?P<mean>{_FIGURE}){_OPEN}(?:±|\+/[-−]|s\.?d\.?\s*[:=,]?)\s*(?P<sd>{_FIGURE}){_SHUT}"),
    ("centred", rf"(?P<centre>{_FIGURE}){_OPEN}{_ABOUT_RANGE}(?P<range>{_LISTED_RANGE}){_SHUT}"),
    ("range", rf"[(\[]?\s*(?P<range>{_RANGE})\s*[)\]]?"),
    ("pair", rf"(?P<first>{_FIGURE}){_OPEN}(?P<second>{_FIGURE}){_SHUT}"),
    ("limit", rf"(?P<limit>(?:p\s*)?[<>≤≥]=?\s*{_FIGURE})"),
    ("single", rf"(?P<called_p>p\s*=\s*)?(?P<one>{_FIGURE})"),
)
_SHAPES = tuple((shape, re.compile(pattern, re.IGNORECASE)) for shape, pattern in _GRAMMAR)
#: No printed result is longer.
_LONGEST = 120
_P = re.compile(r"p\b", re.IGNORECASE)
#: Signs that lead from a number to a footnote.
_FOOTNOTE = re.compile(r"\s*(?P<signs>[*†‡§¶‖#ᵃ-ᶻⁿⁱ]{1,6})$")


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a cell: what it is, the paper's own characters for it, and what they mean."""

    statistic: Statistic
    printed: str
    reading: float


@dataclass(frozen=True, slots=True)
class Contents:
    """What a cell holds. Without parts and without `problem` nothing is printed in it. `footnote` holds the signs that
    lead to one."""

    parts: tuple[Part, ...] = ()
    problem: str = ""
    footnote: str = ""


def holds_results(text: str) -> bool:
    """Whether a cell holds numbers, or says that there are none."""
    return bool(text) and (is_not_given(text) or shape_of(text) is not None)


def is_joint(text: str) -> bool:
    """Whether a cell holds a result that no heading is: several numbers together, or a percentage."""
    found = shape_of(text)
    return found is not None and (found[0] not in ("single", "limit", "range") or "%" in text)


def shape_of(text: str) -> tuple[Shape, dict[str, str]] | None:
    """How the numbers of a cell stand together, and their characters by name; `None` where the grammar has no such
    cell."""
    if len(text) > _LONGEST:
        return None
    for shape, pattern in _SHAPES:
        found = pattern.fullmatch(_FOOTNOTE.sub("", text))
        if found is not None:
            return shape, {name: part.strip() for name, part in found.groupdict().items() if part}
    return None


def read_cell(text: str, form: str = "", kind: str = "") -> Contents:
    """The numbers of a cell. `form`, a key of `FORMS`, is what its labels say of them, and `kind` the kind of its
    measure; each may be empty."""
    if not text or is_not_given(text):
        return Contents()
    if looks_like_a_date(text):
        return Contents(problem="a spreadsheet seems to have turned it into a date; type what the paper prints")
    found = shape_of(text)
    if found is None:
        return Contents(problem="it cannot be read as printed numbers; skip its label, or write its numbers by hand")
    named = _named(*found, FORMS.get(form, ()), kind)
    if isinstance(named, str):
        return Contents(problem=named)
    signs = _FOOTNOTE.search(text)
    parts: list[Part] = []
    for statistic, printed in named:
        readings = readings_of(printed, statistic)
        if len(readings) != 1:
            can = " or ".join(f"{value:.15g}" for value in sorted(readings)) or "nothing that we can read"
            return Contents(problem=f"as {statistic}, {printed!r} means {can}")
        (reading,) = readings
        if statistic in ("n", "N", "count") and (reading < 0 or reading != int(reading)):
            return Contents(problem=f"as {statistic}, which counts patients, {printed!r} is no whole number")
        parts.append(Part(statistic, printed, reading))
    return Contents(tuple(parts), footnote="" if signs is None else signs["signs"])


Named = list[tuple[Statistic, str]]


def _named(shape: Shape, found: dict[str, str], form: tuple[Statistic, ...], kind: str) -> Named | str:
    """Each number of a cell with what it is, or what keeps us from knowing."""
    match shape:
        case "fraction":
            halves: Named = [("n", found["fraction"]), ("N", found["fraction"])]
            return [*halves, ("percent", found["percent"])] if "percent" in found else halves
        case "counted":
            return [("n", found["n"]), ("percent", found["percent"])]
        case "spread":
            return [("mean", found["mean"]), ("se" if "se" in form else "sd", found["sd"])]
        case "range":
            return _ends(found, form)
        case "centred":
            return [(_centre(found, form), found["centre"]), *_ends(found, form)]
        case "pair":
            return _pair(found["first"], found["second"], form, kind)
        case "limit":
            return [("p" if "p" in form or _P.match(found["limit"]) else "threshold", found["limit"])]
        case "single":
            return [("p" if "called_p" in found else _single(found["one"], form, kind), found["one"])]


def _ends(found: dict[str, str], form: tuple[Statistic, ...]) -> Named:
    """The two ends of a range, as the cell or else its labels call it: as it stands where that can be read, each by
    itself where not (`1, 5`)."""
    labelled = form[-2:] if len(form) > 1 and form[-2:] in _ENDS.values() else _ENDS["range"]
    low, high = _ENDS[found["called"].lower()] if "called" in found else labelled
    whole = found["range"]
    if len(readings_of(whole, low)) == 1 and len(readings_of(whole, high)) == 1:
        return [(low, whole), (high, whole)]
    return [(low, found["low"]), (high, found["high"])]


def _centre(found: dict[str, str], form: tuple[Statistic, ...]) -> Statistic:
    """What stands before a range: what the labels say, a percentage, a mean where the range is an interval of
    confidence, and else a median."""
    if form and form[0] in ("mean", "median", "percent", "value"):
        return form[0]
    if _is_percent(found["centre"]):
        return "percent"
    return "mean" if found.get("called", "").lower() == "ci" else "median"


def _pair(first: str, second: str, form: tuple[Statistic, ...], kind: str) -> Named | str:
    """`7.4 (1.2)`: a mean with its standard deviation, or a count with its percentage; the labels must say which."""
    if len(form) == 2:
        return [(form[0], first), (form[1], second)]
    if kind == "mean":
        return [("mean", first), ("sd", second)]
    if kind == "proportion" and not _is_percent(first):
        return [("n", first), ("percent", second)]
    return "a mean with its standard deviation or a count with its percentage? say so: statistic: mean (sd), or n (%)"


def _single(printed: str, form: tuple[Statistic, ...], kind: str) -> Statistic:
    percent = _is_percent(printed)
    if "percent" in form and "n" in form:
        return "percent" if percent else "n"
    if form:
        return form[0]
    if kind == "mean":
        return "mean"
    if percent:
        return "percent"
    if kind == "proportion":
        return "percent" if re.search(r"[.·∙⋅]", printed) else "n"
    return {"count": "count", "threshold": "threshold"}.get(kind, "value")  # type: ignore[return-value]


def _is_percent(printed: str) -> bool:
    return re.search(r"%|percent|per cent", printed, re.IGNORECASE) is not None
