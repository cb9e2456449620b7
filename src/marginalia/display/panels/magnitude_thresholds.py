"""Every printed mean change beside published important and detectable changes, the start, and the possible spread."""

from __future__ import annotations

from marginalia.analysis.magnitude import Change
from marginalia.analysis.thresholds import Beside
from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.magnitude import printed_changes
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = printed_changes(evidence)
    if not found:
        whose = " of all patients together" if evidence.study.arms else ""
        return shown.sentence(f"The paper does not report a mean before treatment and after it{whose}.")
    rows = [
        Row(
            Entry((markup.myst(change.outcome.label), markup.myst(change.among or "everybody seen"))),
            tuple(map(Entry.plain, _cells(change))),
        )
        for change in found
    ]
    caption = (
        f"Mean improvement by {values.month(found[0].month)}, in each scale’s points. Published important and "
        "detectable "
        "changes are for single patients, on that scale; percentages of the start are of the printed mean. The last "
        "two "
        "columns say what the scale’s ends and the mean leave possible: no standard deviation can be larger, so that "
        "the "
        "standardised change is at least so large."
    )
    columns = (
        "Scale, whom",
        "Mean change",
        "Share of the start",
        "Important change",
        "Detectable change",
        "Largest possible SD",
        "Change in SDs, at least",
    )
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")


def _cells(change: Change) -> tuple[str, ...]:
    return (
        values.number(change.change, 1),
        "" if change.of_start is None else values.percent(change.of_start),
        _range(change.important),
        _range(change.detectable),
        values.number(change.largest_sd, 1),
        values.number(change.least_standardised, 2),
    )


def _range(found: tuple[Beside, ...]) -> str:
    if not found:
        return "none found"
    low, high = min(one.low for one in found), max(one.high for one in found)
    text = values.number(low, 1)
    return text if low == high else f"{text} to {values.number(high, 1)}"
