"""How many responders still respond, by months since the response was found, in numbers."""

from __future__ import annotations

from marginalia.analysis.loss_of_response import AtTime
from marginalia.display import by_patient, markup, shown, values
from marginalia.display.charts.patient_loss import NOBODY
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    made = evidence.by_patient
    if made is None:
        return shown.sentence(by_patient.ABSENT)
    if made.lasting is None:
        return shown.sentence(NOBODY)
    caption = markup.myst(
        "The share still in response. Two figures are the lowest and the highest share that fits, where a loss lies "
        f"somewhere between two visits. Intervals ({values.percent(made.settings.confidence)}) come from "
        f"{made.lasting.draws} resamplings of the patients.{by_patient.made_up(made)}"
    )
    columns = ("Since it was found", "Still respond", "Interval", "Losses put at the visit", "Still followed")
    rows = tuple(_row(one) for one in made.lasting.times if one.months)
    if not rows:
        return shown.sentence(NOBODY)
    return Table(name, caption, columns, rows, "ranges")


def _row(one: AtTime) -> Row:
    low, high = values.percent(one.share.low), values.percent(one.share.high)
    cells = (
        low if low == high else f"{low} to {high}",
        values.interval(one.interval.low, one.interval.high),
        values.percent(one.naive),
        str(one.at_risk),
    )
    return Row(Entry.plain(values.capital(values.month(one.months))), tuple(map(Entry.plain, cells)))
