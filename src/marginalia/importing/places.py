"""How the places of a table are called in `numbers.csv`: `row label / column label`, each place once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marginalia.importing.labels import Meaning, same_label
from marginalia.study.csv_text import FORMULA


def row_place(label: str, said: Meaning, heading: tuple[str, Meaning], group: str) -> str:
    """How a row is called: by its label, after that of the heading or row above which says whom or what it is about.

    `said` is what the row itself names, `heading` the heading in force with what it names, `group` the label that named
    the group last.
    """
    text, over = heading
    if over.month is not None or (over.measure and not said.measure) or (over.group and not said.group):
        return f"{text}, {label}"
    return f"{group}, {label}" if group and not said.group else label


def places(rows: Sequence[str], columns: Sequence[str], section: str) -> Mapping[tuple[int, int], str]:
    """The place of each cell by its row and column, no two alike. One that a spreadsheet would take for a formula has
    the section in front."""
    named, headed = _told_apart(rows), _told_apart(columns)
    made = {(at, beside): f"{row} / {column}" for at, row in enumerate(named) for beside, column in enumerate(headed)}
    return {at: f"{section}/{place}" if place.startswith(FORMULA) else place for at, place in made.items()}


def _told_apart(labels: Sequence[str]) -> list[str]:
    """The labels, with a number behind each that stood before."""
    told: list[str] = []
    taken: set[str] = set()
    for label in labels:
        once, count = label, 1
        while same_label(once) in taken:
            count += 1
            once = f"{label} ({count})"
        taken.add(same_label(once))
        told.append(once)
    return told
