"""How long a response lasts once it was found, from patients one by one: it ends between two visits, unseen."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from marginalia.analysis.patient_changes import later_visits, members
from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.statistics.counts import Interval
from marginalia.statistics.interval_censored import Between, Curve, bootstrapped, kaplan_meier, turnbull
from marginalia.study.model import OVERALL, Study
from marginalia.study.patient_level import Cohort, Patient, responds

#: Resamplings of the patients at most: enough for an interval's ends in whole percent, and done in seconds.
MOST_DRAWS = 400
#: One draw for so many simulated trials of the book's parameter, so that who asks for more there gets more here.
_TRIALS_A_DRAW = 5


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of one patient's response: first found at `found` (a month), and its loss `between` two times since
    then."""

    patient: str
    found: float
    between: Between

    @property
    def lost(self) -> bool:
        """Whether the patient was seen without the response later."""
        return isfinite(self.between.high)


@dataclass(frozen=True, slots=True)
class AtTime:
    """The share that still respond `months` after the response was found: the lowest and the highest share that fits,
    an interval around both, the share of the usual curve that takes visits for times, and how many are still known to
    be in response or lose it later (`at_risk`)."""

    months: float
    share: Interval
    interval: Interval
    naive: float
    at_risk: int


@dataclass(frozen=True, slots=True)
class Lasting:
    """`held` are the responders who were judged again later, `alone` how many never were, `never` how many were judged
    and never responded. `regained` counts those who lost the response and were found with it again."""

    held: tuple[Held, ...]
    alone: int
    never: int
    regained: int
    curve: Curve
    naive: Curve
    times: tuple[AtTime, ...]
    draws: int

    @property
    def lost(self) -> int:
        return sum(one.lost for one in self.held)

    @property
    def half(self) -> Interval | None:
        """Between which months the share falls to half; `None` where it does not."""
        left = 1.0
        for drop in self.curve.drops:
            left -= drop.mass
            if left <= 0.5 + 1e-9:
                return Interval(drop.start, drop.end)
        return None


def lasting(
    study: Study,
    cohort: Cohort,
    *,
    group: str = OVERALL,
    settings: Settings = DEFAULT,
    simulations: int = 2000,
    seed: int = 1,
) -> Lasting | None:
    """Time from the visit at which a response was first found to its loss, which lies between the last visit with the
    response and the first without it. `None` where nobody who responded was judged again."""
    judged = {one.id: _judged(study, one) for one in members(cohort, group)}
    held = tuple(one for id, found in judged.items() if (one := _held(id, found)) is not None)
    responders = sum(any(met for _, met in found) for found in judged.values())
    if not held:
        return None
    between = [one.between for one in held]
    curve, naive = turnbull(between), kaplan_meier(between)
    draws = max(1, min(MOST_DRAWS, simulations // _TRIALS_A_DRAW))
    months = _times(between, curve.until)
    intervals = bootstrapped(
        between, months, draws=draws, confidence=settings.confidence, rng=np.random.default_rng([seed, len(held)])
    )
    return Lasting(
        held,
        responders - len(held),
        sum(bool(found) and not any(met for _, met in found) for found in judged.values()),
        sum(_regained(found) for found in judged.values()),
        curve,
        naive,
        tuple(
            AtTime(month, curve.at(month), interval, naive.at(month).high, _at_risk(between, month))
            for month, interval in zip(months, intervals, strict=True)
        ),
        draws,
    )


def _judged(study: Study, patient: Patient) -> list[tuple[float, bool]]:
    found = ((month, responds(study, patient, month)) for month in later_visits(study))
    return [(month, met) for month, met in found if met is not None]


def _held(id: str, judged: list[tuple[float, bool]]) -> Held | None:
    start = next((at for at, (_, met) in enumerate(judged) if met), None)
    if start is None or start == len(judged) - 1:
        return None
    found = judged[start][0]
    last = found
    for month, met in judged[start + 1 :]:
        if not met:
            return Held(id, found, Between(last - found, month - found))
        last = month
    return Held(id, found, Between(last - found))


def _regained(judged: list[tuple[float, bool]]) -> bool:
    responses = [met for _, met in judged]
    first = responses.index(True) if True in responses else len(responses)
    later = responses[first:]
    return False in later and True in later[later.index(False) :]


def _times(between: list[Between], until: float) -> list[float]:
    """The times at which anything was seen, and so could be told, in order."""
    seen = {one.low for one in between} | {one.high for one in between}
    return sorted(time for time in seen | {0.0} if isfinite(time) and time <= until)


def _at_risk(between: list[Between], month: float) -> int:
    """Those whose response has not been seen to end before or at this month, and who were not last seen before it."""
    return sum(one.high > month if isfinite(one.high) else one.low >= month for one in between)
