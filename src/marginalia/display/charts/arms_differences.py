"""Every proportion that both arms print: how much better the arm does than the control, with its interval."""

from __future__ import annotations

from marginalia.analysis.arm_proportions import Proportions, headline, proportions
from marginalia.display import arms, shown, values
from marginalia.display.charts._arms import Mark, beside
from marginalia.display.charts._differences import points
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.statistics.counts import Interval


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    if not study.arms or study.control is None:
        return shown.sentence(arms.ABSENT)
    found = tuple(one for one in proportions(study, evidence.settings) if one.gain is not None)
    first = headline(found)
    if first is None:
        return shown.sentence("The paper does not report a proportion for both arms of which more or less is better.")
    marks = [_mark(evidence, one) for one in found]
    level = values.percent(evidence.settings.confidence)
    title = _title(first)
    caption = (
        f"Percentage points by which the arm does better than “{first.contrast.control.label}”, with Newcombe’s "
        f"{level} interval; right of the dashed line the arm does better. At the right, the counts of the arm and of "
        "the control. A square marks an interval that leaves out equality."
    )
    alternative = "; ".join(f"{one.row}: {one.text}, {one.told}" for one in marks)
    chart = beside(
        marks,
        title="Percentage points better than the control",
        label="(datum.value > 0 ? '+' : '') + round(datum.value * 100)",
        column=0.85,
    )
    return Figure(chart, title, caption, f"{title} {alternative}.", name)


def gain(one: Proportions) -> Interval:
    """The interval of the gain: positive where the arm does better."""
    if one.better == "lower":
        return Interval(-one.interval.high, -one.interval.low)
    return one.interval


def _title(one: Proportions) -> str:
    limits, what = gain(one), arms.at(one.measure, one.month)
    more = one.gain or 0.0
    who = f"“{one.contrast.arm.label}”"
    if one.apart:
        does = "better" if more > 0 else "worse"
        return f"{what}: {who} does {does} than the control, by {_span(limits, more > 0)} percentage points."
    return (
        f"{what}: {points(more)} percentage points for {who}, and anything from {points(limits.low)} to "
        f"{points(limits.high)} is possible."
    )


def _span(limits: Interval, up: bool) -> str:
    ends = (limits.low, limits.high) if up else (-limits.high, -limits.low)
    return f"{values.rounded(ends[0] * 100)} to {values.rounded(ends[1] * 100)}"


def _mark(evidence: Evidence, one: Proportions) -> Mark:
    limits, value = gain(one), one.gain or 0.0
    told = f"{points(value)} ({points(limits.low)} to {points(limits.high)}) points"
    return Mark(
        arms.named(evidence.study, one.contrast, arms.at(one.measure, one.month, short=True)),
        value,
        limits,
        one.apart,
        f"{one.arm.n}/{one.arm.N} v {one.control.n}/{one.control.N}",
        told,
    )
