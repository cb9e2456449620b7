"""Every printed number with what the patients say, section by section, folded away; and all of them as a file."""

from __future__ import annotations

import csv
import io

from marginalia.analysis.recomputed import Recomputation, Recomputed
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.panels import _recomputed
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import Section

_COLUMNS = ("number", "place", "printed", "reading", "recomputed", "difference", "answer", "why")


def show(evidence: Evidence, name: str) -> Shown:
    made = evidence.recomputation
    if made is None:
        return shown.sentence(_recomputed.NO_PATIENTS)
    if not made.numbers:
        return shown.sentence("The paper prints no number.")
    sections = [_section(made, section, f"{name}-{section.id}") for section in made.study.sections]
    folded = [one for one in sections if one is not None]
    return shown.together(_offered(made), *folded)


def _section(made: Recomputation, section: Section, name: str) -> Shown | None:
    numbers = [one for one in made.numbers if one.number.section == section.id]
    if not numbers:
        return None
    wrong = sum(one.answer == "differs" for one in numbers)
    head = f"{section.title}: {values.plural(len(numbers), 'number')}"
    head += f", {_recomputed.SIGNS['differs']} {wrong} differing" if wrong else ""
    rows = tuple(_row(made, one) for one in numbers)
    columns = ("Number, place", "Printed", "Recomputed", "Outcome")
    table = Table(name, markup.myst(f"All numbers of the section {section.title}."), columns, rows, "wide-last")
    # Hundreds of rows are for looking something up, which nobody does in print.
    body = markup.directive("dropdown", table.markdown, colons=5, argument=markup.myst(head))
    return Shown(
        markup.directive("only", body, colons=6, argument="html"),
        f"<details><summary>{markup.html(head)}</summary>{table.html}</details>",
    )


def _row(made: Recomputation, one: Recomputed) -> Row:
    label = Entry(
        (
            markup.myst(_recomputed.what(made.study, one.number)),
            f"*{markup.myst(_recomputed.where(made.study, one.number))}*",
        )
    )
    outcome = Entry.plain(_recomputed.outcome(one), "differs" if one.answer == "differs" else "")
    return Row(label, (Entry.plain(one.number.printed), Entry.plain(one.shown), outcome))


def _offered(made: Recomputation) -> Shown:
    """All numbers as a CSV file of the page."""
    body = {"before": "All numbers as a file:", "files": [{"name": "recomputed.csv", "text": _csv(made)}]}
    return Shown(markup.directive("offered-files", markup.json_line(body)), "")


def _csv(made: Recomputation) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in made.numbers:
        texts = map(markup.csv_cell, (one.number.id, one.number.place, one.number.printed))
        figures = map(_plain, (one.number.reading, one.value, one.difference))
        writer.writerow([*texts, *figures, one.answer, one.why])
    return text.getvalue()


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
