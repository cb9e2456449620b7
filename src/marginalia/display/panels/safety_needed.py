"""How many patients without harm would rule out a rate, and how likely such a rate stays unseen here."""

from __future__ import annotations

from marginalia.analysis.harms import none_harmed
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.statistics.zero_events import chance_of_none, patients_needed

#: Rates that people name: one patient in so many.
_ONE_IN = (10, 20, 50, 100, 1000, 10_000)


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = none_harmed(evidence.study)
    if found is None:
        return shown.sentence("The paper does not report that no patient was harmed, so there is no zero to read.")
    confidence = evidence.settings.confidence
    rows = []
    for one in _ONE_IN:
        needed = patients_needed(1 / one, confidence=confidence)
        chance = chance_of_none(found.patients, 1 / one)
        entries = (
            values.percent(1 / one, 0 if one <= 100 else 1 if one <= 1000 else 2),
            values.percent(chance, 1 if chance > 0.99 else 0),
            f"{needed:,}",
            "fewer than here"
            if needed <= found.patients
            else f"{values.number(needed / found.patients, 1)} times as many",
        )
        rows.append(Row(Entry.plain(f"One in {one:,}"), tuple(Entry.plain(entry) for entry in entries)))
    caption = (
        f"For each true rate of harm: the chance that {found.patients} patients show none, and how many patients, none "
        f"of them harmed, would rule the rate out with {values.percent(confidence)} confidence (exact, one-sided)."
    )
    columns = (
        "True rate",
        "In percent",
        f"Chance of none in {found.patients}",
        "Patients needed",
        "Against this study",
    )
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")
