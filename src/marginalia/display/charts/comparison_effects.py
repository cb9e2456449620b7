"""How much surgery and other procedures gained over a control, on the scale of their trials."""

from __future__ import annotations

from marginalia.analysis.comparators import of_study
from marginalia.display import shown, values
from marginalia.display.charts._effects import gains, panels, told
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

_KINDS = ("surgery", "stimulation", "procedure")


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    everything = of_study(evidence.study, evidence.comparators.values())
    found = gains([one for one in everything if one.kind in _KINDS and one.difference and one.label], everything)
    if not found:
        return shown.sentence("The package cites no published difference between surgery and a control.")
    least, most = min(found, key=lambda one: one.value), max(found, key=lambda one: one.value)
    title = (
        f"What a treatment gained depends on what it was compared with: from {values.signed(least.value)} "
        f"({least.label}) to {values.signed(most.value)} ({most.label})."
        if len(found) > 1
        else f"{least.label}: {values.signed(least.value)}."
    )
    caption = (
        "Gain over the control of each trial or review; left of the dashed line the control did better. Bars: "
        "published 95% intervals, where they were read. Dotted: the smallest gain that a source on the same scale "
        "calls important. Against a sham or placebo patients were blinded; against other care they were not."
    )
    return Figure(panels(found), title, caption, told(found), name)
