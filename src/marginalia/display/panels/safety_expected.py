"""Published risks of such procedures: how many patients here they would strike, and the chance of none."""

from __future__ import annotations

from marginalia.analysis.harms import expected
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = expected(evidence.study, evidence.comparators.values())
    if not found:
        return shown.sentence("No published risk is cited for this study, or it reports events itself.")
    rows = []
    for one in found:
        row = one.comparator
        risk = values.percent(row.value, 1)
        entries = (
            f"{'reported ' if row.second_hand else ''}{risk}",
            values.number(one.expected, 1),
            values.percent(one.none, 1 if one.none < 0.1 else 0),
        )
        label = Entry((f"{markup.myst(values.capital(row.outcome))} {{cite:p}}`{row.key}`",))
        rows.append(Row(label, tuple(Entry.plain(entry) for entry in entries)))
    patients = found[0].patients
    caption = (
        f"If each published risk held for these {patients} patients: how many it would strike on average, and "
        "the chance that it strikes none. The risks are of other procedures in other patients; what such a row asks is "
        "whether small events were looked for."
    )
    columns = ("Event", "Risk", f"Expected in {patients}", "Chance of none")
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")
