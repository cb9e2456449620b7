"""What the charts, tables and sentences about the responder rule share: its settings and its names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marginalia.analysis.assumptions import read_assumptions
from marginalia.display import values
from marginalia.display.evidence import Evidence
from marginalia.simulation.assumptions import Assumptions, chosen
from marginalia.simulation.responder_rule import (
    RATING_SPREAD,
    RATING_SPREADS,
    Criterion,
    OtherRules,
    Ranged,
    Unchanged,
    alike_months_apart,
    called,
    criteria,
    last_counted,
    months_apart,
    within_a_day,
)

#: Correlations of changes on two scales that the slider offers.
ALIKE_STEP = 0.2
ALIKE = tuple(round(ALIKE_STEP * place, 1) for place in range(5))


@dataclass(frozen=True, slots=True)
class Setting:
    """A rule with the reader's assumptions. `alike` is the slider's place nearest to what the assumptions give months
    apart; `month` the last visit with printed responders."""

    rule: tuple[Criterion, ...]
    assumed: Assumptions
    month: float
    alike: float

    def day(self) -> Unchanged:
        """Asked twice within a day."""
        return within_a_day(self.assumed, self.alike)

    def months(self) -> Unchanged:
        """Asked before treatment and at the last counted visit."""
        return months_apart(self.assumed, self.month, self.alike)

    @property
    def rates_change(self) -> bool:
        """Whether a criterion is itself a rating of change."""
        return any(one.outcome.is_change for one in self.rule)

    def with_assumed(self, **changed: float) -> Setting:
        """The same with other assumptions of the simulation's model."""
        return replace(self, assumed=replace(self.assumed, **changed))

    def shares(self, *, needs: str = "any", **changed: float) -> tuple[float, float]:
        """Shares of unchanged patients called responders by the rule that asks for `any` or `all`, within a day and
        months apart, with what is `changed` of `Unchanged`."""
        day, months = (called(self.rule, replace(one, **changed)) for one in (self.day(), self.months()))
        return day.by_rule(needs), months.by_rule(needs)


def setting(evidence: Evidence) -> Setting | None:
    """`None` where the study has fewer than two thresholds, or prints no fraction of responders."""
    rule, month = criteria(evidence.study), last_counted(evidence.study)
    if len(rule) < 2 or month is None:
        return None
    assumed = chosen(evidence.chosen)
    alike = min(ALIKE, key=lambda place: abs(place - alike_months_apart(assumed, month)))
    return Setting(rule, assumed, month, alike)


NO_RULE = "The paper does not report responders by a rule of several thresholds."


def names(rule: Sequence[Criterion]) -> list[str]:
    """Names of the rules that ask for at least 1, 2, ... of the criteria."""
    many = len(rule)
    return [
        f"{'Any' if least == 1 else 'All' if least == many else values.capital(values.count(least))} of "
        f"{values.count(many)}"
        for least in range(1, many + 1)
    ]


def moved(setting: Setting, evidence: Evidence) -> list[tuple[str, tuple[float, float]]]:
    """The rule that asks for any criterion where one assumption is another, over its range: what is assumed, and the
    shares within a day and months apart."""
    rows = [
        (f"Changes on two scales correlate by {values.number(alike, 1)}", setting.shares(alike=alike))
        for alike in ALIKE
        if alike != setting.alike
    ]
    assumed = {} if evidence.literature is None else {one.id: one for one in read_assumptions(evidence.literature)}
    if spread := assumed.get("spread"):
        rows += [
            (f"Ratings scatter by {in_percent(end)}% of the scale", setting.shares(spread=end))
            for end in (spread.low, spread.high)
        ]
    if reliability := assumed.get("reliability"):
        rows += [
            (
                f"Two ratings of one day correlate by {values.number(end, 2)}",
                setting.with_assumed(reliability=end).shares(),
            )
            for end in (reliability.low, reliability.high)
        ]
    if lasting := assumed.get("lasting_share"):
        rows += [
            (
                f"Of the differences between people {values.percent(end)} last",
                setting.with_assumed(lasting_share=end).shares(),
            )
            for end in (lasting.low, lasting.high)
        ]
    if setting.rates_change:
        rows += [
            (
                f"The rating of change scatters by {in_percent(spread)}% of its scale",
                setting.shares(rating_spread=spread),
            )
            for spread in RATING_SPREADS
            if spread != RATING_SPREAD
        ]
    return rows


def other_rows(rule: Sequence[Criterion], found: OtherRules) -> list[tuple[str, Ranged]]:
    """The study's own rule, each criterion alone, and the stricter rules, with their shares."""
    first, *stricter = names(rule)
    alone = [f"Only {one.outcome.label}" for one in rule]
    return [
        (first, found.at_least[0]),
        *zip([*alone, *stricter], [*found.each, *found.at_least[1:]], strict=True),
    ]


def ranged(one: Ranged) -> str:
    """`34% (23% to 47%)`; the range is left out where there is none."""
    if one.low == one.high:
        return values.percent(one.central)
    return f"{values.percent(one.central)} ({values.interval(one.low, one.high)})"


def in_percent(share: float) -> str:
    """A share of a scale's length, as a figure in percent of it."""
    return values.number(round(100 * share))
