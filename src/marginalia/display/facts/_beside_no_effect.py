"""Facts of the chapter on a trial in which nobody is helped: the paper's results beside the simulated ones."""

from __future__ import annotations

from marginalia.display import values
from marginalia.display.no_effect import LESS, MORE, NoEffect, mean_of, points, side


def in_short(found: NoEffect) -> str:
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


def shares(found: NoEffect) -> str:
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


def means(found: NoEffect) -> str:
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


def early(found: NoEffect) -> str:
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


def other_scales(found: NoEffect) -> str:
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


def effect(found: NoEffect) -> str:
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
