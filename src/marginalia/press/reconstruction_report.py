"""A reconstruction on the standard output: for people, and for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from pydantic import TypeAdapter

from marginalia.reconstruction.result import Conflict, Reconstruction
from marginalia.words import listed


def as_json(slug: str, found: Reconstruction) -> None:
    """Everything, as one object."""
    content = TypeAdapter(Reconstruction).dump_json(found, indent=1).decode()
    sys.stdout.write(content + "\n")


def as_text(slug: str, found: Reconstruction) -> None:
    """What a reader asks, in order: can it all be true, what stands against it, what follows."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    for indent, line in _lines(slug, found):
        # Text, not markup: what stands in a package is never interpreted.
        console.print(Padding(Text(line), (0, 0, 0, indent)))


def _lines(slug: str, found: Reconstruction) -> Iterator[tuple[int, str]]:
    can = "can" if found.possible else "cannot"
    yield (
        0,
        f"{slug}: {found.statements} statements about counts; they {can} all be true of one set of {found.enrolled}.",
    )
    if found.conflicts:
        yield 0, ""
        yield 0, f"{len(found.conflicts)} minimal sets that cannot be true together{_how_far(found)}:"
        for conflict in found.conflicts:
            yield from _conflict(conflict)
    for aside in found.aside:
        alone = "" if len(found.aside) > 1 or not found.settled else ", and no other set of this size would do"
        yield 0, ""
        yield 0, f"The rest can be true if these {len(aside)} are set aside{alone}:"
        yield from ((2, f"• {member.text}") for member in aside)
    if found.tried:
        yield 0, ""
        yield 0, f"Assumptions, each tried on the {found.kept} statements that are left:"
        for one in found.tried:
            yield 2, f"{'can hold   ' if one.possible else 'cannot hold'}  {one.name}: {one.says}"
            if one.conflict is not None:
                yield 15, one.conflict.reason
    if found.ranges:
        yield 0, ""
        yield 0, f"Of {found.enrolled} patients, between the fewest and the most that fit:"
        for reach in found.ranges:
            under = f"  [{listed(list(reach.assuming))}]" if reach.assuming else ""
            yield 2, f"{reach.low:>3} to {reach.high:>3}  {reach.text}{under}"


def _how_far(found: Reconstruction) -> str:
    if found.complete:
        return ", and there are no others"
    if found.settled:
        return "; others were not looked for"
    return f"; the search stopped at its limit of {found.limit}"


def _conflict(conflict: Conflict) -> Iterator[tuple[int, str]]:
    yield 2, f"• {conflict.reason}"
    if conflict.damaged:
        yield 4, "(This hangs on a place where our copy is damaged.)"
    yield from ((4, f"– {member.text}") for member in conflict.members)


TEXTS = {"text": as_text, "json": as_json}
