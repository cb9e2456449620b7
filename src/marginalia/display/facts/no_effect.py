"""Facts of the chapter on a trial in which nobody is helped."""

from __future__ import annotations

from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.display.no_effect import (
    LESS,
    MORE,
    NoEffect,
    chance,
    gathered,
    mean_of,
    points,
    share_of,
    side,
)
from marginalia.simulation.summaries import Spread
from marginalia.statistics.regression_to_the_mean import fall, usual_needed

_NOT_NEEDED = "This needs a simulation, which the paper's numbers do not allow."


def facts(evidence: Evidence) -> dict[str, str]:
    found = gathered(evidence)
    makers = {
        "in_short": _in_short,
        "start_sentence": _start,
        "regression_sentence": _regression,
        "needed_sentence": _needed,
        "course_sentence": _course,
        "steps_sentence": _steps,
        "share_sentence": _shares,
        "mean_sentence": _means,
        "early_sentence": _early,
        "other_scales_sentence": _other_scales,
        "severe_sentence": _severe,
        "ranges_sentence": _ranges,
        "random_sentence": _random,
        "sensitivity_sentence": _sensitivity,
        "effect_sentence": _effect,
        "model_check_sentence": _model_check,
        "draws_sentence": _draws,
        "visits_sentence": _visits,
    }
    if isinstance(found, str):
        return {**dict.fromkeys(makers, _NOT_NEEDED), "in_short": found, "context_sentence": _context(evidence, None)}
    return {
        **{name: make(found) for name, make in makers.items()},
        "context_sentence": _context(evidence, found),
    }


def _in_short(found: NoEffect) -> str:
    """The result for a reader without statistics."""
    when, printed = values.month(found.month), found.printed_share(found.month)
    share, mean = found.central.share(found.month), found.improvement(found.central, found.month)
    printed_change = found.printed_change(found.month)
    parts = []
    if share is not None and printed is not None:
        parts.append(
            f"{values.percent(share.mean).rstrip('%')} of 100 patients seen at {when} count as improved, although "
            "nobody was "
            f"helped; the paper counts {values.percent(printed).rstrip('%')} of 100"
        )
    if mean is not None and printed_change:
        parts.append(
            f"the mean of {found.outcome.label} improves by {points(mean.mean, found.outcome)} by {when}, in the "
            "paper by "
            f"{points(printed_change, found.outcome)}"
        )
    return f"Under our middle assumptions {'; '.join(parts)}."


def _early(found: NoEffect) -> str:
    """The first visit, where little time has passed for anything."""
    month = found.plan.visits[0]
    printed, simulated = found.printed_change(month), found.improvement(found.central, month)
    if printed is None or simulated is None:
        return "The paper prints no mean at its first visit."
    where = side(printed, simulated)
    text = (
        f"At {values.month(month)} the paper prints an improvement of {points(printed, found.outcome)}; the simulated "
        f"trials show {points(simulated.mean, found.outcome)} ({values.number(simulated.low, 1)} to "
        f"{values.number(simulated.high, 1)})."
    )
    corner = found.improvement(found.scenarios[MORE], month)
    reached = corner is not None and printed <= corner.high
    verdicts = {
        "above": "So early an improvement these mechanisms do not make under our middle assumptions"
        + (
            "; with everything towards more they reach it."
            if reached
            else ", nor under any that we hold plausible: something happened that the model leaves out, or its ranges "
            "are too narrow."
        ),
        "within": "These mechanisms can make it.",
        "below": "The paper shows less than these mechanisms alone.",
    }
    return f"{text} {verdicts[where]}"


def _start(found: NoEffect) -> str:
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


def _regression(found: NoEffect) -> str:
    expected = fall(found.start, found.usual, found.correlation)
    if expected * (1 if found.outcome.better == "lower" else -1) <= 0:
        return "With the usual score assumed, no regression to the mean is expected."
    return (
        f"Here that is ({values.number(found.start, 1)} − {values.number(found.usual, 1)}) × (1 − "
        f"{values.number(found.correlation)}) = {points(abs(expected), found.outcome)} by {values.month(found.month)}, "
        f"of the {points(found.printed_change(found.month) or 0.0, found.outcome)} that the paper prints."
    )


def _needed(found: NoEffect) -> str:
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
            "Alone it is no explanation of the paper's fall." if beyond else "That is within what we hold plausible."
        )
    return f"{text}."


def _course(found: NoEffect) -> str:
    share = found.assumptions.natural_course
    alone = next(step for step in found.mechanisms if step.label.startswith("Natural"))
    mean = found.improvement(alone.results, found.month)
    if not found.plan.course or mean is None:
        return "No published course is at hand, so that none is assumed."
    return (
        f"We assume {values.percent(share)} of the published improvement: alone, it makes the mean "
        f"{points(mean.mean, found.outcome)} better by {values.month(found.month)}."
    )


