"""What two packages or two books differ in, on the standard output, as a table as wide as the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from marginalia.comparing.kinds import Kind
from marginalia.comparing.passages import excerpt
from marginalia.display.differences import Differences, Line, Part

if TYPE_CHECKING:
    from rich.text import Text

#: What is no longer so is struck through besides, what is new is bold: nothing is said by colour alone.
_STYLES = {Kind.REMOVED: "red strike", Kind.ADDED: "green bold", None: ""}


#: The forms for programs and documents.
FORMS: Mapping[str, Callable[[Differences], str]] = {
    "json": Differences.json,
    "csv": Differences.csv,
    "md": Differences.markdown,
}


def show(found: Differences) -> None:
    """Print every difference, part by part, and how many there are."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    if not found.lines:
        console.print(f"{found.old} and {found.new}: no differences.", markup=False)
        return
    console.print(f"{found.heading}: {found.in_brief()}.", markup=False)
    for part in Part:
        rows = found.of(part)
        if rows:
            table = Table(title=part.heading, title_justify="left", show_lines=part is Part.TEXTS)
            for name in ("", "where", "what"):
                table.add_column(name, ratio=None if not name else 2 if name == "where" else 3, overflow="fold")
            for line in rows:
                table.add_row(f"{line.change.sign} {line.change}", _text(line.where), _what(line))
            console.print(table)


def _text(words: str) -> Text:
    # Text, not markup: what stands in a package is never interpreted.
    from rich.text import Text

    return Text(words)


def _what(line: Line) -> Text:
    """What it was and what it is: of sentences, the words that went and came; of all else, both as a whole."""
    from rich.text import Text

    if line.part in (Part.TEXTS, Part.FINDINGS) and line.old and line.new:
        pieces = [(text, _STYLES[kind]) for kind, text in excerpt(line.old, line.new)]
        return Text(" ").join(Text(text, style=style) for text, style in pieces)
    told = Text(" → ").join(
        Text(text, style=_STYLES[kind] if line.change is not Kind.CHANGED else "")
        for kind, text in ((Kind.REMOVED, line.old), (Kind.ADDED, line.new))
        if text
    )
    return told.append(f"\n{line.because}", style="italic") if line.because else told
