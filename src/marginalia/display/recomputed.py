"""The paper's tables with what they leave out: intervals, the denominators' shares, percents that do not follow."""

from __future__ import annotations

from marginalia.analysis.proportions import Assessed, assess
from marginalia.display import markup, published, values
from marginalia.display.evidence import Evidence
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import OVERALL, RESPONSE

#: Stands before a printed percent that does not follow from its fraction, with the words beside it.
DIFFERS = "≠"


def recomputed(evidence: Evidence, id: str, name: str | None = None) -> Table:
    """A table of the paper, each proportion with its interval and with how many of the group it speaks for.

    Raises `KeyError` for an unknown table.
    """
    study, table = evidence.study, evidence.study.table(id)
    assessed = {
        reference: assess(study, reference, evidence.settings)
        for row in table.rows
        for reference in row.cells
        if reference is not None and len(study.numbers_of(reference)) > 1
    }
    rows = []
    for row in table.rows:
        entries = tuple(_entry(evidence, reference, assessed) for reference in row.cells)
        leads = any(reference in assessed for reference in row.cells if reference is not None)
        rows.append(Row(Entry((markup.myst(row.label),), "leads" if leads else ""), entries, row.heading))
    name = f"{id}-recomputed" if name is None else name
    return Table(name, _caption(evidence, id, assessed), published.columns(table), tuple(rows), "recomputed")


def _entry(evidence: Evidence, reference: str | None, assessed: dict[str, Assessed]) -> Entry:
    if reference is None:
        return Entry(())
    cell = assessed.get(reference)
    if cell is None:
        return Entry((published.marked(evidence.study, reference),))
    lines = [published.marked(evidence.study, reference, strong=True)]
    wrong = _wrong(cell)
    if wrong:
        lines.append(markup.myst(wrong))
    if cell.interval is not None:
        lines.append(markup.myst(values.interval(cell.interval.low, cell.interval.high)))
    if cell.group_size and cell.of_group is not None:
        # Only a response is a share of those seen, unless it is counted in a population that was chosen; earlier
        # responders are fewer than the people who came.
        of_seen = cell.cell.measure == RESPONSE and not evidence.study.measure(RESPONSE).among
        seen = "seen" if of_seen else "counted"
        lines.append(markup.myst(f"{cell.N} of {cell.group_size} {seen} ({values.percent(cell.of_group)})"))
    return Entry(tuple(lines), "differs" if wrong else "")


def _wrong(cell: Assessed) -> str:
    """What is wrong with a printed proportion, in words; empty where it holds."""
    if cell.n is not None and cell.N is not None and cell.n > cell.N:
        return f"{DIFFERS} {cell.n} cannot be among {cell.N}"
    if cell.check is not None and not cell.check.consistent:
        return f"{DIFFERS} {values.fraction(cell.check.n, cell.check.N)} is {cell.check.computed}"
    return ""


def _caption(evidence: Evidence, id: str, assessed: dict[str, Assessed]) -> str:
    study, table = evidence.study, evidence.study.table(id)
    level = values.percent(evidence.settings.confidence)
    wrong = sum(bool(_wrong(cell)) for cell in assessed.values())
    parts = [f"Table {table.number} of the paper, recomputed: {table.title.rstrip('.')}."]
    if any(cell.interval is not None for cell in assessed.values()):
        parts.append(f"Below each proportion stands its {level} interval.")
    if any(cell.of_group is not None for cell in assessed.values()):
        whole = {cell.cell.group for cell in assessed.values()} == {OVERALL}
        parts.append(f"Then the denominator as a share of {'the enrolled' if whole else 'the group'}.")
    if wrong or any(study.cell(id)["percent"] is not None for id in assessed):
        parts.append(
            "Every printed percent follows from its fraction."
            if not wrong
            else f"{DIFFERS} marks {values.plural(wrong, 'cell')} whose numbers do not fit together."
        )
    parts.append(published.legend(evidence.study, table))
    return markup.myst(" ".join(filter(None, parts)))
