"""The share of everybody where some were not seen: bounds that assume nothing, and what each assumption gives."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from operator import index
from statistics import NormalDist

from marginalia.statistics.counts import Interval, check_confidence, check_counts

#: Room for floating point, far below one patient.
_HAIR = 1e-9
#: Halvings of an interval of z values after which neighbouring floating-point numbers cannot be told apart.
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Group:
    """A whole group at one time: `responders` of `seen` met the rule; the rest of `size` were not seen.

    Raises `ValueError` unless 0 <= responders <= seen <= size, and somebody belongs to the group.
    """

    responders: int
    seen: int
    size: int

    def __post_init__(self) -> None:
        check_counts(self.seen, self.size)
        if not 0 <= index(self.responders) <= self.seen:
            raise ValueError(f"responders must lie between 0 and seen = {self.seen}, not {self.responders}")

    @property
    def missing(self) -> int:
        return self.size - self.seen

    @property
    def weight(self) -> float:
        """The seen as a share of the group."""
        return self.seen / self.size


def bounds(group: Group) -> Interval:
    """The lowest and the highest share of the whole group that the counts allow: nobody and everybody among the
    missing a responder. No assumption; no narrower range without one (Horowitz and Manski 1998, J Econom 84:37-58).

    >>> bounds(Group(responders=6, seen=6, size=9))
    Interval(low=0.6666666666666666, high=1.0)
    """
    return Interval(group.responders / group.size, (group.responders + group.missing) / group.size)


def completed(group: Group, missing_share: float) -> float:
    """The share of the whole group if this share of the missing, 0 to 1, were responders. Raises `ValueError`."""
    if not 0 <= missing_share <= 1:
        raise ValueError(f"missing_share must lie between 0 and 1, not {missing_share}")
    return (group.responders + group.missing * missing_share) / group.size


def completed_interval(group: Group, missing_share: float, seen: Interval) -> Interval:
    """The interval that goes with `completed`, from the interval `seen` of the share among the seen.

    A pattern mixture: the share of everybody is w times that of the seen plus 1 - w times that of the missing, w being
    the share seen. The missing add no uncertainty because their share is assumed, not estimated; w
    counts as fixed. Raises `ValueError` for a share outside 0 to 1.
    """
    if not 0 <= missing_share <= 1:
        raise ValueError(f"missing_share must lie between 0 and 1, not {missing_share}")
    w = group.weight
    return Interval(w * seen.low + (1 - w) * missing_share, w * seen.high + (1 - w) * missing_share)


def share_by_odds(share: float, odds_ratio: float) -> float:
    """The share of responders among the missing whose odds are `odds_ratio` times those of the seen, whose share is
    `share`: the informative missingness odds ratio of Higgins, White and Wood 2008 (`higgins2008imor`).

    At 1 the missing are like the seen; at 0 none of them responded.

    >>> f"{share_by_odds(0.6, 0.5):.4f}"
    '0.4286'

    Raises `ValueError` for a share outside 0 to 1 or a negative odds ratio.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share must lie between 0 and 1, not {share}")
    if odds_ratio < 0:
        raise ValueError(f"odds_ratio must not be negative, not {odds_ratio}")
    if share in (0, 1):
        return float(share)
    if odds_ratio == inf:
        return 1.0
    odds = odds_ratio * share / (1 - share)
    return odds / (1 + odds)


def tipping_point(group: Group, share: float, *, strictly: bool = True) -> int | None:
    """The fewest of the missing who must be responders for more than `share` of the whole group to be (for at least
    `share`, unless `strictly`); `None` where even all of them would not do, 0 where none is needed.

    The degenerate case with one arm of the tipping-point display of Liublinska and Rubin 2014.

    >>> tipping_point(Group(responders=6, seen=6, size=9), 0.8)
    2
    """
    # Whole numbers against a share: a hair of floating point must not make 24 of 48 more than half.
    wanted = share * group.size + (_HAIR if strictly else -_HAIR)
    return next((more for more in range(group.missing + 1) if group.responders + more > wanted), None)


def imbens_manski(group: Group, confidence: float = 0.95) -> float:
    """The z value with which both bounds are widened so that the true share, not the whole range, is held.

    It solves Φ(z + √N·Δ/σ) - Φ(-z) = confidence, Δ being the width between the bounds and σ the larger of the two
    standard deviations √(p(1-p)) at the bounds (Imbens and Manski 2004, `imbens2004confidence`). It
    lies between the one-sided and the two-sided normal value: with nobody missing it is the two-sided, and the more
    are missing the closer it comes to the one-sided.

    Raises `ValueError` where the confidence is no probability.
    """
    check_confidence(confidence)
    normal = NormalDist()
    low, high = normal.inv_cdf(confidence), normal.inv_cdf((1 + confidence) / 2)
    found = bounds(group)
    sigma = max(sqrt(end * (1 - end)) for end in (found.low, found.high))
    if sigma == 0:
        return low if found.width else high
    apart = sqrt(group.size) * found.width / sigma
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        held = normal.cdf(middle + apart) - normal.cdf(-middle)
        low, high = (middle, high) if held < confidence else (low, middle)
    return (low + high) / 2
