"""Bounds on the share of everybody, for every group at every visit, with the intervals around them."""

from __future__ import annotations

from marginalia.analysis.missing import Bounded, bounded
from marginalia.display import by_arm, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    found = {group: bounded(study, evidence.settings, group.id) for group in study.groups}
    months = sorted({one.whole.month for row in found.values() for one in row})
    if not months:
        return shown.sentence(by_arm.no_fates(study))
    rows = []
    for group, row in found.items():
        at = {one.whole.month: one for one in row}
        if at:
            rows.append(Row(Entry.plain(group.label), tuple(_entry(at.get(month)) for month in months)))
    level = values.percent(evidence.settings.confidence)
    caption = (
        "In bold, the share of everybody in the group if none, and if all, of the missing had responded. Below it, the "
        f"{level} interval that holds the true share wherever in that range it lies, and the wider one that holds the "
        "whole range. Last, how many were missing."
    )
    columns = ("Group", *(values.capital(values.month(month)) for month in months))
    return Table(name, markup.myst(caption), columns, tuple(rows), "recomputed")


def _entry(one: Bounded | None) -> Entry:
    if one is None:
        return Entry(())
    between = markup.myst(values.interval(one.bounds.low, one.bounds.high))
    lines = (
        values.interval(one.truth.low, one.truth.high),
        values.interval(one.either.low, one.either.high),
        f"{one.whole.counts.missing} of {one.whole.counts.size} missing",
    )
    return Entry((f"**{between}**", *map(markup.myst, lines)))
