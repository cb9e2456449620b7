"""How the size of the trial changes with the share who improve after the sham and with the difference to be found."""

from __future__ import annotations

from dataclasses import replace

from marginalia.analysis.trial_design import Assumed, assumed, has_outcome
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.statistics.sample_size import corrected, to_enrol

_SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
_DIFFERENCES = (0.1, 0.15, 0.2, 0.25, 0.3)


def show(evidence: Evidence, name: str) -> Table | Shown:
    of = assumed(evidence.chosen)
    if not has_outcome(evidence.study):
        return shown.sentence(shown.NO_OUTCOME)
    shares = sorted({*_SHARES, round(of.control, 4)})
    differences = sorted({*_DIFFERENCES, round(of.difference, 4)})
    rows = tuple(
        Row(
            Entry.plain(values.percent(share)),
            tuple(_cell(replace(of, control=share, difference=difference), of) for difference in differences),
        )
        for share in shares
    )
    caption = (
        f"Patients to enrol in both groups together, by the share who improve after the sham (rows) and the difference "
        f"to be found (columns, percentage points), for a {values.percent(of.power)} chance, two-sided at "
        f"{values.number(100 * of.significance)}%, with continuity correction and {values.percent(of.loss)} lost."
    )
    columns = ("After the sham", *(f"{values.number(100 * one)} points" for one in differences))
    return Table(name, markup.myst(caption), columns, rows, "ranges")


def _cell(one: Assumed, chosen: Assumed) -> Entry:
    """The number enrolled, in bold where it is the one that the reader chose."""
    if not one.possible:
        return Entry.plain("not possible")
    analysed = corrected(one.control, one.treated, power=one.power, significance=one.significance)
    text = f"{2 * to_enrol(analysed, one.loss):,}".replace(",", "\u2009")
    same = abs(one.control - chosen.control) < 1e-4 and abs(one.difference - chosen.difference) < 1e-4
    return Entry((f"**{markup.myst(text)}**",)) if same else Entry.plain(text)
