"""What a misspelt name was probably meant to be."""

from __future__ import annotations

from collections.abc import Collection

#: Below this likeness (0 to 100) a suggestion is more likely to mislead than to help.
ALIKE = 70


def did_you_mean(name: str, known: Collection[str]) -> str:
    """A hint that names the known name most like this one; empty where none is alike."""
    best = nearest(name, known)
    return f"did you mean {best!r}?" if best else ""


def nearest(name: str, known: Collection[str], alike: float = ALIKE) -> str:
    """The known name most like this one, whatever its case and whether its words are joined by hyphens, spaces or
    underscores; empty where none is alike."""
    # Only mistakes need it, and it takes a while to import.
    from rapidfuzz import fuzz, process

    best = process.extractOne(name, sorted(known), scorer=fuzz.ratio, processor=_plain, score_cutoff=alike)
    return str(best[0]) if best else ""


def listed(known: Collection[str], most: int = 12) -> str:
    """The names in order, on one line, cut where there are many or where one is long: they may come from a package, and
    be wrong themselves."""
    names = sorted(known)
    return ", ".join(map(_told, names[:most])) + (f", … ({len(names)} in all)" if len(names) > most else "")


def _told(name: str, longest: int = 80) -> str:
    """A name as it is, cut where it is long; in quotes, with what nobody can see spelled out, where there is such."""
    cut = name if len(name) <= longest else f"{name[: longest - 1]}…"
    return cut if cut.isprintable() else repr(cut)


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(" ", "-")
