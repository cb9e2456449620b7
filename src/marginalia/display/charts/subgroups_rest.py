"""Every group against the patients outside it, at the visit of the headline result."""

from __future__ import annotations

from marginalia.analysis.group_comparisons import with_the_rest
from marginalia.display import shown, values
from marginalia.display.charts._differences import Difference, against, differences, p_value, points
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import headline
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    overall = headline(study, evidence.settings)
    month = None if overall is None else overall.cell.month
    found = () if month is None else with_the_rest(study, month, evidence.settings)
    if not found:
        return shown.sentence("The paper prints no responders of a group that can be set against those outside it.")
    rows = [Difference(study.group(one.first).label, one) for one in found]
    chart = differences(rows, title="Difference in responders, in percentage points")
    apart = [row.row for row in rows if 0 not in row.compared.interval]
    sure = [row.row for row in rows if row.compared.p < 0.05]
    seen = "No interval rules out equal results" if not apart else f"{values.capital(values.listed(apart))} stand out"
    if len(apart) == 1:
        seen = f"{values.capital(apart[0])} stands out"
    test = (
        f"Fisher’s test finds a difference for {values.listed(sure)}"
        if sure
        else "no comparison has a p below 0.05 by Fisher’s test"
    )
    joint = ", but " if apart and not sure else "; "
    title = f"{seen}{joint}{values.inline(test) if not sure else test}."
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"At {values.month(month)}: the group’s share of responders less that of all patients outside it, who follow "
        f"by subtraction, with Newcombe’s {level} interval; the group’s responders, then theirs. Squares: the interval "
        "leaves out no difference. The rows are not independent: the groups overlap, and each row is about the "
        "same patients. "
        "The test of Fisher is more cautious than the interval with groups this small, so that the two can differ."
    )
    alternative = "; ".join(
        f"{row.row}: {against(row.compared)}, {points(row.compared.difference)} points, from "
        f"{points(row.compared.interval.low)} to {points(row.compared.interval.high)}, {p_value(row.compared.p)}"
        for row in rows
    )
    return Figure(chart, title, caption, alternative + ".", name)
