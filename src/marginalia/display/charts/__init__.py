"""One chart a file, named after it (`group-sizes` in `group_sizes.py`); files that begin with `_` are parts that charts
share. Each has `draw`, which takes the evidence and a label and returns a figure, or a sentence where the paper does
not report what it would draw. Nothing is computed here that another reader might want: that is `analysis`."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from marginalia.display import rooms
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

Draw = Callable[[Evidence, str], Figure | Shown]


def names() -> list[str]:
    """Every chart's name."""
    return rooms.names(__name__)


def draw(name: str, evidence: Evidence, label: str) -> Figure | Shown:
    """A chart by its name. Raises `ValueError` for a name that no chart has."""
    return cast(Draw, rooms.open_file(__name__, name).draw)(evidence, label)
