"""Printed numbers that are others than in the version before."""

from __future__ import annotations

from marginalia.display import since
from marginalia.display.differences import Part
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    return since.lines_table(
        evidence,
        name,
        Part.NUMBERS,
        "Printed numbers that are not those of the version before.",
        "Every printed number is the one that it was.",
    )
