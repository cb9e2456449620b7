"""Every group against the patients outside it, at every visit: the difference and Fisher's p."""

from __future__ import annotations

from marginalia.analysis.group_comparisons import Compared, with_the_rest
from marginalia.display import markup, shown, values
from marginalia.display.charts._differences import against, p_value, points
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    found = {month: with_the_rest(study, month, evidence.settings) for month in study.visits}
    months = [month for month, rows in found.items() if rows]
    if not months:
        return shown.sentence("The paper prints no responders of a group that can be set against those outside it.")
    cells = {(one.first, one.month): one for rows in found.values() for one in rows}
    rows = [
        Row(Entry.plain(group.label), tuple(_entry(cells.get((group.id, month))) for month in months))
        for group in study.groups
        if any((group.id, month) in cells for month in months)
    ]
    caption = (
        "The group’s responders, those outside it (by subtraction from all patients), the difference in percentage "
        "points, and the p of Fisher’s exact test, not corrected for their number."
    )
    columns = ("Group", *(values.capital(values.month(month)) for month in months))
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")


def _entry(one: Compared | None) -> Entry:
    if one is None:
        return Entry(())
    lines = (against(one), f"{points(one.difference)} points", p_value(one.p))
    return Entry(tuple(markup.myst(line) for line in lines))
