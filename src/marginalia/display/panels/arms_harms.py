"""Harms in both arms."""

from __future__ import annotations

from marginalia.analysis.arm_proportions import harms
from marginalia.display import arms, markup, shown, values
from marginalia.display.charts._differences import p_value
from marginalia.display.evidence import Evidence
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    if not study.arms or study.control is None:
        return shown.sentence(arms.ABSENT)
    found = harms(study, evidence.settings)
    if not found:
        return shown.sentence("The paper does not report how many patients of each arm were harmed.")
    rows = tuple(
        Row(
            Entry.plain(arms.named(study, one.contrast, arms.at(one.measure, one.month))),
            tuple(
                Entry.plain(text)
                for text in (arms.share(one.arm), arms.share(one.control), arms.difference(one), p_value(one.p))
            ),
        )
        for one in found
    )
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"Patients harmed, arm and control, the difference in percentage points with "
        f"Newcombe’s {level} interval, and Fisher’s exact test, not corrected for the number of rows."
        f"{arms.of_size(found)}"
    )
    return Table(name, markup.myst(caption), ("Harm", *arms.columns(study), "Difference", "Fisher"), rows, "ranges")
