"""Free of surgery: the share that each of the paper's denominators supports, and what the others leave open."""

from __future__ import annotations

from marginalia.analysis.later_surgery import later_surgery
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = later_surgery(evidence.study, evidence.settings)
    if found is None:
        return shown.sentence("The paper does not report how many patients had surgery later.")
    rows = []
    for base in found.bases:
        least, most = found.bounds(base)
        who = "the paper’s denominator" if base.month is None else f"those seen at {values.month(base.month)}"
        interval = "" if base.interval is None else values.interval(1 - base.interval.high, 1 - base.interval.low)
        free = values.fraction(base.known - found.had, base.known)
        entries = (
            f"{free} = {values.percent(1 - found.had / base.known)}",
            interval,
            str(found.enrolled - base.known),
            values.interval(1 - most, 1 - least),
        )
        rows.append(Row(Entry.plain(values.capital(who)), tuple(Entry.plain(entry) for entry in entries)))
    level = values.percent(evidence.settings.confidence)
    caption = (
        "Free of later surgery, if the authors know the fate of everybody in a row and of nobody else. The last column "
        f"supposes that all of the others had surgery, then that none had, of the {found.enrolled} enrolled."
    )
    columns = (
        "Fate known of",
        "Free of surgery",
        f"{level} interval",
        "Fate unknown",
        "Of everybody enrolled, between",
    )
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")
