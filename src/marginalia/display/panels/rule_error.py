"""Published detectable changes, and how often measurement error of that size alone passes the study's thresholds."""

from __future__ import annotations

from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.simulation.responder_rule import FromError, criteria, from_published_error


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = from_published_error(criteria(evidence.study), evidence.thresholds)
    if not found:
        return shown.sentence("No published detectable change was found for the scales that this study uses.")
    caption = (
        "How often measurement error alone would pass a threshold, from published detectable changes. A detectable "
        "change is taken as 1.96 standard deviations of the difference of two ratings of unchanged people."
    )
    columns = ("Scale and source", "Detectable change", "Scatter of differences (SD)", "Called improved, unchanged")
    return Table(name, markup.myst(caption), columns, tuple(_row(one) for one in found), "wordy")


def _row(one: FromError) -> Row:
    outcome, published = one.criterion.outcome, one.threshold
    points = (outcome.high - outcome.low) / (published.scale or 1)
    label = Entry((f"{markup.myst(outcome.label)}, {{cite:t}}`{published.key}`", markup.myst(published.note)))
    return Row(
        label,
        (
            Entry.plain(f"{_between(published.low * points, published.high * points)} {outcome.unit}"),
            Entry.plain(f"{_between(one.sd_low, one.sd_high)} {outcome.unit}"),
            Entry.plain(_shares(one)),
        ),
    )


def _between(low: float, high: float) -> str:
    first, last = values.number(low, 1), values.number(high, 1)
    return first if first == last else f"{first} to {last}"


def _shares(one: FromError) -> str:
    first, last = values.percent(one.low, 1), values.percent(one.high, 1)
    return first if first == last else f"{first} to {last}"
