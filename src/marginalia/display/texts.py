"""Every computed text of a book, page by page: what can read otherwise when the data change.

Facts, claims with their reasons and comments, notes, and the captions of figures and tables. What only the built book
has, the prose between them, is no part of this.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from marginalia.analysis.conditions import hold
from marginalia.comparing import State
from marginalia.display import charts, claims, facts, markup, panels, rooms
from marginalia.display.evidence import Evidence
from marginalia.display.facts import common
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.display.tables import Table
from marginalia.display.template import fill

#: Under which page stands what all pages may quote, and what is known by its own name alone.
EVERYWHERE, CAPTIONS = "every page", "figures and tables"

#: What tells of the changes themselves.
_NOT_COMPARED = "since"


def state_of(evidence: Evidence, name: str, *, texts: bool = True) -> State:
    """A study with what was worked out from it, ready to be compared; without its texts, which take a while, where they
    are not wanted."""
    return State(
        name=name,
        study=evidence.study,
        findings=evidence.findings if evidence.reconstructions is None else evidence.questions,
        judgements=evidence.judgements,
        says={claim.id: _one_line(markup.plain(fill(claim.says, evidence))) for claim in evidence.study.claims},
        pieces=texts_of(evidence) if texts else {},
    )


def texts_of(evidence: Evidence) -> dict[str, dict[str, str]]:
    """The computed texts of a book as plain text, by page and by name."""
    everywhere = dict(common.facts(evidence))
    found: dict[str, dict[str, str]] = {EVERYWHERE: everywhere}
    for page in _wanted(rooms.names(facts.__name__)):
        if page != "common":
            own = facts.facts_of(page, evidence)
            found[page] = {name: text for name, text in own.items() if everywhere.get(name) != text}
    for page, name, text in (*_claims(evidence), *_notes(evidence)):
        found.setdefault(page, {})[name] = text
    found[CAPTIONS] = dict(_captions(evidence))
    return {page: {name: _one_line(text) for name, text in pieces.items()} for page, pieces in found.items()}


def _claims(evidence: Evidence) -> Iterator[tuple[str, str, str]]:
    for judged in evidence.judgements.values():
        claim = judged.claim
        yield claim.chapter, f"claim {claim.id}", markup.plain(fill(claim.says, evidence))
        yield claim.chapter, f"claim {claim.id}, why", claims.in_short(judged)
        if comment := claims.annotation(claim, evidence):
            yield claim.chapter, f"claim {claim.id}, comment", markup.plain(comment)


def _notes(evidence: Evidence) -> Iterator[tuple[str, str, str]]:
    for note in evidence.study.notes:
        if hold(evidence.study, note.holds_when):
            yield note.chapter, f"note {note.id}", markup.plain(fill(note.text, evidence))


def _captions(evidence: Evidence) -> Iterator[tuple[str, str]]:
    for name in _wanted(charts.names()):
        drawn = charts.draw(name, evidence, name)
        yield f"figure {name}", f"{drawn.title} {drawn.caption}" if isinstance(drawn, Figure) else _text(drawn)
    for name in _wanted(panels.names()):
        yield f"table {name}", _text(panels.show(name, evidence, name))


def _text(shown: Shown | Table) -> str:
    """A table's caption; of anything else every word, its markup left out."""
    if isinstance(shown, Table):
        return markup.plain(shown.caption)
    return html.unescape(re.sub(r"<[^>]*>", " ", shown.html))


def _wanted(names: list[str]) -> list[str]:
    return [name for name in names if not name.startswith(_NOT_COMPARED)]


def _one_line(text: str) -> str:
    return markup.one_line(text).strip()
