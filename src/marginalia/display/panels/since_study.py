"""What the study is said to be otherwise than in the version before."""

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
        Part.STUDY,
        "What the package says of the study otherwise than before.",
        "The study is described as it was.",
    )
