"""What the slider of the chart of simulated trials shows at each of its positions."""

from __future__ import annotations

from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.no_effect import NoEffect, gathered, mean_of, share_of
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.simulation.scenarios import Results


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = gathered(evidence)
    if isinstance(found, str):
        return shown.sentence(found)
    at = found.printed_share if found.plan.rule else found.printed_mean
    months = [month for month in found.plan.visits if at(month) is not None]
    text = values.percent if found.plan.rule else lambda value: values.number(value, 1)
    printed = [value for month in months if (value := at(month)) is not None]
    rows = [
        Row(Entry.plain("Printed in the paper"), tuple(Entry.plain(text(value)) for value in printed)),
        *(
            Row(Entry.plain(values.percent(course)), tuple(_entry(found, one, month) for month in months))
            for course, one in found.positions
        ),
    ]
    what = "responders among those seen" if found.plan.rule else f"mean of {found.outcome.label}, {found.outcome.unit}"
    caption = (
        f"By share of the published natural course: {what}, mean and range of {values.percent(found.draw.level)} of "
        f"{found.draw.trials} simulated trials in which nobody is helped."
    )
    columns = ("Natural course", *(values.month(month) for month in months))
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")


def _entry(found: NoEffect, one: Results, month: float) -> Entry:
    spread = one.share(month) if found.plan.rule else one.mean(month)
    if spread is None:
        return Entry(())
    return Entry.plain(share_of(spread) if found.plan.rule else mean_of(spread))
