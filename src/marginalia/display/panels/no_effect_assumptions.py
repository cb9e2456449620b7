"""What the simulated trials assume: value here, plausible range, source."""

from __future__ import annotations

from marginalia.analysis.assumptions import Assumed
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.no_effect import gathered
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = gathered(evidence)
    if isinstance(found, str):
        return shown.sentence(found)
    if not found.ranges:
        return shown.sentence("No plausible ranges of the assumptions are at hand.")
    rows = []
    for one in found.ranges:
        here = float(getattr(found.assumptions, one.id))
        entries = (
            Entry.plain(values.number(here)),
            Entry.plain(f"{values.number(one.low)} to {values.number(one.high)}"),
            Entry((_source(one),)),
        )
        label = Entry((markup.myst(one.label), f"`{one.id}`, {markup.myst(one.unit)}"))
        rows.append(Row(label, entries))
    caption = (
        "Every assumption of the simulated trials, each a parameter of the book under the name below its label, with "
        "the condition of the patients of whom it was read, which need not be this study’s. A share of the scale of "
        "0.1 is a tenth of its length."
    )
    columns = ("Assumption", "Here", "Plausible range", "Where it comes from")
    return Table(name, markup.myst(caption), columns, tuple(rows), "wordy")


def _source(one: Assumed) -> str:
    cited = " ".join(f"{{cite:p}}`{key}`" for key in one.keys)
    kind = "Assumed" if one.kind == "assumption" else "Read"
    whom = f", of {one.condition}" if one.condition else ""
    return f"{kind}{whom}. {markup.myst(one.note)}{' ' + cited if cited else ''}"
