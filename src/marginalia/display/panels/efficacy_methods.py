"""The main result at every visit with the interval of each of the four methods."""

from __future__ import annotations

from marginalia.analysis.proportions import by_visit
from marginalia.display import by_arm, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.methods import NAMES
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.statistics.intervals import METHODS, interval
from marginalia.study.model import RESPONSE


def show(evidence: Evidence, name: str) -> Table | Shown:
    level, chosen = evidence.settings.confidence, evidence.settings.interval_method
    rows = []
    for cell in by_visit(evidence.study, RESPONSE, settings=evidence.settings):
        if cell.n is None or cell.N is None or cell.share is None or cell.interval is None:
            continue
        found = [interval(cell.n, cell.N, method=method, confidence=level) for method in METHODS]
        label = f"{values.capital(values.month(cell.cell.month))}: {values.fraction(cell.n, cell.N)}"
        entries = (values.percent(cell.share, 1), *(values.interval(one.low, one.high, 1) for one in found))
        rows.append(Row(Entry.plain(label), tuple(map(Entry.plain, entries))))
    if not rows:
        return shown.sentence(by_arm.no_responders(evidence.study))
    caption = (
        f"Responders among those seen with the {values.percent(level)} interval of each method. The rest of the book "
        f"uses {NAMES[chosen]}; a parameter changes that. Not one of them covers who was not seen, who was chosen, or "
        "the rule."
    )
    return Table(name, markup.myst(caption), ("Visit", "Share", *(NAMES[method] for method in METHODS)), tuple(rows))
