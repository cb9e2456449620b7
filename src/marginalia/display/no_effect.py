"""The trials in which nobody is helped, gathered once for the text, tables and charts of a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from marginalia.analysis.assumptions import Assumed, read_assumptions
from marginalia.analysis.means import MeanSeries, mean_series
from marginalia.analysis.proportions import Assessed, by_visit
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.simulation.assumptions import NAMES, Assumptions, chosen
from marginalia.simulation.entry import Entry, entry_of
from marginalia.simulation.plan import Plan, plan_of
from marginalia.simulation.scenarios import Draw, Results, results
from marginalia.simulation.sensitivity import (
    Step,
    Swing,
    effect_needed,
    extremes,
    improvement,
    mechanisms,
    printed_start,
    swings,
)
from marginalia.simulation.severe import Severe, severe_of
from marginalia.simulation.summaries import Spread
from marginalia.simulation.uncertain import Uncertain, uncertain
from marginalia.study.model import OVERALL, RESPONSE, Outcome, Study

#: Figures of which only the mean is wanted are drawn from a part of the trials.
_PART = 4

#: Positions of the slider, over the plausible range of the natural course.
_POSITIONS = 11

LESS, CHOSEN, MORE, DRAWN = "all towards less", "as assumed here", "all towards more", "assumptions drawn at random"


@dataclass(frozen=True)
class NoEffect:
    """Simulated trials of one study under the reader's assumptions. `month` is the visit that the page looks at most:
    the last whose result the paper prints as a share of responders, or as a mean where it has no rule."""

    study: Study
    plan: Plan
    assumptions: Assumptions
    ranges: tuple[Assumed, ...]
    draw: Draw
    month: float
    severe: Severe | None
    shares: dict[float, Assessed]
    severe_shares: dict[float, Assessed]
    series: MeanSeries

    @property
    def outcome(self) -> Outcome:
        """The scale that patients enter by."""
        return self.plan.entry.outcome

    @property
    def start(self) -> float:
        """The printed mean before treatment, in the scale's unit."""
        return printed_start(self.plan)

    @property
    def usual(self) -> float:
        """The usual score assumed, in the scale's unit."""
        return self.in_unit(self.assumptions.usual_score)

    def in_unit(self, worse: float) -> float:
        """A share of the entry scale, counted towards worse, as a score."""
        outcome = self.outcome
        length = self.plan.entry.length
        return outcome.low + worse * length if outcome.better == "lower" else outcome.high - worse * length

    def printed_mean(self, month: float) -> float | None:
        """The printed mean on the entry scale."""
        return next((point.value for point in self.series.points if point.month == month), None)

    def printed_change(self, month: float) -> float | None:
        """The printed improvement since before treatment, positive where better."""
        return next((point.change for point in self.series.points if point.month == month), None)

    def printed_share(self, month: float) -> float | None:
        """The printed share of responders."""
        found = self.shares.get(month)
        return None if found is None else found.share

    @cached_property
    def swings(self) -> tuple[Swing, ...]:
        """What each assumption does at the ends of its range, the widest first."""
        return swings(self.plan, self.assumptions, self.ranges, self.month, self.draw.fewer(_PART))

    @cached_property
    def scenarios(self) -> dict[str, Results]:
        """Three sets of assumptions: all at the end that shows less, as chosen, all at the end that shows more."""
        less, more = extremes(self.assumptions, self.swings, self.plan)
        sets = {LESS: less, CHOSEN: self.assumptions, MORE: more}
        return {name: results(self.plan, one, self.draw, self.severe) for name, one in sets.items()}

    @property
    def entry(self) -> Entry:
        """Whom the trials take."""
        return entry_of(self.plan, self.assumptions)

    @property
    def central(self) -> Results:
        return results(self.plan, self.assumptions, self.draw, self.severe)

    @cached_property
    def mechanisms(self) -> tuple[Step, ...]:
        """One mechanism at a time, then together."""
        return mechanisms(self.plan, self.assumptions, self.draw)

    @cached_property
    def uncertain(self) -> Uncertain | None:
        """Trials under assumptions drawn from their ranges; `None` where no ranges are at hand."""
        return uncertain(self.plan, self.assumptions, self.ranges, self.draw) if self.ranges else None

    @property
    def correlation(self) -> float:
        """The correlation of two ratings as far apart as the start and the page's visit."""
        return self.assumptions.reliability * float(self.assumptions.correlation(self.month))

    @cached_property
    def positions(self) -> tuple[tuple[float, Results], ...]:
        """What is shown with each share of the published course, over its plausible range."""
        low, high = next(((one.low, one.high) for one in self.ranges if one.id == "natural_course"), (0.0, 1.0))
        step = (high - low) / (_POSITIONS - 1)
        courses = [round(low + step * place, 4) for place in range(_POSITIONS)]
        sets = [replace(self.assumptions, natural_course=course) for course in courses]
        return tuple(
            (course, results(self.plan, one, self.draw, self.severe)) for course, one in zip(courses, sets, strict=True)
        )

    def improvement(self, found: Results, month: float) -> Spread | None:
        """The mean improvement on the entry scale, in its unit."""
        return improvement(self.plan, found, month)

    def effect_needed(self, found: Results) -> float | None:
        """The effect that has to be added for the printed mean at the page's visit."""
        printed = self.printed_mean(self.month)
        if printed is None:
            return None
        return effect_needed(self.plan, found.assumptions, self.month, printed, self.draw.fewer(_PART))

    def others(self) -> list[tuple[Outcome, MeanSeries, Results]]:
        """The other outcomes whose means are printed and drawn."""
        drawn = dict(self.central.others)
        series = {id: everybody(self.study, id) for id in drawn}
        return [(self.study.outcome(id), one, self.central) for id, one in series.items() if one is not None]


