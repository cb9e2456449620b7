"""What all printed counts say together: what cannot be true at once, what to set aside, what was tried."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from marginalia.display import markup, values
from marginalia.display.evidence import Evidence
from marginalia.display.ranges import NOT_KNOWN
from marginalia.display.shown import Shown, sentence, together
from marginalia.display.tables import Entry, Row, Table

if TYPE_CHECKING:
    from marginalia.reconstruction.result import Conflict, Member, Reconstruction

#: So many smallest choices are written out; of more, the first ones.
_CHOICES = 3

_DAMAGED = "our copy shows it damaged, so this may be our reading and not the paper"


def conflicts(evidence: Evidence) -> Shown:
    """Each small set of statements that cannot stand together, with the sum that shows it."""
    made = evidence.reconstruction
    if made is None:
        return sentence(NOT_KNOWN)
    if made.possible:
        return sentence("No statements stand against each other.")
    one = len(made.conflicts) == 1
    lead = (
        f"{values.capital(values.plural(len(made.conflicts), 'small set'))} of statements {'was' if one else 'were'} "
        f"found that cannot be true together. {'It' if one else 'Each'} could be as soon as any one statement of it is "
        "left out."
    )
    if not made.complete:
        lead += " There may be more; these settle what follows."
    return together(sentence(lead), _list(made.conflicts))


def _list(found: Iterable[Conflict]) -> Shown:
    entries, items = [], []
    for conflict in found:
        members = [_member(member) for member in conflict.members]
        lines = "\n".join(f"   - {markup.myst(member)}" for member in members)
        entries.append(f"1. {markup.myst(conflict.reason)}\n{lines}")
        inner = "".join(f"<li>{markup.html(member)}</li>" for member in members)
        items.append(f"<li>{markup.html(conflict.reason)}<ul>{inner}</ul></li>")
    body = markup.directive("container", "\n".join(entries), colons=4, argument="conflicts")
    return Shown(body, f"<ol>{''.join(items)}</ol>")


def _member(member: Member) -> str:
    return f"{member.text}; {_DAMAGED}" if member.damaged else member.text


def set_aside(evidence: Evidence) -> Shown:
    """The smallest sets of statements without which the rest can be true."""
    made = evidence.reconstruction
    if made is None:
        return sentence(NOT_KNOWN)
    if made.possible:
        return sentence("Nothing has to be set aside: every statement can be true at once.")
    if not made.aside:
        return sentence(
            f"The search stopped after {made.limit} conflicts, before it could say what would have to be set aside."
        )
    size, choices = len(made.aside[0]), len(made.aside)
    head = f"For the rest to be true, at least {values.plural(size, 'statement')} would have to be set aside"
    if choices == 1 and made.settled:
        lead = f"{head}. Only one choice of {values.count(size)} does it:" if size > 1 else f"{head}. Only one will do:"
    else:
        least = "" if made.settled else "at least "
        shown = "" if choices <= _CHOICES else f" The first {values.count(_CHOICES)} are:"
        lead = f"{head}. There {'is' if choices == 1 else 'are'} {least}{values.plural(choices, 'such choice')}.{shown}"
    asks = (
        "This is a question, not a repair. It is the shortest list of statements that the authors could settle with "
        "their records, not a list of errors: that a choice is small does not make it true."
    )
    return together(sentence(lead), *(_choice(one) for one in made.aside[:_CHOICES]), sentence(asks))


def _choice(members: tuple[Member, ...]) -> Shown:
    texts = [_member(member) for member in members]
    lines = "\n".join(f"- {markup.myst(text)}" for text in texts)
    items = "".join(f"<li>{markup.html(text)}</li>" for text in texts)
    return Shown(markup.directive("container", lines, colons=4, argument="set-aside"), f"<ul>{items}</ul>")


def tried(evidence: Evidence, name: str = "assumptions-tried") -> Table | Shown:
    """Each assumption that was tried, whether it can hold, and the sum that shows that it cannot."""
    made = evidence.reconstruction
    if made is None:
        return sentence(NOT_KNOWN)
    if not made.tried:
        return sentence("No further assumption was tried.")
    rows = tuple(
        Row(
            Entry.plain(f"{values.capital(one.says)}."),
            (
                Entry.plain("yes" if one.possible else "no", "" if one.possible else "missing"),
                Entry.plain(_why(one.conflict)),
            ),
        )
        for one in made.tried
    )
    caption = markup.myst(f"Assumptions, each tried on the {_kept(made)}.")
    return Table(name, caption, ("Assumption", "Can it hold?", "What shows that it cannot"), rows, "wide-last")


def _why(conflict: Conflict | None) -> str:
    if conflict is None:
        return ""
    return f"{conflict.reason} Here {_DAMAGED}." if conflict.damaged else conflict.reason


def _kept(made: Reconstruction) -> str:
    return f"{made.kept} statements" if made.possible else f"{made.kept} statements that no smallest choice sets aside"
