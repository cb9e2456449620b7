"""One door to the interval methods, for callers whose method is a parameter of the book."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from marginalia.statistics.clopper_pearson import clopper_pearson
from marginalia.statistics.counts import Interval
from marginalia.statistics.jeffreys import jeffreys
from marginalia.statistics.mid_p import mid_p
from marginalia.statistics.wilson import wilson

__all__ = ["METHODS", "Interval", "interval"]


class Method(Protocol):
    def __call__(self, n: int, N: int, *, confidence: float = ...) -> Interval: ...


#: The methods by the names that the parameter `interval` takes.
METHODS: Mapping[str, Method] = MappingProxyType(
    {"wilson": wilson, "clopper-pearson": clopper_pearson, "jeffreys": jeffreys, "mid-p": mid_p}
)


def interval(n: int, N: int, *, method: str = "wilson", confidence: float = 0.95) -> Interval:
    """The interval for `n` of `N` by the named method.

    >>> f"{interval(18, 29).low:.0%} to {interval(18, 29).high:.0%}"
    '44% to 77%'

    Raises `ValueError` for a method that is not in `METHODS`, and where the method itself does.
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, not {method!r}")
    return METHODS[method](n, N, confidence=confidence)
