"""Every table of the paper, cell by cell: printed, recomputed, and whether they differ."""

from __future__ import annotations

from collections.abc import Sequence

from marginalia.analysis.recomputed import Recomputation, Recomputed
from marginalia.analysis.reprinted import reprinted
from marginalia.display import markup, published, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.panels import _recomputed
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import Study
from marginalia.study.model import Table as PrintedTable


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.recomputation
    if made is None:
        return shown.sentence(_recomputed.NO_PATIENTS)
    again = reprinted(made).study
    tables = [_table(made, again, table, f"{name}-{table.id}") for table in made.study.tables]
    if not tables:
        return shown.sentence("The paper prints no table.")
    return tables[0] if len(tables) == 1 else shown.together(*(Shown(one.markdown, one.html) for one in tables))


def _table(made: Recomputation, again: Study, table: PrintedTable, name: str) -> Table:
    rows = tuple(
        Row(
            Entry((markup.myst(row.label),), "leads"),
            tuple(_entry(made, again, reference) for reference in row.cells),
            row.heading,
        )
        for row in table.rows
    )
    numbers = [one for row in table.rows for reference in row.cells for one in _of(made, reference)]
    told = [one for one in numbers if one.answer in ("agrees", "differs")]
    wrong = sum(one.answer == "differs" for one in numbers)
    title = f"Table {table.number} of the paper, printed and below it recomputed: {table.title.rstrip('.')}."
    return Table(
        name,
        markup.myst(f"{title} {_sum(len(numbers), len(told), wrong)}"),
        published.columns(table),
        rows,
        "recomputed",
    )


def _sum(whole: int, told: int, wrong: int) -> str:
    if not told:
        return "The patients’ files hold none of its numbers."
    absent = f" {_recomputed.SIGNS['cannot be recomputed']} marks what the files do not hold." if told < whole else ""
    if wrong:
        return f"{_recomputed.SIGNS['differs']} marks what differs: {values.plural(wrong, 'number')} of {told}.{absent}"
    agree = (
        f"All {told} numbers that the patients can give agree." if told > 1 else "The one that they can give agrees."
    )
    return agree + absent


def _of(made: Recomputation, reference: str | None) -> tuple[Recomputed, ...]:
    return () if reference is None else tuple(made.by_id[number.id] for number in made.study.numbers_of(reference))


def _entry(made: Recomputation, again: Study, reference: str | None) -> Entry:
    numbers = _of(made, reference)
    if reference is None or not numbers:
        return Entry(())
    wrong = [one for one in numbers if one.answer == "differs"]
    lines = [_recomputed_text(numbers, again, reference), *_differences(wrong)]
    return Entry(
        (published.marked(made.study, reference, strong=True), *map(markup.myst, lines)), "differs" if wrong else ""
    )


def _recomputed_text(numbers: Sequence[Recomputed], again: Study, reference: str) -> str:
    told = [one for one in numbers if one.value is not None]
    if not told:
        return _recomputed.SIGNS["cannot be recomputed"]
    sign = _recomputed.SIGNS[max((one.answer for one in told), key=list(_recomputed.SIGNS).index)]
    if len(told) < len(numbers):
        parts = ", ".join(f"{one.number.statistic} {one.shown}" for one in told)
        return f"{sign} in part: {parts}"
    if all(one.answer == "agrees" for one in told):
        return f"{sign} agrees"
    return f"{sign} recomputed {published.printed(again, reference)}"


def _differences(wrong: Sequence[Recomputed]) -> list[str]:
    """The difference that says most: of a cell with a percentage, the percentage's; else the first."""
    if not wrong:
        return []
    shares = [one for one in wrong if one.number.statistic == "percent"]
    return [_recomputed.by(next(iter(shares), wrong[0]))]
