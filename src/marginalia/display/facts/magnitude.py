"""Facts of the chapter on magnitude."""

from __future__ import annotations

from marginalia.analysis.means import MeanPoint, MeanSeries, mean_series
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.study.model import Study


def facts(evidence: Evidence) -> dict[str, str]:
    study = evidence.study
    series = [one for outcome in study.outcomes for one in mean_series(study, outcome.id)]
    return {
        "means_sentence": _means(study),
        "everybody_sentence": _changes([one for one in series if not one.among], "all patients"),
        "responders_sentence": _changes([one for one in series if one.among], "responders"),
    }


def _means(study: Study) -> str:
    means = sum(number.statistic == "mean" for number in study.numbers)
    spreads = sum(number.statistic == "sd" for number in study.numbers)
    if not means:
        return "The paper prints no mean."
    if not spreads:
        return f"The paper prints {means} means, none with a standard deviation, an interval or its number of patients."
    return f"The paper prints {means} means and {spreads} standard deviations."


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
