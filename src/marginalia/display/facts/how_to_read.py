"""Facts of the page on how to read the book."""

from __future__ import annotations

from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline, proportion_facts


def facts(evidence: Evidence) -> dict[str, str]:
    return proportion_facts(headline(evidence.study, evidence.settings))
