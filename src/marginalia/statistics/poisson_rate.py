"""What a count of events over so much time at risk says about the true rate."""

from __future__ import annotations

from math import log
from operator import index

from marginalia.statistics.counts import Interval, check_confidence


def poisson_interval(events: int, time: float, *, confidence: float = 0.95) -> Interval:
    """The exact two-sided interval for a rate, in events for each unit of `time`.

    Garwood 1936 (Biometrika 28:437-442): the ends are half of chi-square quantiles with 2k and 2k + 2 degrees of
    freedom, over the time. StatsDirect's example has 14 events in 400 patient-years:

    >>> limits = poisson_interval(14, 400)
    >>> f"{limits.low:.6f} {limits.high:.6f}"
    '0.019135 0.058724'

    Raises `ValueError` where the events are negative, the time is not above 0 or the confidence is no probability.
    """
    from scipy.special import gammaincinv  # imported here: it costs more than everything else in this room

    _check(events, time, confidence)
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else float(gammaincinv(events, tail)) / time
    return Interval(low, float(gammaincinv(events + 1, 1 - tail)) / time)


def none_upper(time: float, *, confidence: float = 0.95) -> float:
    """The exact one-sided upper bound for a rate after no event: the rate at which none in so much time has the
    probability 1 - confidence, -ln(1 - confidence) / time. With 95% that is the rule of three once more:

    >>> f"{none_upper(1):.3f}"
    '2.996'
    """
    _check(0, time, confidence)
    return -log(1 - confidence) / time


def _check(events: int, time: float, confidence: float) -> None:
    check_confidence(confidence)
    if index(events) < 0:
        raise ValueError(f"events must not be negative, not {events}")
    if not time > 0:
        raise ValueError(f"time must be above 0, not {time}")
