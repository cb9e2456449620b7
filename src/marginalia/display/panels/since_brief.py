"""Which version is set beside which, and how much is not as it was."""

from __future__ import annotations

from marginalia.display import since
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    return since.brief(evidence)
