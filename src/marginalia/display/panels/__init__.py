"""One table or passage a file, named after it as charts are. Each has `show`, which takes the evidence and a label and
returns a table, or a sentence where the paper does not report what it would show."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from marginalia.display import rooms
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Table

Show = Callable[[Evidence, str], Table | Shown]


def names() -> list[str]:
    """Every panel's name."""
    return rooms.names(__name__)


def show(name: str, evidence: Evidence, label: str) -> Table | Shown:
    """A panel by its name. Raises `ValueError` for a name that no panel has."""
    return cast(Show, rooms.open_file(__name__, name).show)(evidence, label)
