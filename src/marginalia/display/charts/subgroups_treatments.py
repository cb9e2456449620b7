"""Treatment groups that share nobody, compared at every visit: the difference and its interval."""

from __future__ import annotations

from marginalia.analysis.group_comparisons import between_treatments
from marginalia.display import by_arm, shown, values
from marginalia.display.charts._differences import Difference, against, differences, p_value, points
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    found = between_treatments(study, evidence.settings)
    if not found:
        return shown.sentence(by_arm.no_two_treatments(study))
    pairs = list(dict.fromkeys((one.first, one.second) for one in found))
    rows = []
    for one in found:
        label = values.short_month(one.month)
        if len(pairs) > 1:
            label = f"{study.group(one.first).label} v {study.group(one.second or '').label}, {label}"
        rows.append(Difference(label, one))
    chart = differences(rows, title="Difference in responders, in percentage points", row_height=38)
    apart = [row.row for row in rows if 0 not in row.compared.interval]
    widest = max(one.interval.width for one in found)
    narrowest = min(one.interval.width for one in found)
    reach = values.percent(narrowest).rstrip("%")
    if len(found) > 1:
        reach = f"{reach} to {values.percent(widest).rstrip('%')}"
    finding = (
        f"{values.listed(apart)}: the interval rules out that the two do equally well"
        if apart
        else "No interval rules out that the two do equally well"
    )
    title = f"{finding}, and each is {reach} points wide."
    level = values.percent(evidence.settings.confidence)
    names = "; ".join(f"{study.group(one).label} less {study.group(other or '').label}" for one, other in pairs)
    caption = (
        f"{names}: the difference between the shares of responders, with Newcombe’s {level} interval, and the "
        "responders of both. Right of the dashed line the first group did better. Nobody was put into either group "
        "by chance."
    )
    alternative = "; ".join(
        f"{row.row}: {against(row.compared)}, {points(row.compared.difference)} points, from "
        f"{points(row.compared.interval.low)} to {points(row.compared.interval.high)}, {p_value(row.compared.p)}"
        for row in rows
    )
    return Figure(chart, title, caption, alternative + ".", name)