def _steps(found: NoEffect) -> str:
    parts = []
    for step in found.mechanisms:
        share, mean = step.results.share(found.month), found.improvement(step.results, found.month)
        if mean is None:
            continue
        what = f"{points(mean.mean, found.outcome)} of improvement"
        shown = what if share is None else f"{values.percent(share.mean)} responders and {what}"
        parts.append(f"{step.label[0].lower()}{step.label[1:]}: {shown}")
    return f"By {values.month(found.month)}, on average: {'; '.join(parts)}."


def _shares(found: NoEffect) -> str:
    """Each visit's printed share against the range of most trials."""
    sides: dict[str, list[float]] = {}
    for month in found.shares:
        printed, simulated = found.printed_share(month), found.central.share(month)
        if printed is not None and simulated is not None:
            sides.setdefault(side(printed, simulated), []).append(month)
    if not sides:
        return "The paper sets no rule for responders, or prints no share of them."
    parts = [
        f"{where} the range of {values.percent(found.draw.level)} of the simulated trials at {values.months(months)}"
        for where, months in sides.items()
    ]
    return f"The printed share of responders lies {values.listed(parts)}."


def _means(found: NoEffect) -> str:
    mean, printed = found.improvement(found.central, found.month), found.printed_change(found.month)
    if mean is None or not printed or printed <= 0:
        return "The paper prints no improvement of the mean to set beside the simulated one."
    outcome, left = found.outcome, printed - mean.mean
    first = (
        f"Of the printed improvement of {points(printed, outcome)} by {values.month(found.month)}, trials under our "
        f"assumptions show {points(mean.mean, outcome)} on average ({values.number(mean.low, 1)} to "
        f"{values.number(mean.high, 1)} in {values.percent(found.draw.level)} of them), "
        f"{values.percent(mean.mean / printed)} of it."
    )
    if left <= 0:
        return f"{first} Nothing is left that would need another explanation."
    return f"{first} That leaves {points(left, outcome)} which these mechanisms do not make on average."


def _other_scales(found: NoEffect) -> str:
    parts = []
    for outcome, series, central in found.others():
        point = next((one for one in series.points if one.month == found.month and one.value is not None), None)
        mean = next((at.spread for at in dict(central.others)[outcome.id] if at.month == found.month), None)
        if point is not None and mean is not None and point.value is not None:
            parts.append(
                f"{outcome.label}: {point.number.printed} printed, {mean_of(mean, 0)} simulated, so that the paper "
                "lies "
                f"{side(point.value, mean)} the range"
            )
    if not parts:
        return "No other scale can be compared."
    return f"At {values.month(found.month)}, {'; '.join(parts)}."


def _severe(found: NoEffect) -> str:
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


def _ranges(found: NoEffect) -> str:
    """The three scenarios."""
    less, more = found.scenarios[LESS], found.scenarios[MORE]
    low, high = found.improvement(less, found.month), found.improvement(more, found.month)
    if low is None or high is None or not found.ranges:
        return "No ranges of the assumptions are at hand."
    means = f"{points(low.mean, found.outcome)} to {points(high.mean, found.outcome)} of improvement"
    shares = less.share(found.month), more.share(found.month)
    if shares[0] is None or shares[1] is None:
        return f"From one corner of what we hold plausible to the other, trials without any effect show {means}."
    return (
        f"From one corner of what we hold plausible to the other, trials without any effect show "
        f"{values.percent(shares[0].mean)} to {values.percent(shares[1].mean)} responders and {means} at "
        f"{values.month(found.month)}. A share of responders without a control group says little while so much hangs "
        "on what nobody measured."
        if shares[1].mean - shares[0].mean > 0.3
        else f"From corner to corner, trials without any effect show {values.percent(shares[0].mean)} to "
        f"{values.percent(shares[1].mean)} responders and {means}."
    )


def _random(found: NoEffect) -> str:
    drawn = found.uncertain
    if drawn is None:
        return "No ranges of the assumptions are at hand."
    shares = [
        f"{chance(drawn.share_at_least(month, printed))} at {values.month(month)}"
        for month in found.shares
        if (printed := found.printed_share(month)) is not None and found.plan.rule
    ]
    means = [
        f"{chance(drawn.mean_as_good(month, printed))} at {values.month(month)}"
        for month in found.plan.visits
        if (printed := found.printed_mean(month)) is not None
    ]
    text = f"In {drawn.trials} trials with assumptions drawn from their ranges ({drawn.sets} sets), "
    parts = []
    if shares:
        parts.append(f"as large a share of responders as the printed one appears in {values.listed(shares)}")
    if means:
        parts.append(f"as good a mean as the printed one in {values.listed(means)}")
    return f"{text}{'; '.join(parts)}."


