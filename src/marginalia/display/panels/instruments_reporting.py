"""The forms on what the report tells."""

from __future__ import annotations

from marginalia.display.evidence import Evidence
from marginalia.display.panels._forms import forms_of
from marginalia.display.shown import Shown


def show(evidence: Evidence, name: str) -> Shown:
    return forms_of(evidence, "reporting")