def gathered(evidence: Evidence) -> NoEffect | str:
    """The simulated trials of the evidence's study, or a sentence why there are none."""
    study = evidence.study
    plan = plan_of(study, evidence.comparators)
    if isinstance(plan, str):
        return plan
    shares = {one.cell.month: one for one in by_visit(study, RESPONSE, OVERALL, evidence.settings)}
    printed = {month: one for month, one in shares.items() if month in plan.visits and one.share is not None}
    series = everybody(study, plan.entry.outcome.id)
    assert series is not None, "the entry scale has a printed mean before treatment"
    meant = [point.month for point in series.points if point.month in plan.visits and point.value is not None]
    months = sorted(month for month in printed if month is not None) if plan.rule else meant
    if not months:
        return (
            "No trial can be compared: the paper prints no result after treatment of the scale that patients enter by."
        )
    severe = severe_of(study, plan)
    group = {} if severe is None else by_group(evidence, severe.group)
    chosen_here = chosen(evidence.chosen)
    draw = Draw(evidence.chosen.simulations, evidence.chosen.seed, evidence.settings.confidence)
    ranges = () if evidence.literature is None else read_assumptions(evidence.literature)
    return NoEffect(
        study,
        plan,
        chosen_here,
        tuple(one for one in ranges if one.id in NAMES),
        draw,
        months[-1],
        severe,
        {month: one for month, one in printed.items() if month is not None},
        group,
        series,
    )


def by_group(evidence: Evidence, group: str) -> dict[float, Assessed]:
    """The printed responders of a group by visit."""
    found = by_visit(evidence.study, RESPONSE, group, evidence.settings)
    return {one.cell.month: one for one in found if one.cell.month is not None and one.share is not None}


def everybody(study: Study, outcome: str) -> MeanSeries | None:
    """The printed means of everybody seen."""
    return next((one for one in mean_series(study, outcome) if not one.among), None)


def points(value: float, outcome: Outcome, digits: int = 1) -> str:
    """A distance on a scale with its unit: `0.7 points`, `9%`."""
    text = values.number(value, digits)
    if outcome.unit == "%":
        return f"{text}%"
    return f"{text} {outcome.unit.removesuffix('s') if text == '1' else outcome.unit}"


def side(printed: float, found: Spread) -> str:
    """Where a printed figure lies against the range of most trials: above, within or below it."""
    return "above" if printed > found.high else "below" if printed < found.low else "within"


def chance(share: float) -> str:
    """A share of the trials, with as many digits as its size asks for: `70%`, `1.4%`; `none` where there is none."""
    return "none" if share == 0 else values.percent(share, 0 if share >= 0.095 else 1)


def share_of(found: Spread) -> str:
    """A share over the trials: `66% (48% to 83%)`."""
    return f"{values.percent(found.mean)} ({values.interval(found.low, found.high)})"


def mean_of(found: Spread, digits: int = 1) -> str:
    """A mean over the trials: `4.6 (3.8 to 5.5)`."""
    ends = f"{values.number(found.low, digits)} to {values.number(found.high, digits)}"
    return f"{values.number(found.mean, digits)} ({ends})"
