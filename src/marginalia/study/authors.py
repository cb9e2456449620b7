"""Names of authors in one line, as journals cite them, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Initials as journals print them: `F`, `JM`, `J.-M.`.
_INITIALS = r"[A-Z][A-Z.-]{0,4}"
_OTHERS = re.compile(r"et al\.?|others", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Authors:
    """Each author's family name and the rest of the name, in order; `more` where the line leaves some out."""

    people: tuple[tuple[str, str], ...]
    more: bool

    @property
    def short(self) -> str:
        """`Doe`, `Doe and Roe`, `Doe et al.`; empty where there is no name."""
        families = [family for family, _ in self.people]
        several = self.more or len(families) > 2
        return " and ".join(families) if not several or not families else f"{families[0]} et al."


def authors_in(line: str) -> Authors:
    """The authors of `Doe J, Roe R, et al.`, of `Doe, J., & Roe, R.` or of `Ann Doe and Bob Roe`.

    A family name of several words without initials behind it (`World Health Organization`) is taken for a person's.
    """
    people: list[tuple[str, str]] = []
    more = False
    for part in filter(None, (piece.strip() for piece in re.split(r"[,;&]|\s+and\s+|\bet al\b\.?", line))):
        if _OTHERS.fullmatch(part):
            more = True
        elif re.fullmatch(rf"(?:{_INITIALS}\s*)+", part) and people and not people[-1][1]:
            people[-1] = (people[-1][0], part)
        elif part != ".":
            people.append(_taken_apart(part))
    return Authors(tuple(people), more or re.search(r"\bet al\b", line) is not None)


def _taken_apart(name: str) -> tuple[str, str]:
    words = name.split()
    start = len(words)
    while start > 1 and re.fullmatch(_INITIALS, words[start - 1]):
        start -= 1
    if start < len(words):
        return " ".join(words[:start]), " ".join(words[start:])
    return words[-1], " ".join(words[:-1])
