"""Facts of the page of all claims."""

from __future__ import annotations

from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.scoreboard import scoreboard_line


def facts(evidence: Evidence) -> dict[str, str]:
    return {
        "scoreboard": f"{values.capital(scoreboard_line(evidence))}." if evidence.judgements else "",
    }
