"""Everybody enrolled, seen or not: what the counts allow of their share of responders, and what assumptions add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from marginalia.analysis.fates import fates
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.counts import Interval
from marginalia.statistics.intervals import interval
from marginalia.statistics.missing_outcomes import (
    Group,
    bounds,
    completed,
    completed_interval,
    imbens_manski,
    share_by_odds,
    tipping_point,
)
from marginalia.study.model import OVERALL, Study

#: A majority: the plainest thing that a reader takes from a share.
HALF = 0.5
#: Odds ratios of response, missing against seen: no difference, and those that Kahale and others 2020 call plausible
#: (1.5, 2, 3 and 5), each way.
ODDS_RATIOS = (1 / 5, 1 / 3, 1 / 2, 1 / 1.5, 1.0, 1.5, 2.0, 3.0, 5.0)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole group at one visit, as counts of responders, seen and size."""

    group: str
    month: float
    counts: Group

    @property
    def share(self) -> float | None:
        """The share of responders among the seen; `None` where nobody was."""
        return self.counts.responders / self.counts.seen if self.counts.seen else None


@dataclass(frozen=True, slots=True)
class Bounded:
    """The bounds of a whole group, with two intervals around them.

    `bounds` assume nothing about the missing. `either` widens each end by the reader's interval method as if everybody
    had been seen with that result: it holds the whole range (Horowitz and Manski 2000). `truth` widens them less, so
    that it holds the true share wherever in the range it lies (Imbens and Manski 2004); their normal limits are
    replaced by the reader's interval method at the level that their z value stands for.
    """

    whole: Whole
    bounds: Interval
    either: Interval
    truth: Interval


@dataclass(frozen=True, slots=True)
class Tipping:
    """How many of the missing would have to be responders, at least.

    `majority`: for more than half of the whole group. `sure`: for the whole interval at the assumed share to lie above
    half. `printed`: for the share among the seen to be that of everybody. `None` where even all would not do.
    """

    whole: Whole
    majority: int | None
    sure: int | None
    printed: int | None


@dataclass(frozen=True, slots=True)
class Assumed:
    """A whole group's share under one assumption about the missing: `missing_share` of them are responders. `interval`
    is `None` where nobody was seen."""

    whole: Whole
    missing_share: float
    share: float
    interval: Interval | None


def wholes(study: Study, group: str = OVERALL) -> tuple[Whole, ...]:
    """The group at every visit whose responders, seen and size are printed and fit together."""
    return tuple(
        Whole(group, fate.month, Group(fate.responders, fate.seen, fate.size))
        for fate in fates(study, group)
        if fate.complete and fate.responders is not None and fate.seen is not None and fate.size
    )


def bounded(study: Study, settings: Settings = DEFAULT, group: str = OVERALL) -> tuple[Bounded, ...]:
    """The bounds of a group at every visit that `wholes` has."""
    return tuple(_bounded(whole, settings) for whole in wholes(study, group))


def bounded_groups(study: Study, settings: Settings = DEFAULT) -> Iterator[Bounded]:
    """The bounds of every group at every visit, group by group."""
    for group in study.groups:
        yield from bounded(study, settings, group.id)


def tipping(study: Study, settings: Settings = DEFAULT, group: str = OVERALL) -> tuple[Tipping, ...]:
    """What the missing would have to be at every visit that `wholes` has and at which somebody was seen."""
    return tuple(
        Tipping(
            whole,
            majority=tipping_point(whole.counts, HALF),
            sure=_sure(whole, settings),
            printed=tipping_point(whole.counts, whole.share, strictly=False),
        )
        for whole in wholes(study, group)
        if whole.share is not None
    )


def assumed(whole: Whole, missing_share: float, settings: Settings = DEFAULT) -> Assumed:
    """A whole group if this share of the missing were responders. Raises `ValueError` outside 0 to 1."""
    counts = whole.counts
    seen = settings.interval(counts.responders, counts.seen)
    return Assumed(
        whole,
        missing_share,
        completed(counts, missing_share),
        None if seen is None else completed_interval(counts, missing_share, seen),
    )


def by_odds(
    whole: Whole, settings: Settings = DEFAULT, odds_ratios: Sequence[float] = ODDS_RATIOS
) -> tuple[Assumed, ...]:
    """A whole group for each odds ratio of response, missing against seen; empty where nobody was seen.

    The interval moves with the seen: at each of its ends the missing are again so much better or worse off than they.
    """
    share, counts = whole.share, whole.counts
    seen = settings.interval(counts.responders, counts.seen)
    if share is None or seen is None:
        return ()
    found = []
    for ratio in odds_ratios:
        missing = share_by_odds(share, ratio)
        ends = [counts.weight * end + (1 - counts.weight) * share_by_odds(end, ratio) for end in (seen.low, seen.high)]
        found.append(Assumed(whole, missing, completed(counts, missing), Interval(*ends)))
    return tuple(found)


def _bounded(whole: Whole, settings: Settings) -> Bounded:
    counts = whole.counts
    level = 2 * NormalDist().cdf(imbens_manski(counts, settings.confidence)) - 1
    return Bounded(
        whole,
        bounds(counts),
        _around(counts, settings.interval_method, settings.confidence),
        _around(counts, settings.interval_method, level),
    )


def _around(counts: Group, method: str, confidence: float) -> Interval:
    low = interval(counts.responders, counts.size, method=method, confidence=confidence).low
    high = interval(counts.responders + counts.missing, counts.size, method=method, confidence=confidence).high
    return Interval(low, high)


def _sure(whole: Whole, settings: Settings) -> int | None:
    missing = whole.counts.missing
    for more in range(missing + 1):
        at = assumed(whole, more / missing if missing else 0.0, settings).interval
        if at is not None and at.low > HALF:
            return more
    return None
