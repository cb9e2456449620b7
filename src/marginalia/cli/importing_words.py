"""What `marginalia import` tells: what a document holds, what labels were taken for, what was added, how to go on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from marginalia.importing.adding import DRAFT, Plan
from marginalia.importing.additions import Addition, as_yaml
from marginalia.importing.drafts import Draft, Label, Unknown
from marginalia.importing.grids import Grid
from marginalia.importing.labels import Meaning
from marginalia.importing.numbering import DraftRow
from marginalia.study.model import Study
from marginalia.study.suggestions import listed

_MOST = 20


def listing(grids: Sequence[Grid]) -> str:
    """The tables of a document, each with its size and caption."""
    return "\n".join(
        f"  {at:>3}  {len(grid.rows)} × {len(grid.rows[0])}  {_short(grid.caption or ', '.join(grid.rows[0]), 90)}"
        for at, grid in enumerate(grids, start=1)
    )


def title(draft: Draft, study: Study) -> str:
    """What a table shows, by what is measured in it."""
    labels = {one.id: one.label for one in study.measures}
    measures = dict.fromkeys(cell.meaning.measure for cell in draft.cells if cell.meaning.measure)
    named = [labels.get(one, one) for one in measures]
    return "; ".join(named[:3]) + (" and others" if len(named) > 3 else "") if named else "Table of the paper"


def told(draft: Draft, grid: Grid, source: str, made: Plan) -> str:
    """What was read, and what the labels were taken for."""
    lines = [f"{_short(grid.caption, 100) or 'A table'} ({'pasted' if source == '-' else Path(source).name})"]
    width = max((len(_short(one.text, 40)) for one in draft.labels), default=0)
    lines += [f"  {one.where:<8} {_short(one.text, 40):<{width}}  {_taken(one)}" for one in draft.labels]
    rows = made.rows
    lines.append(
        f"{_count(len(draft.cells), 'cell')}: {_count(len(rows.new), 'new number')}, {rows.there} there already, "
        f"{len(rows.open)} not complete."
    )
    if source.lower().endswith(".xlsx"):
        lines.append(
            "A workbook does not say how it shows numbers: 7.10 typed as a number comes out as 7.1, and 62% as 0.62."
        )
    return "\n".join(lines)


def in_full(made: Plan) -> str:
    """Every row that would be added, and every one that would wait."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = ("id", "place", "printed", "reading")
    for head, rows in (("New rows of numbers.csv:", made.rows.new), (f"Rows of {DRAFT}:", made.rows.open)):
        if rows:
            text.write(f"{head}\n")
            shown = (*columns, "problem") if rows is made.rows.open else columns
            writer.writerow(shown)
            writer.writerows([getattr(row, name) for name in shown] for row in rows)
    return text.getvalue().rstrip("\n")


def done(made: Plan, folder: Path, files: Sequence[str]) -> str:
    """What was written."""
    said = [f"Written: {', '.join(files)}." if files else "Nothing had to be written."]
    if made.table:
        said.append(made.table)
    if made.by_hand:
        said.append(f"\n{made.by_hand}")
    return "\n".join(said)


def further(draft: Draft, made: Plan, needed: Sequence[Addition], folder: str) -> str:
    """How to go on: what study.yml needs, what labels are unknown, what is to be checked."""
    parts = []
    if needed:
        parts.append(
            "study.yml has not got what these lines say; put them into its lists, completed from the paper, or run the "
            f"command again with --add:\n\n{as_yaml(needed)}"
        )
    if draft.unknown:
        parts.append(
            "These labels are not understood. Complete the lines, put them into a file, say labels.yml, and run the "
            "command again with --labels labels.yml:\n\n" + "\n".join(map(_answer_line, draft.unknown))
        )
    if made.rows.open:
        waiting = _count(len(made.rows.open), "row")
        parts.append(f"{waiting} in {folder}/{DRAFT}, no numbers of the study yet:\n{_open(made.rows.open)}")
    if made.rows.new:
        parts.append(
            f"{_count(len(made.rows.new), 'number')} of {folder} are not checked yet; hold them against the paper: "
            f"marginalia verify {folder}"
        )
    return "\n\n".join(parts)


def _taken(label: Label) -> str:
    if label.meaning is None:
        offered = label.guess.offered
        best = f"; most like the {offered[0].kind} {offered[0].id}, {offered[0].score:.0f}%" if offered else ""
        return f"not understood{best}"
    said = _meaning(label.meaning)
    return f"{said} ({label.how})" if label.how else said


def _meaning(meaning: Meaning) -> str:
    if meaning.skip:
        return "skipped"
    parts = [
        f"group {meaning.group}" if meaning.group else "",
        "" if meaning.month is None else f"visit {meaning.month:g}",
        f"measure {meaning.measure}" if meaning.measure else "",
        meaning.form,
    ]
    return ", ".join(filter(None, parts)) or "names nothing"


def _answer_line(unknown: Unknown) -> str:
    is_heading = unknown.label.where == "heading"
    likely = () if is_heading else unknown.label.guess.offered
    offered = [one for one in likely if unknown.wants in ("", one.kind)]
    name = {"visit": "month"}.get(offered[0].kind, offered[0].kind) if offered else ""
    # Where nothing is likely, the line is no answer until it is completed.
    value = f"{{{name}: {offered[0].id}}}" if offered else "{}" if is_heading else "complete this"
    nothing = "names nothing, only a heading?" if is_heading else "which group, month or measure? or skip"
    why = f"{offered[0].score:.0f}% alike; " if offered else f"{unknown.why or nothing}; "
    return f"{json.dumps(unknown.label.text, ensure_ascii=False)}: {value}  # {why}{', '.join(unknown.examples)}"


def _open(rows: Sequence[DraftRow]) -> str:
    """The problems of rows, each with the places that have it."""
    places: dict[str, list[str]] = {}
    for row in rows:
        places.setdefault(row.problem, []).append(row.place)
    lines = [f"  {problem} ({listed(dict.fromkeys(where), 3)})" for problem, where in list(places.items())[:_MOST]]
    return "\n".join(lines + (["  …"] if len(places) > _MOST else []))


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
