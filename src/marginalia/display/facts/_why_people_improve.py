"""Facts of the chapter on a trial in which nobody is helped: the mechanisms, one by one."""

from __future__ import annotations

from marginalia.analysis.comparators import Comparator
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.no_effect import NoEffect, points, share_of, side
from marginalia.statistics.regression_to_the_mean import fall, usual_needed


def start(found: NoEffect) -> str:
    outcome = found.outcome
    entry = found.entry
    if entry.taken > 0.999:
        return (
            f"The printed mean before treatment, {values.number(found.start, 1)}, is no worse than the usual score "
            f"assumed, {values.number(found.usual, 1)}: nobody is chosen for a bad day, and nothing regresses."
        )
    return (
        f"People whose rating is usually {values.number(found.usual, 1)} ({outcome.label}) come when it is worse. If "
        "the "
        f"worse {values.percent(entry.taken)} of such ratings lead to treatment, the mean before it is the printed "
        f"{values.number(found.start, 1)}."
    )


def regression(found: NoEffect) -> str:
    expected = fall(found.start, found.usual, found.correlation)
    if expected * (1 if found.outcome.better == "lower" else -1) <= 0:
        return "With the usual score assumed, no regression to the mean is expected."
    return (
        f"Here that is ({values.number(found.start, 1)} − {values.number(found.usual, 1)}) × (1 − "
        f"{values.number(found.correlation)}) = {points(abs(expected), found.outcome)} by {values.month(found.month)}, "
        f"of the {points(found.printed_change(found.month) or 0.0, found.outcome)} that the paper prints."
    )


def needed(found: NoEffect) -> str:
    change = found.printed_change(found.month)
    if change is None or change <= 0:
        return "The paper prints no improvement of this mean that could be explained."
    lower = found.outcome.better == "lower"
    usual = usual_needed(found.start, change if lower else -change, found.correlation)
    plausible = next((one for one in found.ranges if one.id == "usual_score"), None)
    possible = found.outcome.low <= usual <= found.outcome.high
    text = (
        f"For regression to the mean alone to do all of it, such patients would usually have to be at "
        f"{values.number(usual, 1)}"
    )
    if not possible:
        return f"{text}, which the scale does not have: it cannot be the whole explanation."
    if plausible is not None:
        best = found.in_unit(plausible.low)
        beyond = usual < best if lower else usual > best
        return f"{text}; the best that we hold plausible is {values.number(best, 1)}. " + (
            "Alone it is no explanation of the paper’s fall." if beyond else "That is within what we hold plausible."
        )
    return f"{text}."


def severe(found: NoEffect) -> str:
    share = found.central.severe_share(found.month)
    start, later = found.central.severe_mean(0), found.central.severe_mean(found.month)
    everyone = found.improvement(found.central, found.month)
    if found.severe is None or start is None or later is None or everyone is None:
        return "The paper forms no group by severity on the scale that patients enter by."
    change = abs(start.mean - later.mean)
    text = (
        f"In the simulated trials the group “"
        f"{found.study.group(found.severe.group).label}” improves by {points(change, found.outcome)} by "
        f"{values.month(found.month)}, everybody together by {points(everyone.mean, found.outcome)}."
    )
    printed = found.severe_shares.get(found.month)
    if printed is None or printed.share is None or share is None:
        return text
    return (
        f"{text} Of that group {share_of(share)} count as improved although nobody was helped; the paper prints "
        f"{values.fraction(printed.n or 0, printed.N or 0)}, {values.percent(printed.share)}, which lies "
        f"{side(printed.share, share)} that range."
    )


def course(found: NoEffect, rows: tuple[Comparator, ...]) -> str:
    """What the published course does alone; `rows` say of which patients it is."""
    share = found.assumptions.natural_course
    alone = next(step for step in found.mechanisms if step.label.startswith("Natural"))
    mean = found.improvement(alone.results, found.month)
    if not found.plan.course or mean is None:
        return "No published course is at hand, so that none is assumed."
    return (
        f"We assume {values.percent(share)} of the improvement published for {_conditions(rows)}: alone, it makes the "
        f"mean {points(mean.mean, found.outcome)} better by {values.month(found.month)}."
    )


def context(evidence: Evidence, found: NoEffect | str) -> str:
    """How much being treated at all does, against doing nothing, on the same scale."""
    row = evidence.comparators.get("placebo-vs-none")
    if row is None:
        return "No published difference between placebo and no treatment is at hand."
    if isinstance(found, str):
        return f"A difference between placebo and no treatment was published for {row.condition}."
    sd = found.assumptions.spread * found.plan.entry.length
    needed = found.effect_needed(found.central)
    size = abs(row.value) * sd
    text = (
        f"In trials in {row.condition}, soon after treatment, placebo did {values.number(abs(row.value))} standard "
        f"deviations better than no treatment; with the spread assumed here that is {points(size, found.outcome)}."
    )
    if needed is None or needed <= 0:
        return text
    left = needed - size
    return (
        f"{text} Of the {points(needed, found.outcome)} that have to be added, {points(left, found.outcome)} would "
        "remain."
        if left > 0.05 * size
        else f"{text} That is about all, or more, of what has to be added."
    )


def steps(found: NoEffect) -> str:
    parts = []
    for step in found.mechanisms:
        share, mean = step.results.share(found.month), found.improvement(step.results, found.month)
        if mean is None:
            continue
        what = f"{points(mean.mean, found.outcome)} of improvement"
        shown = what if share is None else f"{values.percent(share.mean)} responders and {what}"
        parts.append(f"{values.inline(step.label)}: {shown}")
    return f"By {values.month(found.month)}, on average: {'; '.join(parts)}."


def _conditions(rows: tuple[Comparator, ...]) -> str:
    return values.listed(list(dict.fromkeys(row.condition for row in rows)))
