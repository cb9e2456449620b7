"""Folders' names for the books of a sweep: safe on any file system, whatever a package is called, and each once."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from marginalia.parameters import Parameters

_LONGEST_SLUG, _LONGEST = 60, 120


def folder_names(books: Iterable[tuple[str, Parameters]], varied: Sequence[str]) -> list[str]:
    """A name for each package (by its folder's name) and combination: `my-paper_confidence-0.9`. Where several would
    have one name, the later ones are counted: `my-paper-2`."""
    taken: set[str] = set()
    names = []
    for slug, parameters in books:
        wanted = "_".join([_safe(slug), *(f"{name}-{_safe(str(getattr(parameters, name)))}" for name in varied)])
        if len(wanted) > _LONGEST:
            wanted = f"{wanted[:_LONGEST]}-{hashlib.sha256(wanted.encode()).hexdigest()[:8]}"
        name, count = wanted, 1
        while name in taken:
            count += 1
            name = f"{wanted}-{count}"
        taken.add(name)
        names.append(name)
    return names


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain)[:_LONGEST_SLUG].strip("-.") or "study"
