"""Stretch: the worst pain has one way to go."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.comparators import Comparator
from marginalia.analysis.means import MeanPoint, mean_series
from marginalia.display import markup, values
from marginalia.study.model import Outcome
from marginalia.teaching.material import Material
from marginalia.teaching.model import Exercise, Level, Solution, TeachingNotes

#: Correlations of one person's scores some months apart. Assumptions to try, not findings.
_CORRELATIONS = (0.3, 0.5, 0.8)

#: How many points people with chronic pain lost in a year by regression to the mean alone, on a scale of 0 to 100.
_MEASURED = "regression-treated"
_MEASURED_SCALE = 100


@dataclass(frozen=True, slots=True)
class _Case:
    """A group chosen for high scores, in the series that prints its mean beside everybody's."""

    outcome: Outcome
    group: str
    among: str
    chosen: float
    everybody: float
    later: MeanPoint


def regression_to_the_mean(material: Material) -> Exercise | None:
    case = _case(material)
    if case is None:
        return None
    among = f" (means of {markup.myst(case.among)})" if case.among else ""
    correlations = values.listed([values.number(value) for value in _CORRELATIONS])
    return Exercise(
        id="regression-to-the-mean",
        title="After the worst day",
        level=Level.STRETCH,
        minutes=10,
        aim="Work out how much improvement comes from choosing people when they are at their worst.",
        question=(
            f"The group “{material.label(case.group)}” was chosen for its high scores. Before treatment its mean of "
            f"“{markup.myst(case.outcome.label)}” was {values.number(case.chosen)}, against "
            f"{values.number(case.everybody)} in all patients{among}. Pain goes up and down; people picked at a peak "
            "are lower the next time, treated or not.",
            "1. If one person’s scores some months apart are correlated by $r$, a group that starts $d$ above the "
            "average is expected to come back to $r \\times d$ above it. Work out the fall for $r$ of "
            f"{correlations}.\n2. Compare with what the group actually lost. Does the mechanism explain the fall?\n"
            "3. Are “all patients” themselves a group chosen at a peak? Who comes to a pain clinic, and when?",
        ),
        hint="The fall is d × (1 − r).",
        look=("chapters/magnitude", "chapters/discussion"),
        solve=lambda: _solve(material, case),
    )


def _case(material: Material) -> _Case | None:
    severe = [group for group in material.study.groups if group.kind == "severity"]
    for outcome in material.study.outcomes:
        for group in severe:
            for chosen in mean_series(material.study, outcome.id, group.id):
                found = _beside(material, outcome, group.id, chosen.measure.id)
                if found is not None:
                    return found
    return None


def _beside(material: Material, outcome: Outcome, group: str, measure: str) -> _Case | None:
    """The group's series beside everybody's, both of the same measure; falling scores are improvement."""
    study = material.study
    chosen = next((one for one in mean_series(study, outcome.id, group) if one.measure.id == measure), None)
    whole = next((one for one in mean_series(study, outcome.id) if one.measure.id == measure), None)
    if chosen is None or whole is None or chosen.baseline is None or whole.baseline is None:
        return None
    later = [point for point in chosen.points if point.change is not None and point.month > 0]
    if outcome.better != "lower" or chosen.baseline <= whole.baseline or not later:
        return None
    return _Case(outcome, group, chosen.among, chosen.baseline, whole.baseline, later[0])


def _solve(material: Material, case: _Case) -> Solution:
    ahead = case.chosen - case.everybody
    falls = [ahead * (1 - correlation) for correlation in _CORRELATIONS]
    lost = case.later.change or 0.0
    lines = "\n".join(
        f"- $r$ = {values.number(correlation)}: {values.number(ahead)} × {values.number(1 - correlation)} = "
        f"{values.number(fall)} points"
        for correlation, fall in zip(_CORRELATIONS, falls, strict=True)
    )
    largest = max(falls)
    steps = [
        f"The group starts $d$ = {values.number(case.chosen)} − {values.number(case.everybody)} = "
        f"{values.number(ahead)} points above the rest.\n\n{lines}",
        f"Within {values.month(case.later.month)} the group’s mean fell by {values.number(lost)} points. Being picked "
        f"from within this study explains {values.number(largest)} of them at most, "
        f"{values.percent(largest / lost) if lost > 0 else 'none'}. "
        + ("So this is not the main story." if lost > 2 * largest else "So it may be much of the story.")
        + " Fair is fair: say so.",
        "Yes, and that matters more. People seek a new treatment when the pain is at its worst, so the whole study "
        "starts at a peak. How high above their own usual level they were, this paper cannot tell us: it has no "
        "earlier scores and nobody untreated.",
        *_measured(material, case),
    ]
    return Solution(
        steps=tuple(steps),
        answer=f"Choosing the worst within the study accounts for {values.number(min(falls))} to "
        f"{values.number(largest)} points; choosing patients at their worst to begin with accounts for an unknown part "
        "of the rest.",
        figures=(
            *(f"= {values.number(fall)} points" for fall in falls),
            f"{values.number(min(falls))} to {values.number(largest)} points",
        ),
        notes=TeachingNotes(
            wrong_answers=(
                "*“Regression to the mean explains it all.”* Do the sum. Here the part that can be computed is small.",
                "*“It is a biological recovery.”* It is arithmetic: it works backwards in time as well. Pick people by "
                "their *last* score and their first one was nearer the average.",
            ),
            ask_next=(
                "Name something from daily life that seems to work because people try it on their worst day.",
                "How does a control group remove the problem without anybody having to know $r$?",
            ),
            timing="Three minutes for the sums, two for the comparison, five for question 3, the important one.",
        ),
    )


def _measured(material: Material, case: _Case) -> tuple[str, ...]:
    """How large the effect was where somebody measured it; nothing where the book has no such figure."""
    found: Comparator | None = next((one for one in material.comparators if one.id == _MEASURED), None)
    if found is None:
        return ()
    points = found.value * (case.outcome.high - case.outcome.low) / _MEASURED_SCALE
    return (
        f"It has been measured elsewhere: people treated for another chronic pain lost {values.number(found.value)} "
        f"points of {_MEASURED_SCALE} in {values.month(found.month)}, and the authors put it down to regression to "
        f"the mean {{cite:p}}`{found.key}`. On this scale that would be {values.number(points, 1)} points. Another "
        "condition, so a hint of the size and no correction.",
    )
