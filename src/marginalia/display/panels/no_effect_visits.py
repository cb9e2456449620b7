"""Printed results beside simulated trials in which nobody is helped, visit by visit, under each set of assumptions."""

from __future__ import annotations

from marginalia.display import markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.no_effect import DRAWN, NoEffect, gathered, mean_of, share_of
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.simulation.scenarios import Results
from marginalia.simulation.summaries import Spread
from marginalia.simulation.uncertain import Uncertain


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = gathered(evidence)
    if isinstance(found, str):
        return shown.sentence(found)
    sources: list[tuple[str, Results | Uncertain]] = [*found.scenarios.items()]
    if found.uncertain is not None:
        sources.append((DRAWN, found.uncertain))
    rows: list[Row] = []
    if found.plan.rule:
        rows.append(_heading("Responders among those seen"))
        rows += [
            _row(found, month, values.percent(printed), [_share(one.share(month)) for _, one in sources])
            for month in found.plan.visits
            if (printed := found.printed_share(month)) is not None
        ]
    rows.append(_heading(f"Mean of {found.outcome.label}, {found.outcome.unit}"))
    rows += [
        _row(found, month, values.number(printed, 1), [_mean(one.mean(month)) for _, one in sources])
        for month in found.plan.visits
        if (printed := found.printed_mean(month)) is not None
    ]
    caption = (
        f"Simulated trials in which nobody is helped: mean and range of {values.percent(found.draw.level)} of "
        f"{found.draw.trials} trials; ± the Monte Carlo standard error of the mean, in percentage points for shares."
    )
    columns = ("Visit, patients seen", "Printed", *(values.capital(kind) for kind, _ in sources))
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")


def _heading(text: str) -> Row:
    return Row(Entry.plain(text), heading=True)


def _row(found: NoEffect, month: float, printed: str, cells: list[Entry]) -> Row:
    seen = found.plan.seen[found.plan.place(month)]
    return Row(Entry.plain(f"{values.month(month)}, n = {seen}"), (Entry.plain(printed), *cells))


def _share(found: Spread | None) -> Entry:
    return _entry(found, "" if found is None else share_of(found), 100, 1)


def _mean(found: Spread | None) -> Entry:
    return _entry(found, "" if found is None else mean_of(found), 1, 3)


def _entry(found: Spread | None, text: str, factor: float, digits: int) -> Entry:
    if found is None:
        return Entry(())
    return Entry((markup.myst(text), markup.myst(f"± {values.number(found.mc_error * factor, digits)}")))
