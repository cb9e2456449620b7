"""How often a rule of several criteria is met, where changes are normal and equally correlated.

Equally correlated normal changes are a shared part and parts of their own, given the shared part independent, so that
the multivariate normal probability is an integral over one number (`curnow1962numerical`). It is taken by the
trapezoidal rule, which errs by less than rounding where the steps are finer than what is integrated; the tests hold it
against the general integral (`genz1992numerical`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Array = NDArray[np.float64]

#: Beyond this many standard deviations no double sees the normal density.
_WIDE = 8.5
#: A correlation this near to 1 counts as 1.
_WHOLE = 1 - 1e-7


def at_least(chances: Sequence[float], correlation: float) -> tuple[float, ...]:
    """The probabilities that at least 1, 2, ... of the criteria are met, each met with its own probability in
    `chances` and their normal changes correlated by `correlation`, from 0 to 1.

    >>> [round(chance, 3) for chance in at_least([0.1, 0.1, 0.1], 0.0)]
    [0.271, 0.028, 0.001]

    Raises `ValueError` without criteria, for a chance that is no probability, or a correlation outside 0 to 1.
    """
    _check(chances, correlation)
    if correlation > _WHOLE:
        return tuple(sorted(map(float, chances), reverse=True))
    nodes = _nodes(correlation)
    met = _given_shared(-ndtri(np.asarray(chances, dtype=np.float64)), correlation, nodes)
    tails = np.cumsum(_exactly(met)[::-1], axis=0)[::-1][1:] @ nodes.weights
    return tuple(float(chance) for chance in np.clip(tails, 0, 1))


@dataclass(frozen=True, slots=True)
class Repeated:
    """The chance of meeting the rule at a given visit, at least once, and every time, with the Monte Carlo standard
    error of the last two."""

    given: float
    once: float
    always: float
    once_error: float
    always_error: float


def at_visits(
    chances: Sequence[float], correlation: float, visits: int, *, draws: int, rng: np.random.Generator
) -> Repeated:
    """The chance that any of several criteria is met, over visits that are all compared with one start.

    A change is the start less the visit, and two changes share the start: where ratings of any two occasions agree
    equally, changes at two visits correlate by 1/2. Starts are drawn, and what follows given a start is integrated
    (conditional Monte Carlo), so that few draws suffice. Other arguments as for `at_least`. Raises `ValueError` also
    below one visit or two draws.
    """
    _check(chances, correlation)
    if visits < 1 or draws < 2 or correlation > _WHOLE:
        raise ValueError("one visit, two draws and a correlation below 1 are needed")
    wanted = -ndtri(np.asarray(chances, dtype=np.float64))
    shared, own = rng.standard_normal((draws, 1)), rng.standard_normal((draws, len(chances)))
    start = sqrt(correlation) * shared + sqrt(1 - correlation) * own
    left = (wanted - sqrt(0.5) * start) / sqrt(0.5)
    nodes = _nodes(correlation)
    missed = np.prod(1 - _given_shared(left, correlation, nodes), axis=-2) @ nodes.weights
    once, always = 1 - missed**visits, (1 - missed) ** visits
    return Repeated(
        given=at_least(chances, correlation)[0],
        once=float(once.mean()),
        always=float(always.mean()),
        once_error=float(once.std(ddof=1) / sqrt(draws)),
        always_error=float(always.std(ddof=1) / sqrt(draws)),
    )


def centres_given_any(
    means: Sequence[float], thresholds: Sequence[float], sds: Sequence[float], correlation: float
) -> tuple[float, ...]:
    """The centres of normal changes whose means are `means` among those who meet at least one criterion: what must be
    assumed of everybody for responders to have the means that were printed for them. All in the criteria's own units.

    Found by moving each centre by what its mean still lacks. Raises `ValueError` for sds that are not positive, a
    correlation outside 0 to below 1, or means that no centre gives.
    """
    if min(sds) <= 0 or not 0 <= correlation <= _WHOLE:
        raise ValueError("sds above 0 and a correlation from 0 to below 1 are needed")
    wanted, limits, sd = (np.asarray(one, dtype=np.float64) for one in (means, thresholds, sds))
    centres = wanted.copy()
    for _ in range(500):
        short = wanted - _means_given_any(centres, limits, sd, correlation)
        if not np.all(np.isfinite(short)):
            break
        if float(np.max(np.abs(short) / sd)) < 1e-8:
            return tuple(float(centre) for centre in centres)
        centres += short
    raise ValueError("no normal changes have these means among responders")


def _means_given_any(centres: Array, limits: Array, sd: Array, correlation: float) -> Array:
    """Mean change of each criterion among those who meet any, shape (criteria,)."""
    nodes, inner = _nodes(correlation), sqrt(1 - correlation)
    middle = sqrt(correlation) * nodes.at[None, :]
    cut = ((limits - centres) / sd)[:, None]
    below = ndtr((cut - middle) / inner)  # chance of missing one, by criterion and shared part
    part = middle * below - inner * _density((cut - middle) / inner)  # its standardised change times that it misses
    others = np.stack([np.prod(np.delete(below, one, axis=0), axis=0) for one in range(len(centres))])
    missed = float(np.prod(below, axis=0) @ nodes.weights)
    if missed > 1 - 1e-9:
        return np.full(len(centres), np.nan)
    return np.asarray(centres - sd * ((part * others) @ nodes.weights) / (1 - missed), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Nodes:
    """Places of the shared part, and their weights under its standard normal density, each of shape (nodes,)."""

    at: Array
    weights: Array


@lru_cache(maxsize=64)
def _nodes(correlation: float) -> _Nodes:
    """Half as far apart as what is integrated is wide, which shrinks as the correlation nears 1."""
    step = min(0.1, sqrt(1 - correlation) / 2)
    at = np.linspace(-_WIDE, _WIDE, 2 * ceil(_WIDE / step) + 1)
    return _Nodes(at, _density(at) * (at[1] - at[0]))


def _density(at: Array) -> Array:
    """The standard normal density."""
    return np.asarray(np.exp(-0.5 * at**2) / sqrt(2 * pi), dtype=np.float64)


def _given_shared(wanted: Array, correlation: float, nodes: _Nodes) -> Array:
    """Chance of meeting each criterion at each node: (..., criteria) becomes (..., criteria, nodes). `wanted` are
    standardised thresholds."""
    chances = ndtr((sqrt(correlation) * nodes.at - wanted[..., None]) / sqrt(1 - correlation))
    return np.asarray(chances, dtype=np.float64)


def _exactly(met: Array) -> Array:
    """Chances of exactly 0, 1, ... of independent criteria: (criteria, nodes) becomes (criteria + 1, nodes)."""
    exactly = np.zeros((len(met) + 1, met.shape[1]))
    exactly[0] = 1
    for chance in met:
        exactly[1:] = exactly[1:] * (1 - chance) + exactly[:-1] * chance
        exactly[0] *= 1 - chance
    return exactly


def _check(chances: Sequence[float], correlation: float) -> None:
    if not chances or not all(0 <= chance <= 1 for chance in chances):
        raise ValueError(f"at least one probability is needed, not {list(chances)}")
    if not 0 <= correlation <= 1:
        raise ValueError(f"correlation must lie between 0 and 1, not {correlation}")
