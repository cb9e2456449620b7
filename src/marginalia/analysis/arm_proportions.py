"""Proportions of two arms compared: difference, ratios, and how many must be treated for one more to benefit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from marginalia.analysis.arms import Contrast, Count, Printed, better, count_of, is_harm, printed_for_both
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.counts import Interval
from marginalia.statistics.difference import newcombe
from marginalia.statistics.fisher import fisher
from marginalia.statistics.number_needed_to_treat import NumberNeeded, number_needed
from marginalia.statistics.odds_ratio import odds_ratio
from marginalia.statistics.ratio import Ratio
from marginalia.statistics.risk_ratio import risk_ratio
from marginalia.study.model import RESPONSE, Measure, Study


@dataclass(frozen=True, slots=True)
class Proportions:
    """A proportion in an arm and in the control. `difference` is the arm's share less the control's, with Newcombe's
    interval; `risk` and `odds` are `None` where nobody or everybody is counted in both. `needed` is `None` where
    nothing says which direction is better. `p` is Fisher's, two-sided."""

    contrast: Contrast
    measure: Measure
    month: float | None
    arm: Count
    control: Count
    difference: float
    interval: Interval
    risk: Ratio | None
    odds: Ratio | None
    p: float
    better: Literal["lower", "higher"] | None
    needed: NumberNeeded | None

    @property
    def apart(self) -> bool:
        """Whether the interval leaves out that the arms do equally well."""
        return not self.interval.low <= 0 <= self.interval.high

    @property
    def gain(self) -> float | None:
        """The difference, positive where the arm does better."""
        return None if self.better is None else self.difference if self.better == "higher" else -self.difference


def proportions(study: Study, settings: Settings = DEFAULT) -> tuple[Proportions, ...]:
    """Every proportion after treatment that the paper prints for both, harms apart."""
    return tuple(one for one in _after_treatment(study, settings) if not is_harm(study, one.measure))


def harms(study: Study, settings: Settings = DEFAULT) -> tuple[Proportions, ...]:
    """Every proportion of patients harmed that the paper prints for both."""
    return tuple(one for one in _after_treatment(study, settings) if is_harm(study, one.measure))


def headline(found: tuple[Proportions, ...]) -> Proportions | None:
    """The comparison that a reader remembers: responders at the last visit, else the last one after treatment."""
    named = [one for one in found if one.measure.id == RESPONSE] or [one for one in found if one.better is not None]
    return named[-1] if named else None


def compared(study: Study, printed: Printed, settings: Settings = DEFAULT) -> Proportions | None:
    """The comparison of what is printed; `None` where a count is no proportion."""
    arm, control = count_of(study, printed.arm), count_of(study, printed.control)
    if arm is None or control is None:
        return None
    counts, level = (arm.n, arm.N, control.n, control.N), settings.confidence
    difference, interval = arm.share - control.share, newcombe(*counts, confidence=level)
    direction = better(study, printed.measure)
    return Proportions(
        contrast=printed.contrast,
        measure=printed.measure,
        month=printed.month,
        arm=arm,
        control=control,
        difference=difference,
        interval=interval,
        risk=risk_ratio(*counts, confidence=level),
        odds=odds_ratio(*counts, confidence=level),
        p=fisher(*counts, confidence=level).p,
        better=direction,
        needed=None if direction is None else _needed(difference, interval, direction),
    )


def _after_treatment(study: Study, settings: Settings) -> tuple[Proportions, ...]:
    printed = (one for one in printed_for_both(study, "proportion") if one.month != 0)
    return tuple(found for one in printed if (found := compared(study, one, settings)) is not None)


def _needed(difference: float, interval: Interval, direction: Literal["lower", "higher"]) -> NumberNeeded:
    if direction == "higher":
        return number_needed(difference, interval)
    return number_needed(-difference, Interval(-interval.high, -interval.low))
