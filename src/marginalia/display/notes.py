"""Our own comments on a chapter, each kind under its own quiet label."""

from __future__ import annotations

from marginalia.analysis.conditions import hold
from marginalia.display import markup
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.template import fill
from marginalia.study.model import Note

#: The kinds in the order in which a chapter gives them, with their labels.
LABELS: dict[str, str] = {
    "shows": "What this section shows",
    "credit": "Credit",
    "caution": "Caution",
    "question": "Question to the authors",
    "counter-evidence": "Counter-evidence",
}


def notes_of(evidence: Evidence, chapter: str, *kinds: str, margin: bool = False) -> Shown:
    """The notes of these kinds (all where none is named) that hold with the data at hand; nothing where none does.
    With `margin` they stand beside the text that follows.

    Raises `ValueError` for a kind that does not exist.
    """
    unknown = set(kinds) - set(LABELS)
    if unknown:
        raise ValueError(f"kinds of note are {', '.join(LABELS)}, not {', '.join(sorted(unknown))}")
    wanted = kinds or tuple(LABELS)
    notes = [
        note
        for note in evidence.study.notes_in(chapter)
        if note.kind in wanted and hold(evidence.study, note.holds_when)
    ]
    notes.sort(key=lambda note: wanted.index(note.kind))
    return Shown(
        "\n\n".join(_beside(_note(note, evidence)) if margin else _note(note, evidence) for note in notes),
        "\n".join(_html(note, evidence) for note in notes),
    )


def _note(note: Note, evidence: Evidence) -> str:
    label = markup.directive("container", LABELS[note.kind], colons=3, argument="note-label")
    text = fill(note.text, evidence)
    return markup.directive("container", f"{label}\n\n{text}", colons=4, argument=f"note note-{note.kind}")


def _beside(note: str) -> str:
    return markup.directive("margin", note, colons=5)


def _html(note: Note, evidence: Evidence) -> str:
    return f"<p><b>{LABELS[note.kind]}.</b> {markup.html(markup.plain(fill(note.text, evidence)))}</p>"
