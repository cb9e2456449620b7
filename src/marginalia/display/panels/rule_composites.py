"""What other rules would have called the printed responders, visit by visit."""

from __future__ import annotations

from marginalia.display import rule as rules
from marginalia.display import shown, values
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table
from marginalia.simulation.responder_rule import CHANGE_LIKENESS, CHANGE_SPREADS, other_rules


def show(evidence: Evidence, name: str) -> Table | Shown:
    setting = rules.setting(evidence)
    found = other_rules(evidence.study, setting.rule) if setting else ()
    if setting is None or not found:
        return shown.sentence(
            "The paper does not report responders by a rule of several thresholds together with their means."
        )
    printed = Row(
        Entry.plain("Responders as printed"), tuple(Entry.plain(values.fraction(one.n, one.N)) for one in found)
    )
    by_visit = [rules.other_rows(setting.rule, one) for one in found]
    lines = [
        Row(Entry.plain(label), tuple(Entry.plain(rules.ranged(visit[at][1])) for visit in by_visit))
        for at, (label, _) in enumerate(by_visit[0])
    ]
    spreads = [rules.in_percent(spread) for spread in CHANGE_SPREADS]
    alike = [values.number(one, 1) for one in CHANGE_LIKENESS]
    caption = (
        "The same patients under other rules, a model; in brackets the range over the assumptions. Responders’ changes "
        f"have a standard deviation of {spreads[1]}% of each scale ({spreads[0]} to {spreads[2]}) and correlate by "
        f"{alike[1]} ({alike[0]} to {alike[2]}) between scales; their means are those printed."
    )
    return Table(name, caption, ("Rule", *(values.month(one.month) for one in found)), (printed, *lines))
