"""What a package folder holds besides the paper; told without reading it, so that it costs nothing to ask."""

from __future__ import annotations

from pathlib import Path

#: Earlier versions of the package, kept inside it: `earlier/<version>/`, each a whole package.
EARLIER = "earlier"
PATIENTS, VISITS, EVENTS = "patients.csv", "visits.csv", "events.csv"
#: The three as sheets of one workbook.
WORKBOOK = "patients.xlsx"


def has_patients(folder: Path) -> bool:
    """Whether a package holds patients one by one."""
    return any((folder / name).exists() for name in (PATIENTS, WORKBOOK))


def has_earlier(folder: Path) -> bool:
    """Whether a package keeps an earlier version of itself."""
    return any((folder / EARLIER).glob("*/study.yml"))
