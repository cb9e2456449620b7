"""Claims that came, went or read otherwise than in the version before."""

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
        Part.CLAIMS,
        "Claims that came, went, or say something else.",
        "The claims are those that they were.",
    )
