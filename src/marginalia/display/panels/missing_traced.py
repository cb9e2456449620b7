"""What became of patients who were lost elsewhere, where somebody went to look."""

from __future__ import annotations

from marginalia.analysis.losses import Traced, read_traced
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.study.model import FOLLOW_UP

_FARED = {"worse": "worse", "alike": "no clear difference", "better": "better"}


def show(evidence: Evidence, name: str) -> Table | Shown:
    if evidence.literature is None or not evidence.study.cells(measure=FOLLOW_UP):
        return shown.sentence("There is no follow-up to set beside what became of lost patients elsewhere.")
    rows = tuple(_row(one) for one in read_traced(evidence.literature))
    caption = "Studies that went after the patients who were lost, and how these had fared. Read in abstracts."
    columns = ("Who", "Lost", "What was compared", "The lost had done")
    return Table(name, markup.myst(caption), columns, rows)


def _row(one: Traced) -> Row:
    who = one.population if one.followed is None else f"{one.followed} {one.population}"
    lost = "not read" if one.share_lost is None else values.percent(one.share_lost)
    if one.traced is not None:
        lost += f"; {one.traced} found"
    return Row(
        Entry((f"{markup.myst(values.capital(who))} {{cite:p}}`{one.key}`",)),
        (
            Entry.plain(lost),
            Entry.plain(one.compared),
            Entry((f"**{markup.myst(_FARED[one.direction])}**", markup.myst(one.found))),
        ),
    )
