"""The table of continued response once more, over everybody who started: one row a group, one column a visit."""

from __future__ import annotations

from marginalia.analysis.duration import Starters, printed, since, starters
from marginalia.display import markup, published, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import CONTINUED_RESPONSE, RESPONSE, Cell, Group, Study

#: What stands for counts that cannot be those of a group.
_IMPOSSIBLE = "these counts cannot be shares of the group"


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    printed_cells = [cell for cell in study.cells(measure=CONTINUED_RESPONSE) if cell.is_fraction]
    if not printed_cells:
        return shown.sentence("The paper does not report continued response as fractions of patients.")
    first = since(study)
    later = [month for month in study.visits if any(cell.month == month for cell in printed_cells)]
    months = [*([first] if first is not None and first not in later else []), *later]
    groups = [group for group in study.groups if any(cell.group == group.id for cell in printed_cells)]
    rows = tuple(
        Row(Entry.plain(group.printed_label, "leads"), tuple(_entry(study, group, month, first) for month in months))
        for group in groups
    )
    follows = (
        "" if first is None else f"At {values.month(first)}, the response of everybody seen; later, how many kept it. "
    )
    caption = (
        "Continued response over everybody who started. In bold, as printed; below it the same patients as a share of "
        f"the whole group. {follows}“Between” gives the share if nobody of those whose course is not known had kept a "
        "response, and if all had. “Left out” are the starters who are not in the printed denominator."
    )
    columns = ("Group", *(values.capital(values.month(month)) for month in months))
    return Table(name, markup.myst(caption), columns, rows, "recomputed")


def _entry(study: Study, group: Group, month: float, first: float | None) -> Entry:
    """A visit of a group: each different fraction that is printed for it, with what it leaves out."""
    if month == first:
        cell = study.best(RESPONSE, group.id, month)
        cells: tuple[Cell, ...] = () if cell is None or not cell.is_fraction else (cell,)
    else:
        cells = printed(study, group.id, month)
    lines: list[str] = []
    for place, cell in enumerate(cells):
        where = "" if not place else f" ({markup.myst(study.section(cell.section).title)})"
        lines.append(published.marked(study, cell.id, strong=True) + where)
        found = starters(study, cell)
        lines += [markup.myst(line) for line in (_IMPOSSIBLE,) if found is None]
        lines += [markup.myst(line) for line in ([] if found is None else _of_starters(found))]
    return Entry(tuple(lines))


def _of_starters(found: Starters) -> list[str]:
    low, high = values.percent(found.worst), values.percent(found.best)
    between = f"between {low} and {high}" if low != high else "nobody unknown"
    return [f"{found.still} of {found.size}: {low}", between, f"{found.left_out} left out"]
