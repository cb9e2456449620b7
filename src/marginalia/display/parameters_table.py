"""What this book is computed with: every parameter with its value here, its usual value and what it may be."""

from __future__ import annotations

from pathlib import PurePosixPath

from marginalia.display import markup
from marginalia.display.evidence import Evidence
from marginalia.display.tables import Entry, Row, Table
from marginalia.parameters import Parameters, allowed, written
from marginalia.study.contents import name_of


def parameters_table(evidence: Evidence, name: str = "parameters") -> Table:
    """Every parameter, one a row."""
    rows = []
    for parameter, field in Parameters.model_fields.items():
        value = getattr(evidence.chosen, parameter)
        here = [markup.myst(name_of(PurePosixPath(value)) if parameter == "study" else written(value))]
        if parameter != "study" and value != field.default:
            here = [f"**{here[0]}**", markup.myst(f"instead of {written(field.default)}")]
        meaning = Entry((markup.myst(field.description or ""), markup.myst(allowed(parameter))))
        rows.append(Row(Entry.plain(parameter), (Entry(tuple(here)), meaning)))
    caption = "What can be chosen for a book, and what was chosen for this one."
    columns = ("Parameter", "Here", "What it does, and what it may be")
    return Table(name, markup.myst(caption), columns, tuple(rows), "wide-last")
