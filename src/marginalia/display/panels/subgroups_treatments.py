"""Two treatment groups compared, visit by visit: counts, difference, test, and what could have been found."""

from __future__ import annotations

from marginalia.analysis.group_comparisons import WANTED_POWER, between_treatments, findable
from marginalia.display import by_arm, markup, shown, values
from marginalia.display.charts._differences import p_value, points
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    found = between_treatments(study, evidence.settings)
    if not found:
        return shown.sentence(by_arm.no_two_treatments(study))
    pairs = list(dict.fromkeys((one.first, one.second) for one in found))
    rows = []
    for first, second in pairs:
        names = f"{study.group(first).label}, against {study.group(second or '').label}"
        rows.append(Row(Entry.plain(names), heading=True))
        for one in found:
            if (one.first, one.second) != (first, second):
                continue
            could = findable(one)
            entries = (
                f"{values.fraction(one.n1, one.N1)} v {values.fraction(one.n2, one.N2)}",
                f"{points(one.difference)} ({points(one.interval.low)} to {points(one.interval.high)})",
                p_value(one.p),
                "none" if could.above is None else f"{points(could.above)} or more",
                "none" if could.below is None else f"{points(could.below)} or less",
            )
            rows.append(Row(Entry.plain(values.month(one.month)), tuple(Entry.plain(entry) for entry in entries)))
    level, wanted = values.percent(evidence.settings.confidence), values.percent(WANTED_POWER)
    caption = (
        f"Responders, the difference in percentage points with Newcombe’s {level} interval, Fisher’s exact test, and "
        f"the true differences upwards and downwards that the test would find in {wanted} of such studies, if the "
        "second group’s true share is the printed one."
    )
    columns = ("Visit", "Responders", "Difference", "Fisher", "Gain to be found", "Loss to be found")
    return Table(name, markup.myst(caption), columns, tuple(rows), "ranges")
