"""The printed numbers that the patients do not give back."""

from __future__ import annotations

from marginalia.display import markup, shown
from marginalia.display.evidence import Evidence
from marginalia.display.panels import _recomputed
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    made, study = evidence.recomputation, evidence.study
    if made is None:
        return shown.sentence(_recomputed.NO_PATIENTS)
    found = made.of("differs")
    if not found:
        return shown.sentence("No printed number differs from what the patients say.")
    rows = tuple(
        Row(
            Entry(
                (
                    markup.myst(_recomputed.what(study, one.number)),
                    f"*{markup.myst(_recomputed.where(study, one.number))}*",
                )
            ),
            (
                Entry.plain(one.number.printed),
                Entry.plain(one.shown),
                Entry.plain(_recomputed.difference(one), "differs"),
            ),
        )
        for one in found
    )
    caption = (
        f"Printed numbers that the patients do not give back: {len(found)} of {made.compared} that can be compared. "
        "A number that the paper prints in several places stands here for each of them."
    )
    return Table(name, markup.myst(caption), ("Number, place", "Printed", "Recomputed", "Difference"), rows)
