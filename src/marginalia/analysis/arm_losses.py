"""Whom each arm lost, and whom its results leave out."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.analysis.arms import contrasts
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.counts import Interval
from marginalia.statistics.difference import newcombe
from marginalia.study.model import FOLLOW_UP, RESPONSE, Group, Study


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of an arm's patients are seen at a visit, or counted in its result: `size` is how many the arm has."""

    group: Group
    size: int
    kept: int

    @property
    def lost(self) -> float:
        """The share of the arm that is missing."""
        return 1 - self.kept / self.size


@dataclass(frozen=True, slots=True)
class Losses:
    """An arm and the control at one visit. `counted` where those in the denominator of the response are meant, and not
    those seen. `difference` is the share missing in the arm less that in the control."""

    month: float
    counted: bool
    arm: Kept
    control: Kept
    difference: float
    interval: Interval


def losses(study: Study, settings: Settings = DEFAULT) -> tuple[Losses, ...]:
    """Every visit after treatment at which the paper prints, for both, who was seen; and every one at which it prints
    whom the response is counted among."""
    found = []
    for contrast in contrasts(study):
        for counted in (False, True):
            for month in study.visits:
                arm, control = (_kept(study, one, month, counted) for one in (contrast.arm, contrast.control))
                if month > 0 and arm is not None and control is not None:
                    gone = (arm.size - arm.kept, arm.size, control.size - control.kept, control.size)
                    limits = newcombe(*gone, confidence=settings.confidence)
                    found.append(Losses(month, counted, arm, control, arm.lost - control.lost, limits))
    return tuple(found)


def _kept(study: Study, group: Group, month: float, counted: bool) -> Kept | None:
    size = study.group_size(group.id)
    cell = study.best(RESPONSE if counted else FOLLOW_UP, group.id, month)
    kept = None if cell is None else cell.N if counted else cell.n
    return None if not size or kept is None or not 0 <= kept <= size else Kept(group, size, kept)
