"""The three things that can have happened to a part of a package."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What happened from the old state to the new; each has a word and a sign, so that neither needs a colour."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def sign(self) -> str:
        return {"added": "+", "removed": "−", "changed": "→"}[self.value]


def kind_of(old: object | None, new: object | None) -> Kind:
    """What happened to something that is `None` where there is none."""
    return Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
