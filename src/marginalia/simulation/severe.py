"""The group that a study forms of those who start worst, found in a simulated trial."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marginalia.simulation.plan import Plan
from marginalia.simulation.trials import Trials
from marginalia.study.model import Study


@dataclass(frozen=True, slots=True)
class Severe:
    """A group formed by severity: everybody at least as bad as `limit` on the outcome before treatment."""

    group: str
    outcome: str
    limit: float
    worse_is_higher: bool

    def within(self, trials: Trials) -> NDArray[np.bool_]:
        """Who belongs to it: trials by patients."""
        start = trials.scores[self.outcome][:, :, 0]
        inside = start >= self.limit if self.worse_is_higher else start <= self.limit
        return np.asarray(inside, dtype=np.bool_)


def severe_of(study: Study, plan: Plan) -> Severe | None:
    """The study's group by severity whose limit on the entry scale is printed; `None` where there is none. A limit
    that is printed in several ways counts as reached ("or more") unless every print says otherwise."""
    entry = plan.entry.outcome
    measures = {one.id for one in study.measures if one.kind == "threshold" and one.outcome == entry.id}
    for group in (one for one in study.groups if one.kind == "severity"):
        limits = [
            one.reading
            for one in study.numbers
            if one.group == group.id and one.measure in measures and one.reading is not None
        ]
        if limits:
            return Severe(group.id, entry.id, limits[0], entry.better == "lower")
    return None
