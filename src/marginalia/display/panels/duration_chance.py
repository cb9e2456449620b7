"""The simulated tables of continued response beside the printed one: shares, and the chance of one like the paper's."""

from __future__ import annotations

from marginalia.display import conditioning, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.simulation.conditioning import Chance, Kept


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = conditioning.scenarios(evidence)
    if isinstance(found, str):
        return shown.sentence(found)
    rows: list[Row] = []
    for place, visit in enumerate(found.scenarios[0].visits):
        one = visit.printed
        month, share = values.capital(values.month(one.month)), values.percent(one.n / one.N)
        rows.append(
            Row(Entry.plain(f"{month}: the paper prints {values.fraction(one.n, one.N)}, {share}"), heading=True)
        )
        rows += [
            Row(Entry.plain(values.capital(conditioning.label(scenario, found.plan))), _entries(scenario.visits[place]))
            for scenario in found.scenarios
        ]
    caption = (
        f"Continued response in {found.trials} simulated trials under each of the assumptions: mean over the trials, "
        "the range of 95% of them, and how often a trial gives at least, or at most, the share that the paper "
        "prints. ± is the Monte Carlo standard error in percentage points. The column of everybody is the share of "
        "responders among all who are seen, without the condition of having responded before."
    )
    columns = (
        "In the simulated trials",
        "Of earlier responders",
        "Of everybody seen",
        "At least the paper’s",
        "At most",
    )
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")


def _entries(visit: Kept) -> tuple[Entry, ...]:
    return (
        _lines(conditioning.spread(visit.kept), f"± {conditioning.error(visit.kept.mc_error)}"),
        _lines(conditioning.spread(visit.everyone), f"± {conditioning.error(visit.everyone.mc_error)}"),
        _chance(visit.at_least),
        _chance(visit.at_most),
    )


def _chance(found: Chance) -> Entry:
    return _lines(conditioning.chance(found), f"± {conditioning.error(found.mc_error)}")


def _lines(*lines: str) -> Entry:
    return Entry(tuple(markup.myst(line) for line in lines))
