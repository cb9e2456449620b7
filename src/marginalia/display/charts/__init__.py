"""One chart a file. Each takes the evidence and a label and returns a figure, or a sentence where the paper does not
report what it would draw. Nothing is computed here that another reader might want: that is `analysis`."""

from __future__ import annotations

from collections.abc import Callable

from marginalia.display.charts import (
    background,
    comparators,
    duration,
    efficacy,
    fates,
    flow,
    follow_up,
    group_sizes,
    headline,
    legibility,
    magnitude,
    overlap_example,
    ranges,
    safety,
    scoreboard,
    subgroups,
    surgery_free,
    thresholds,
)
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown

Draw = Callable[[Evidence, str], Figure | Shown]

#: Every chart by the name that a notebook asks for.
CHARTS: dict[str, Draw] = {
    "headline": headline.draw,
    "fates": fates.draw,
    "group-sizes": group_sizes.draw,
    "flow": flow.draw,
    "follow-up": follow_up.draw,
    "efficacy": efficacy.draw,
    "duration": duration.draw,
    "magnitude": magnitude.draw,
    "subgroups": subgroups.draw,
    "surgery-free": surgery_free.draw,
    "safety": safety.draw,
    "comparators": comparators.draw,
    "thresholds": thresholds.draw,
    "legibility": legibility.draw,
    "background": background.draw,
    "scoreboard": scoreboard.draw,
    "overlap-example": overlap_example.draw,
    "ranges": ranges.draw,
}
