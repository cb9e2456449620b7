"""Facts of the chapter on magnitude."""

from __future__ import annotations

from marginalia.analysis.comparators import of_study
from marginalia.analysis.magnitude import Change
from marginalia.analysis.means import MeanPoint, MeanSeries, mean_series
from marginalia.analysis.thresholds import Beside
from marginalia.display import by_arm, values
from marginalia.display.evidence import Evidence
from marginalia.display.magnitude import changes_beside, own_changes, printed_changes
from marginalia.display.no_effect import points
from marginalia.study.model import OVERALL, Study

#: How much time and attention do, which one arm alone cannot show.
_OF_ARMS = "How much, another arm tells as far as it went without the treatment: it had all the rest."
_CONTROL = "How much, a control group would tell."
_BY_ARM = "The paper prints its means arm by arm, and the chapter between the arms sets them side by side."
_WITHOUT = (
    "Without a spread and a count, nobody can say how precise a mean is, test it, or combine it with other studies."
)


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    series = list(
        {
            (one.outcome.id, one.among): one
            for outcome in study.outcomes
            for one in reversed(mean_series(study, outcome.id))
        }.values()
    )
    found = printed_changes(evidence)
    everybody = [one for one in found if not one.among]
    return {
        "means_sentence": _means(study),
        "everybody_sentence": _changes([one for one in series if not one.among], "all patients"),
        "responders_sentence": _changes([one for one in series if one.among], "responders"),
        "in_short": _in_short(everybody) if everybody or not by_arm.means_by_arm(study) else _BY_ARM,
        "control_sentence": _OF_ARMS if by_arm.several(study) else _CONTROL,
        "important_sentence": _against(everybody),
        "start_sentence": _of_start(everybody),
        "picked_sentence": _picked(found),
        "spread_sentence": _spread(study, everybody),
        "pooled_sentence": _pooled(evidence, everybody),
        "beside_sentence": _beside(evidence),
    }


def _means(study: Study) -> str:
    means = sum(number.statistic == "mean" for number in study.numbers)
    if not means:
        middle = sum(number.statistic == "median" for number in study.numbers)
        if not middle:
            return "The paper prints no mean."
        return (
            f"The paper prints {values.plural(middle, 'median')} and no mean. A median is the score of the patient in "
            "the middle; the difference between two of them is not the change of anybody, nor a mean change."
        )
    spread = {
        "standard deviation": sum(number.statistic == "sd" for number in study.numbers),
        "standard error": sum(number.statistic == "se" for number in study.numbers),
        "confidence interval": sum(number.statistic == "ci-low" for number in study.numbers),
    }
    told = [values.plural(count, what) for what, count in spread.items() if count]
    first = f"The paper prints {values.plural(means, 'mean')}"
    if not told:
        return f"{first}, {'none with' if means > 1 else 'without'} a standard deviation or an interval. {_WITHOUT}"
    return f"{values.listed([first, *told])}. {_WITHOUT}"


def _changes(series: list[MeanSeries], whom: str) -> str:
    """The change to the last visit, in points and in units of the paper's own threshold."""
    parts = []
    for one in series:
        last = _last(one)
        if last is not None and last.change is not None:
            units = (
                ""
                if last.important_changes is None
                else (f" ({values.number(last.important_changes, 1)} times the threshold for one patient)")
            )
            parts.append(
                f"{one.outcome.label} improved by {values.number(last.change, 1)} {one.outcome.unit} by "
                f"{values.month(last.month)}{units}"
            )
    if not parts:
        return f"No change from before treatment can be worked out for {whom}."
    return f"Among {whom}, {values.listed(parts)}."


def _last(series: MeanSeries) -> MeanPoint | None:
    changed = [point for point in series.points if point.change is not None]
    return changed[-1] if changed else None


def _in_short(everybody: list[Change]) -> str:
    if not everybody:
        return "The paper prints no change of a mean."
    first = everybody[0]
    return (
        f"By {values.month(first.month)} the mean of {first.outcome.label} went from {values.number(first.start, 1)} "
        "to "
        f"{first.point.number.printed}, {'an improvement' if first.change > 0 else 'no improvement'} of "
        f"{points(abs(first.change), first.outcome)} in those who were seen."
    )


def _against(everybody: list[Change]) -> str:
    """Each mean change against what is published to matter to, and to be measurable in, one patient."""
    parts = []
    for change in everybody:
        sides = [
            f"{_placed(change.change, found)} the published {what} changes ({_range(found)})"
            for what, found in (("important", change.important), ("detectable", change.detectable))
            if found
        ]
        if sides:
            parts.append(f"{change.outcome.label}, {points(change.change, change.outcome)}: {values.listed(sides)}")
    if not parts:
        return "No published important or detectable change of these scales is at hand."
    return f"{'; '.join(parts)}."


def _placed(change: float, found: tuple[Beside, ...]) -> str:
    low, high = min(one.low for one in found), max(one.high for one in found)
    return "above" if change > high else "below" if change < low else "among"


