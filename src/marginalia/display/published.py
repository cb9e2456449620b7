"""The paper's tables as printed: the same rows, columns and characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from marginalia.display import markup
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import Number, Statistic, Study
from marginalia.study.model import Table as PrintedTable

#: Marks a cell in which the scan's characters were repaired.
REPAIRED = "†"
#: Marks a cell that cannot be read in the scan.
ILLEGIBLE = "‡"
#: Marks a cell that nobody has held against the paper yet.
UNVERIFIED = "§"

#: What a cell that is no share is about; its denominator is then how many patients that is of.
_CENTRES = frozenset(("mean", "median", "value"))
_RANGES: tuple[tuple[Statistic, Statistic], ...] = (("low", "high"), ("ci-low", "ci-high"), ("iqr-low", "iqr-high"))


def printed(study: Study, reference: str) -> str:
    """What stands in the paper under a reference: `29/39 = 74%` for a cell, the printed string for a number."""
    numbers = study.numbers_of(reference)
    if len(numbers) == 1:
        return numbers[0].printed
    cell = {number.statistic: number.printed for number in numbers}
    patients = "" if _CENTRES & cell.keys() else cell.get("N", "")
    parts = [cell.get("n") or patients, cell.get("percent", "")]
    if not any(parts):
        return " ".join(dict.fromkeys(_spread(cell)))
    return " = ".join(dict.fromkeys(part for part in parts if part))


def _spread(cell: Mapping[Statistic, str]) -> Iterator[str]:
    """The prints of a cell that is no share, what belongs to a mean or median set behind it: `7.4 ± 1.2 (3 to 9)`."""
    centre = next((name for name in ("mean", "median", "value") if name in cell), None)
    cell = {name: text for name, text in cell.items() if name != "N"}
    for statistic, text in cell.items():
        if statistic == centre:
            ends = [_ends(cell, low, high) for low, high in _RANGES]
            yield text + (f" ± {cell['sd']}" if "sd" in cell else "") + "".join(f" ({one})" for one in ends if one)
        elif centre is None or (statistic != "sd" and not any(statistic in pair for pair in _RANGES)):
            yield text


def _ends(cell: Mapping[Statistic, str], low: Statistic, high: Statistic) -> str:
    """The two ends of a range: one print that both are read from, or two."""
    ends = dict.fromkeys(cell[one] for one in (low, high) if one in cell)
    return " to ".join(ends)


def mark(numbers: tuple[Number, ...]) -> str:
    """The footnote signs of a cell, empty where the scan is clean and the numbers are verified."""
    states = {number.ocr for number in numbers}
    scan = ILLEGIBLE if "illegible" in states else REPAIRED if "repaired" in states else ""
    return scan + ("" if all(number.verified for number in numbers) else UNVERIFIED)


def marked(study: Study, reference: str, *, strong: bool = False) -> str:
    """`printed` as MyST, with the footnote signs raised behind it."""
    sign = mark(study.numbers_of(reference))
    text = markup.myst(printed(study, reference))
    return (f"**{text}**" if strong else text) + (f"{{sup}}`{sign}`" if sign else "")


def legend(study: Study, table: PrintedTable) -> str:
    """What the footnote signs of a table mean; empty where it has none. Plain text."""
    signs = {
        sign
        for row in table.rows
        for reference in row.cells
        if reference is not None
        for sign in mark(study.numbers_of(reference))
    }
    meanings = {
        REPAIRED: "characters damaged in the scan; the reading is ours.",
        ILLEGIBLE: "illegible in the scan; shown as scanned.",
        UNVERIFIED: "not yet checked against the paper.",
    }
    return " ".join(f"{sign} {meaning[:1].upper()}{meaning[1:]}" for sign, meaning in meanings.items() if sign in signs)


def columns(table: PrintedTable) -> tuple[str, ...]:
    """The column headings, with one above the row labels where the paper leaves that corner empty."""
    width = max((len(row.cells) for row in table.rows), default=0)
    if len(table.columns) > width:
        return (table.columns[0] or "Group", *table.columns[1:])
    return ("Group", *table.columns)


def as_printed(study: Study, id: str, name: str | None = None) -> Table:
    """A table of the paper, mirrored from the transcription. Raises `KeyError` for an unknown table."""
    table = study.table(id)

    def entry(reference: str | None) -> Entry:
        if reference is None:
            return Entry(())
        numbers = study.numbers_of(reference)
        states = {number.ocr for number in numbers} | {"unverified" for number in numbers if not number.verified}
        return Entry((marked(study, reference),), " ".join(sorted(states - {"clean"})))

    rows = tuple(
        Row(Entry.plain(row.label), tuple(entry(reference) for reference in row.cells), row.heading)
        for row in table.rows
    )
    words = f"Table {table.number} of the paper, as printed: {table.title.rstrip('.')}. {legend(study, table)}"
    return Table(id if name is None else name, markup.myst(words), columns(table), rows, "as-printed")