def _sensitivity(found: NoEffect) -> str:
    if not found.swings:
        return "No ranges of the assumptions are at hand."
    parts = []
    for swing in found.swings[:2]:
        low, high = swing.figures(found.plan)
        ends = (
            f"{values.percent(low)} to {values.percent(high)} responders"
            if found.plan.rule
            else f"{points(low, found.outcome)} to {points(high, found.outcome)} of improvement"
        )
        label = swing.assumed.label
        parts.append(
            f"“{label[0].lower()}{label[1:]}” ({values.number(swing.assumed.low)} to "
            f"{values.number(swing.assumed.high)}: {ends})"
        )
    return f"Most hangs on {values.listed(parts)}."


def _effect(found: NoEffect) -> str:
    needed = found.effect_needed(found.central)
    less, more = found.effect_needed(found.scenarios[LESS]), found.effect_needed(found.scenarios[MORE])
    if needed is None or less is None or more is None:
        return "No effect within the scale gives the printed mean."
    middle = (
        f"Under our middle assumptions a true improvement of {points(needed, found.outcome)} would have to be added "
        "for "
        f"the mean to be the printed one at {values.month(found.month)}"
        if needed > 0
        else "Under our middle assumptions nothing would have to be added for the printed mean"
    )
    ends = f"with everything towards less {points(less, found.outcome)}" + (
        f", with everything towards more {points(more, found.outcome)}"
        if more > 0
        else ", with everything towards more nothing"
    )
    return f"{middle}; {ends}."


def _context(evidence: Evidence, found: NoEffect | None) -> str:
    """How much being treated at all does, against doing nothing, on the same scale."""
    row = evidence.comparators.get("placebo-vs-none")
    if row is None or found is None:
        return "No published difference between placebo and no treatment is at hand."
    sd = found.assumptions.spread * found.plan.entry.length
    needed = found.effect_needed(found.central)
    size = abs(row.value) * sd
    text = (
        f"Soon after treatment, placebo did {values.number(abs(row.value))} standard deviations better than no "
        "treatment; "
        f"with the spread assumed here that is {points(size, found.outcome)}."
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


def _model_check(found: NoEffect) -> str:
    size = found.central.severe_size
    if found.severe is None or size is None:
        return "No count of patients by severity is printed by which the model's spread could be checked."
    printed = found.study.group_size(found.severe.group)
    if printed is None:
        return "The paper does not report how many patients started so badly."
    where = side(float(printed), size)
    verdict = {
        "within": "The model's spread is compatible with that.",
        "above": "The paper's patients are spread more widely than the model's.",
        "below": "The paper's patients are spread less widely than the model's.",
    }[where]
    return (
        f"One count checks the model: {printed} patients are printed in the group “"
        f"{found.study.group(found.severe.group).label}”; the model has {mean_of(size, 0)}. {verdict}"
    )


def _draws(found: NoEffect) -> str:
    share, mean = found.central.share(found.month), found.central.mean(found.month)
    parts = []
    if share is not None:
        parts.append(f"{_error(share, 100)} percentage points for the share of responders")
    if mean is not None:
        parts.append(f"{values.number(mean.mc_error, 3)} {found.outcome.unit} for the mean")
    quarter = found.draw.fewer(4).trials
    return (
        f"Each set of assumptions is drawn {found.draw.trials} times from seed {found.draw.seed} ({quarter} times for "
        f"the sensitivity chart and the effect needed). The Monte Carlo standard error of an average is "
        f"{values.listed(parts)} at {values.month(found.month)}, twice that with {quarter} draws."
    )


def _visits(found: NoEffect) -> str:
    plan = found.plan
    parts = [
        f"{values.listed([str(seen) for seen in plan.seen[1:]])} patients are seen at {values.months(plan.visits)}, "
        "as the paper prints"
    ]
    if plan.carried:
        parts.append(f"the number at {values.months(plan.carried)} is not printed and stands at the one before")
    if plan.unseen_visits:
        parts.append(f"nothing is printed of {values.months(plan.unseen_visits)}, which is left out")
    if plan.left_out:
        names = values.listed([one.label for one in plan.left_out])
        parts.append(f"{names} cannot be drawn for want of a mean before treatment")
    return f"In every simulated trial {'; '.join(parts)}."


def _error(found: Spread, factor: float) -> str:
    return values.number(found.mc_error * factor)
