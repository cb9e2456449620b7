"""Every rating that both arms print: how much better the arm does at the last visit, in standard deviations."""

from __future__ import annotations

from marginalia.analysis.arm_means import Means, means
from marginalia.display import arms, shown, values
from marginalia.display.charts._arms import Mark, beside
from marginalia.display.evidence import Evidence
from marginalia.display.figures import Figure
from marginalia.display.shown import Shown
from marginalia.statistics.counts import Interval


def draw(evidence: Evidence, name: str) -> Figure | Shown:
    study = evidence.study
    if not study.arms or study.control is None:
        return shown.sentence(arms.ABSENT)
    last: dict[tuple[str, str], Means] = {}
    for one in means(study, evidence.settings):
        if one.standardised is not None and one.better is not None:
            last[one.contrast.arm.id, one.measure.id] = one
    found = list(last.values())
    if not found:
        return shown.sentence(
            "The paper does not report a mean with its standard deviation and its patients for both arms."
        )
    same = len({one.month for one in found}) == 1
    marks = [_mark(evidence, one, told=not same) for one in found]
    title = _title(found)
    level = values.percent(evidence.settings.confidence)
    caption = (
        f"How much better the arm does than the control {_when(found[0], same)}, in standard deviations "
        f"between patients, with {level} intervals (Hedges’ g); right of the dashed line the arm does better. The "
        "table below has the differences in their own units and at every visit."
    )
    alternative = "; ".join(f"{one.row}: {one.told}, {one.text}" for one in marks)
    chart = beside(
        marks,
        title="Standard deviations better than the control",
        label="datum.value > 0 ? '+' + datum.label : datum.label",
        reach=0.5,
        column=0.7,
    )
    return Figure(chart, title, caption, f"{title} {alternative}.", name)


def _gain(one: Means) -> tuple[float, Interval]:
    assert one.standardised is not None
    value, limits = one.standardised.value, one.standardised.interval
    if one.better == "higher":
        return value, limits
    return -value, Interval(-limits.high, -limits.low)


def _title(found: list[Means]) -> str:
    gains = [_gain(one) for one in found]
    apart = [value for value, limits in gains if 0 not in limits]
    if apart:
        better = sum(value > 0 for value in apart)
        return (
            f"On {values.count(len(apart))} of {values.plural(len(found), 'rating')} the interval leaves out that the "
            f"arms do equally well; the arm is better on {values.count(better)} of them."
        )
    widest = max(max(abs(limits.low), abs(limits.high)) for _, limits in gains)
    which = "the only rating" if len(found) == 1 else f"all {values.count(len(found))} ratings"
    return (
        f"On {which} the arms may do equally well: no interval leaves that out, and none reaches further than "
        f"{values.rounded(widest, 1)} standard deviations."
    )


def _when(one: Means, same: bool) -> str:
    if same and one.month is not None:
        return f"at {values.month(one.month)}"
    return "at the last visit that prints both"


def _mark(evidence: Evidence, one: Means, *, told: bool) -> Mark:
    value, limits = _gain(one)
    label = arms.at(one.measure, one.month if told else None, short=True)
    return Mark(
        arms.named(evidence.study, one.contrast, label),
        value,
        limits,
        0 not in limits,
        f"n = {one.n[0]} v {one.n[1]}",
        f"{arms.hundredths(value)} ({arms.spread(limits)})",
    )
