"""Both arms before treatment, value by value, and how far apart they are in standard deviations."""

from __future__ import annotations

from marginalia.analysis.arm_baseline import baseline
from marginalia.display import arms, markup, published, shown
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    if not study.arms or study.control is None:
        return shown.sentence(arms.ABSENT)
    found = baseline(study)
    if not found:
        return shown.sentence("The paper does not report any value before treatment for both arms.")
    rows = []
    for one in found:
        unit = f", {one.measure.unit}" if one.measure.unit else ""
        label = arms.named(study, one.contrast, f"{one.measure.label}{unit}")
        apart = "" if one.difference is None else arms.hundredths(one.difference)
        entries = (
            Entry((published.marked(study, one.arm.id),)),
            Entry((published.marked(study, one.control.id),)),
            Entry.plain(apart),
        )
        rows.append(Row(Entry.plain(label), entries))
    caption = (
        "The arms before treatment as printed, arm and control, and the difference in "
        "standard deviations, which does not grow with the number of patients."
    )
    if any(one.difference is None for one in found):
        caption += " It is left out where the paper prints too little for it, or counts and percentages that disagree."
    columns = ("Before treatment", *arms.columns(study), "Difference in standard deviations")
    return Table(name, markup.myst(caption), columns, tuple(rows), "figures")