def _range(found: tuple[Beside, ...]) -> str:
    low, high = min(one.low for one in found), max(one.high for one in found)
    text = values.number(low, 1)
    return text if low == high else f"{text} to {values.number(high, 1)}"


def _of_start(everybody: list[Change]) -> str:
    """The mean change as a share of the start, against published shares."""
    parts = [
        f"{values.percent(change.of_start)} of the start for {change.outcome.label}"
        for change in everybody
        if change.of_start is not None
    ]
    if not parts:
        return "No share of the start can be worked out."
    tiers = sorted(
        {one.threshold.low for change in everybody for one in change.important if one.threshold.unit == "% of baseline"}
    )
    published = (
        f" Published important changes are {values.listed([f'{values.number(tier)}%' for tier in tiers], 'or')} of "
        "the start."
        if tiers
        else ""
    )
    return f"That is {values.listed(parts)}.{published}"


def _picked(found: tuple[Change, ...]) -> str:
    """Responders beside everybody."""
    parts = []
    for change in found:
        other = next((one for one in found if one.outcome.id == change.outcome.id and one.among), None)
        if not change.among and other is not None and change.change > 0:
            parts.append(
                f"{change.outcome.label} {points(other.change, change.outcome)} among responders and "
                f"{points(change.change, change.outcome)} among everybody seen"
            )
    if not parts:
        return "The paper does not print both means of everybody and of responders."
    return (
        f"At {values.month(found[0].month)} the improvement is, for {values.listed(parts)}. The first says how those "
        "fared who had done well at an earlier visit; only the second says how patients fared, and only those who came "
        "back."
    )


def _spread(study: Study, everybody: list[Change]) -> str:
    """What a mean on a bounded scale says of the spread."""
    parts = [
        f"{change.outcome.label} at most {values.number(change.largest_sd, 1)}, so that the change is at least "
        f"{values.number(change.least_standardised, 2)} standard deviations"
        for change in everybody
    ]
    if not parts:
        if by_arm.means_by_arm(study):
            return (
                "The paper prints its means arm by arm, so that no spread of all patients together is worked out here."
            )
        return "Without a mean before treatment nothing can be said of the spread."
    bounds = f"From the ends of the scales and the means before treatment: {'; '.join(parts)}."
    return f"{bounds}{_printed_spread(study, everybody)}"


def _printed_spread(study: Study, everybody: list[Change]) -> str:
    """The changes in units of the standard deviation before treatment, where the paper prints it."""
    printed = {
        number.measure: number
        for number in study.numbers
        if number.statistic == "sd" and number.month == 0 and number.group == OVERALL and number.reading
    }
    parts = [
        f"{number.printed} for {change.outcome.label}, so that the change is "
        f"{values.number(change.change / number.reading, 1)} of it"
        for change in everybody
        if (number := printed.get(change.point.number.measure)) is not None and number.reading
    ]
    return f" The paper prints that standard deviation: {'; '.join(parts)}." if parts else ""


def _pooled(evidence: Evidence, everybody: list[Change]) -> str:
    """The spread at which the change would be no larger than the pooled one of trial arms."""
    row = evidence.comparators.get("rct-arms-smc-12")
    if row is None or row.value <= 0:
        return "No pooled standardised change is at hand."
    if not of_study(evidence.study, [row]):
        return (
            f"Over the arms of many trials pooled, we read such a change for {row.condition} alone; it is not set "
            "beside these patients."
        )
    if not everybody or everybody[0].change <= 0:
        return f"There is no improvement here to set beside that of trials in {row.condition}."
    first = everybody[0]
    needed = first.change / row.value
    possible = "which the scale allows" if needed <= first.largest_sd else "which the scale does not allow"
    return (
        f"Pooled over the arms of trials in {row.condition}, treated and control alike, pain had changed by "
        f"{values.number(row.value)} standard deviations at {values.month(row.month)}. With a standard deviation of "
        f"{values.number(needed, 1)} before treatment the change here would be just that, {possible}; with a smaller "
        "one it is "
        "larger."
    )


def _beside(evidence: Evidence) -> str:
    own = own_changes(evidence)
    found = [] if own is None else changes_beside(evidence, own.outcome.id)
    controls = sorted((one for one in found if one.side == "control"), key=lambda one: one.improvement)
    treated = [one for one in found if one.side == "treated"]
    if own is None or not controls:
        return "No published mean change is at hand to set beside a printed one."
    here = own.rows[0][1]
    more = sum(one.improvement >= here for one in controls)
    of = values.listed(list(dict.fromkeys(one.after.condition for one in found)))
    text = (
        f"These are of {of}. In points of 100 the mean improved by {values.number(here, 1)} here. Of "
        f"{values.plural(len(controls), 'control arm or untreated cohort', 'control arms and untreated cohorts')} "
        f"{values.count(more)} improved as much or more"
    )
    low = controls[0]
    text += f"; the least of them improved by {values.number(low.improvement, 1)}."
    if treated:
        above = sum(one.improvement >= here for one in treated)
        text += f" Of {values.plural(len(treated), 'treated group')} {values.count(above)} did."
    return text
