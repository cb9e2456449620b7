"""What the introduction claims about other treatments, one by one, with what is known."""

from __future__ import annotations

from marginalia.display import standing
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    return standing.table(evidence, "introduction", name)
