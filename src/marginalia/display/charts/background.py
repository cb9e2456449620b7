"""How far steroid injections moved pain against a sham, in the trials and reviews that the package cites."""

from __future__ import annotations

from marginalia.analysis.comparators import of_study
from marginalia.display import shown, values
from marginalia.display.charts._effects import gains, panels, told
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    everything = of_study(evidence.study, evidence.comparators.values())
    found = gains([one for one in everything if one.kind == "steroid" and one.difference and one.label], everything)
    if not found:
        return shown.sentence("The package cites no published difference against a sham injection.")
    known = [one for one in found if one.low is not None]
    none = sum(one.includes_none for one in known)
    short = sum(one.short_of_important for one in known)
    many = values.count(len(known))
    title = (
        f"Not one of {many} injections beat a sham by an important margin: every interval ends below it, and every one "
        "includes no difference."
        if known and none == short == len(known)
        else f"Of {many} intervals {values.count(none)} include no difference from a sham, and {values.count(short)} "
        "end below an important gain."
    )
    caption = (
        "Gain over the sham; left of the dashed line is more pain than after the sham. Bars: published 95% intervals. "
        "Dotted: the smallest gain that the source calls important, where it names one. * reported at second hand, "
        "without an interval."
    )
    return Figure(panels(found), title, caption, told(found), name)
