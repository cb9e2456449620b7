"""How many of each arm are missing, visit by visit: those not seen, and those not counted in the result."""

from __future__ import annotations

from marginalia.analysis.arm_losses import Kept, losses
from marginalia.display import arms, markup, shown, values
from marginalia.display.charts._differences import points
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    if not study.arms or study.control is None:
        return shown.sentence(arms.ABSENT)
    found = losses(study, evidence.settings)
    if not found:
        return shown.sentence("The paper does not report how many patients of each arm were seen or counted.")
    rows: list[Row] = []
    for counted, head in ((False, "Not seen at the visit"), (True, "Not counted in the response")):
        chosen = [one for one in found if one.counted == counted]
        if not chosen:
            continue
        rows.append(Row(Entry.plain(head), heading=True))
        for one in chosen:
            label = values.capital(values.month(one.month))
            if len(study.arms) > 2:
                label = f"{one.arm.group.label}: {values.month(one.month)}"
            span = f"{points(one.interval.low)} to {points(one.interval.high)}"
            entries = (_gone(one.arm), _gone(one.control), f"{points(one.difference)} ({span})")
            rows.append(Row(Entry.plain(label), tuple(map(Entry.plain, entries))))
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"Patients missing from each arm, of its size, and the difference in percentage points with Newcombe’s {level} "
        "interval: positive where the arm misses more than the control."
    )
    return Table(name, markup.myst(caption), ("Visit", *arms.columns(study), "Difference"), tuple(rows), "ranges")


def _gone(one: Kept) -> str:
    return f"{one.size - one.kept} of {one.size}, {values.percent(one.lost)}"
