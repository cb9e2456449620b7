"""The arms: what the paper calls them, how many patients each has, and which is the control."""

from __future__ import annotations

from marginalia.display import arms, markup, shown
from marginalia.display.evidence import Evidence
from marginalia.display.facts.common import known
from marginalia.display.shown import Shown
from marginalia.display.tables import Entry, Row, Table


def show(evidence: Evidence, name: str) -> Table | Shown:
    study = evidence.study
    if not study.arms or study.control is None:
        return shown.sentence(arms.ABSENT)
    rows = tuple(
        Row(
            Entry.plain(group.label),
            (
                Entry.plain(group.printed_label),
                Entry.plain(known(study.group_size(group.id))),
                Entry.plain("control" if group.id == study.control.id else "compared with the control"),
            ),
        )
        for group in study.arms
    )
    formed = "formed by chance" if study.randomised else "not known to be formed by chance"
    caption = f"The arms of the study, {formed}."
    return Table(name, markup.myst(caption), ("Arm", "In the paper", "Patients", "Role"), rows, "figures")
