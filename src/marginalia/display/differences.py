"""What two states of a package differ in, as lines of one form: what happened, where, what it was, what it is.

The command's table, its CSV, JSON and Markdown, and the book's page of what changed all show these lines.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from marginalia.comparing.kinds import Kind
from marginalia.display import markup, values


class Part(StrEnum):
    """What a difference is one of, in the order in which they are told."""

    PARAMETERS = "parameters"
    NUMBERS = "numbers"
    STUDY = "study"
    CLAIMS = "claims"
    VERDICTS = "verdicts"
    FINDINGS = "findings"
    TEXTS = "texts"
    FILES = "files"

    @property
    def heading(self) -> str:
        return _HEADINGS[self]

    def counted(self, many: int) -> str:
        """How many differences of this part there are: `2 questions about the numbers`."""
        one, several = _COUNTED[self]
        return f"{many} {one if many == 1 else several}"


_COUNTED = {
    Part.PARAMETERS: ("parameter", "parameters"),
    Part.NUMBERS: ("printed number", "printed numbers"),
    Part.STUDY: ("point of the study’s description", "points of the study’s description"),
    Part.CLAIMS: ("claim", "claims"),
    Part.VERDICTS: ("verdict", "verdicts"),
    Part.FINDINGS: ("question about the numbers", "questions about the numbers"),
    Part.TEXTS: ("sentence", "sentences"),
    Part.FILES: ("file", "files"),
}

_HEADINGS = {
    Part.PARAMETERS: "What the books were computed with",
    Part.NUMBERS: "Printed numbers",
    Part.STUDY: "What the study is said to be",
    Part.CLAIMS: "Claims",
    Part.VERDICTS: "Verdicts that flipped",
    Part.FINDINGS: "Questions about the printed numbers",
    Part.TEXTS: "Sentences that read differently",
    Part.FILES: "Files",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One difference in plain text. `change` is what happened; `where` the place in words, `id` what the package or the
    book calls it; `old` and `new` are empty where there is none. A number's readings stand beside what is printed;
    `because` says what made a verdict another."""

    part: Part
    change: Kind
    where: str
    id: str
    old: str
    new: str
    old_reading: float | None = None
    new_reading: float | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """All differences between two things called `old` and `new`; none where they are the same."""

    old: str
    new: str
    lines: tuple[Line, ...]

    @property
    def heading(self) -> str:
        return f"From {self.old} to {self.new}"

    def of(self, part: Part) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.part is part)

    def in_brief(self) -> str:
        """How many there are of each part: `12 printed numbers and 3 verdicts`; empty where there are none."""
        return values.listed([part.counted(len(self.of(part))) for part in Part if self.of(part)])

    def json(self) -> str:
        """The differences, and how many there are of each part."""
        content = {
            "old": self.old,
            "new": self.new,
            "counts": {part.value: len(self.of(part)) for part in Part},
            "differences": [asdict(line) for line in self.lines],
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"

    def csv(self) -> str:
        """One row a difference."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(field.name for field in fields(Line))
        writer.writerows([_cell(value) for value in asdict(line).values()] for line in self.lines)
        return text.getvalue()

    def markdown(self) -> str:
        """A document with a table for each part."""
        parts = [f"# {markup.myst(self.heading)}"]
        if not self.lines:
            parts.append("No differences.")
        for part in Part:
            rows = "\n".join(_markdown_row(line) for line in self.of(part))
            if rows:
                parts.append(f"## {part.heading}\n\n| | Where | Before | Now |\n|---|---|---|---|\n{rows}")
        return "\n\n".join(parts) + "\n"


def _cell(value: str | float | None) -> str:
    return "" if value is None else markup.csv_cell(value) if isinstance(value, str) else f"{value:g}"


def _markdown_row(line: Line) -> str:
    new = " ".join(filter(None, (line.new, f"({line.because})" if line.because else "")))
    cells = (f"{line.change.sign} {line.change}", line.where, line.old, new)
    return f"| {' | '.join(markup.myst(cell) for cell in cells)} |"
