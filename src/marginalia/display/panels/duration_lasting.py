"""What the slider of the duration chapter shows at each of its positions, as a table."""

from __future__ import annotations

from marginalia.display import conditioning, markup, shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    found = conditioning.scenarios(evidence)
    if isinstance(found, str):
        return shown.sentence(found)
    moved = conditioning.positions(evidence)
    months = [visit.printed.month for visit in found.scenarios[0].visits]
    prints = [visit.printed for visit in found.scenarios[0].visits]
    rows = [
        Row(
            Entry.plain("The paper", "leads"),
            tuple(Entry.plain(f"{values.percent(one.n / one.N)} ({values.fraction(one.n, one.N)})") for one in prints),
        )
    ]
    for one in moved:
        chosen = ", as chosen" if one.lasting_share == evidence.chosen.lasting_share else ""
        head = (
            f"{values.capital(values.percent(one.lasting_share))} of the differences last{chosen} ({one.trials} trials)"
        )
        rows.append(Row(Entry.plain(head), heading=True))
        rows += [
            Row(
                Entry.plain(values.capital(conditioning.label(scenario, found.plan))),
                tuple(Entry.plain(conditioning.spread(visit.kept)) for visit in scenario.visits),
            )
            for scenario in one.scenarios
        ]
    errors = [visit.kept.mc_error for one in moved for scenario in one.scenarios for visit in scenario.visits]
    caption = (
        "The positions of the slider: responders still responding, of the responders of "
        f"{values.month(found.plan.since)} who are seen, mean over the simulated trials and the range of 95% of them. "
        f"The Monte Carlo error of a mean is at most {conditioning.error(max(errors))} percentage points."
    )
    columns = ("In the simulated trials", *(values.capital(values.month(month)) for month in months))
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")
