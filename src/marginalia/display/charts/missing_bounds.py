"""Every group at every visit: the share among those seen, and between what bounds that of the whole group lies."""

from __future__ import annotations

from marginalia.analysis.missing import HALF, Bounded, bounded_groups
from marginalia.display import by_arm, shown, theme, values
from marginalia.display.charts._forest import Mark, forest, visits
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    found = [one for one in bounded_groups(study, evidence.settings) if one.whole.share is not None]
    if not found:
        return shown.sentence(by_arm.no_fates(study))
    months = sorted({one.whole.month for one in found})
    kinds = visits([values.month(month) for month in months])
    marks = [
        Mark(
            study.group(one.whole.group).label,
            values.month(one.whole.month),
            one.whole.share or 0.0,
            one.bounds.low,
            one.bounds.high,
            f"{one.whole.counts.missing} of {one.whole.counts.size}",
            f"{one.whole.counts.responders} of {one.whole.counts.seen} counted responded",
        )
        for one in found
    ]
    half = theme.over([{"share": HALF}]).mark_rule(strokeDash=[5, 4], strokeWidth=1.3).encode(x="share:Q")
    chart = forest(marks, kinds, title="Responders among everybody in the group", row_height=17, under=[half])
    caption = (
        "Bars run from the share if none of the missing had responded to the share if all had; the sign on each is the "
        f"printed share among {by_arm.counted_among(study)}. At the right, how many were missing. No chance is in the "
        "bars: intervals around them are wider still."
    )
    alternative = "Bounds on the share of everybody. " + "; ".join(
        f"{mark.row}, {mark.kind}: {values.interval(mark.low or 0, mark.high or 0)}, {mark.count} missing"
        for mark in marks
    )
    return Figure(chart, _title(found), caption, alternative + ".", name)


def _title(found: list[Bounded]) -> str:
    last = max(one.whole.month for one in found)
    there = [one for one in found if one.whole.month == last]
    sure = [one for one in there if one.bounds.low > HALF]
    if not sure:
        whose = "no group is" if len(there) > 1 else "the study is not"
        return f"At {values.month(last)}, {whose} sure of more than half: that hangs on those who were missing."
    which = values.count(len(sure)) if len(sure) < len(there) else "all"
    groups = f"in {which} of {values.plural(len(there), 'group')}" if len(there) > 1 else "in the whole study"
    return f"At {values.month(last)}, the share of everybody is above half {groups}, whatever became of the missing."
