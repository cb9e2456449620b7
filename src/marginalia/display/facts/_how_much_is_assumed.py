"""Facts of the chapter on a trial in which nobody is helped: the assumptions, their ranges and the draws."""

from __future__ import annotations

from marginalia.display import values
from marginalia.display.no_effect import LESS, MORE, NoEffect, chance, mean_of, points, side
from marginalia.simulation.summaries import Spread


def visits(found: NoEffect) -> str:
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


def model_check(found: NoEffect) -> str:
    size = found.central.severe_size
    if found.severe is None or size is None:
        return "No count of patients by severity is printed by which the model’s spread could be checked."
    printed = found.study.group_size(found.severe.group)
    if printed is None:
        return "The paper does not report how many patients started so badly."
    where = side(float(printed), size)
    verdict = {
        "within": "The model’s spread is compatible with that.",
        "above": "The paper’s patients are spread more widely than the model’s.",
        "below": "The paper’s patients are spread less widely than the model’s.",
    }[where]
    return (
        f"One count checks the model: {printed} patients are printed in the group “"
        f"{found.study.group(found.severe.group).label}”; the model has {mean_of(size, 0)}. {verdict}"
    )


def ranges(found: NoEffect) -> str:
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


def random(found: NoEffect) -> str:
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


def sensitivity(found: NoEffect) -> str:
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
            f"“{values.inline(label)}” ({values.number(swing.assumed.low)} to "
            f"{values.number(swing.assumed.high)}: {ends})"
        )
    return f"Most hangs on {values.listed(parts)}."


def draws(found: NoEffect) -> str:
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


def _error(found: Spread, factor: float) -> str:
    return values.number(found.mc_error * factor)
