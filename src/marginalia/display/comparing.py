"""What the charts and tables of other studies share: families of arms, their counts and intervals in words."""

from __future__ import annotations

from marginalia.analysis.comparators import Comparator
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.statistics.intervals import Interval

#: The family in which an arm's kind is drawn and listed; reviews and harms are in none.
FAMILY: dict[str, str] = {
    "sham": "sham",
    "saline": "sham",
    "no-treatment": "course",
    "usual-care": "course",
    "cell-therapy": "cells",
    "single-arm": "cells",
    "surgery": "surgery",
    "stimulation": "surgery",
    "steroid": "injections",
    "procedure": "injections",
}


def interval(evidence: Evidence, row: Comparator) -> Interval | None:
    """The interval of a share whose events the source prints; none is worked back from a percentage."""
    return None if row.events is None or not row.n else evidence.settings.interval(row.events, row.n)


def count(row: Comparator) -> str:
    """`21/63` where the source prints the events, else how many there were in the arm."""
    if row.n is None:
        return ""
    return f"n {row.n}" if row.events is None else values.fraction(row.events, row.n)


def share(row: Comparator) -> str:
    """A share in percent, with the word that second-hand figures need."""
    return f"{values.percent(row.value)}{', reported' if row.second_hand else ''}"
