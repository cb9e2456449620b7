"""Partial pooling: shares of several groups, each drawn towards what the groups have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marginalia.statistics.counts import Interval, check_confidence, check_counts

_Floats = NDArray[np.float64]

#: The grid: log odds of the common mean, and log of how many patients the common distribution is worth. It ends where
#: wider or finer grids leave the shares of small groups unchanged to three decimals.
_LOGITS = np.linspace(-6.0, 6.0, 81)
_LOG_SIZES = np.linspace(-5.0, 16.0, 85)
#: Halvings of [0, 1] for the ends of an interval: a few hundred-thousandths of a percentage point.
_HALVINGS = 22


@dataclass(frozen=True, slots=True)
class Pooled:
    """Groups after partial pooling. `means` and `intervals` are each group's posterior mean and equal-tailed interval,
    in the order given; `centre` is the posterior mean of the common mean, and `spread` that of the standard deviation
    between the groups' true shares, all as shares from 0 to 1."""

    means: tuple[float, ...]
    intervals: tuple[Interval, ...]
    centre: float
    spread: float


def partial_pooling(counts: Sequence[tuple[int, int]], *, confidence: float = 0.95) -> Pooled:
    """The groups' shares under the hierarchical beta-binomial model, for `counts` of n responders among N.

    The groups' true shares are taken as independent draws from one Beta(a, b), with the prior density of a and b
    proportional to (a + b)^(-5/2) (Gelman, Carlin, Stern, Dunson, Vehtari, Rubin: Bayesian Data Analysis, 3rd edition,
    section 5.3). Given a and b each share is Beta(a + n, b + N - n); a and b are averaged over a grid of log(a/b) and
    log(a + b). Nothing is random.

    The smallest group, furthest from the others, moves most:

    >>> pooled = partial_pooling([(1, 10), (50, 100), (55, 100)])
    >>> [f"{mean:.2f}" for mean in pooled.means]
    ['0.23', '0.50', '0.54']

    Raises `ValueError` for fewer than two groups, where n of N is no proportion, where no group holds both responders
    and others (the posterior is then not proper) or the confidence is no probability.
    """
    check_confidence(confidence)
    for n, N in counts:
        check_counts(n, N)
    if len(counts) < 2:
        raise ValueError(f"partial pooling needs two groups or more, not {len(counts)}")
    if not any(0 < n < N for n, N in counts):
        raise ValueError("partial pooling needs a group with both responders and others")
    logits, log_sizes = (axis.ravel() for axis in np.meshgrid(_LOGITS, _LOG_SIZES))
    density = log_density(logits, log_sizes, counts)
    weights = np.exp(density - density.max())
    weights /= weights.sum()
    kept = weights > 1e-8
    weights = weights[kept] / weights[kept].sum()
    mean, size = _mean(logits[kept]), np.exp(log_sizes[kept])
    a, b = mean * size, (1 - mean) * size
    tail = (1 - confidence) / 2
    return Pooled(
        means=tuple(float(weights @ ((a + n) / (size + N))) for n, N in counts),
        intervals=tuple(
            Interval(_quantile(weights, a + n, b + N - n, tail), _quantile(weights, a + n, b + N - n, 1 - tail))
            for n, N in counts
        ),
        centre=float(weights @ mean),
        spread=float(weights @ np.sqrt(mean * (1 - mean) / (size + 1))),
    )


def log_density(logits: _Floats, log_sizes: _Floats, counts: Sequence[tuple[int, int]]) -> _Floats:
    """The log posterior density, up to a constant, of log(a/b) and log(a + b) at paired points.

    It includes the Jacobian a·b of the change from (a, b) to these two (Bayesian Data Analysis, equations 5.8-5.10).
    """
    from scipy.special import gammaln  # imported here: it costs more than everything else in this room

    mean, size = _mean(logits), np.exp(log_sizes)
    a, b = mean * size, (1 - mean) * size
    found = -2.5 * log_sizes + np.log(a) + np.log(b)
    for n, N in counts:
        found += gammaln(size) - gammaln(a) - gammaln(b)
        found += gammaln(a + n) + gammaln(b + N - n) - gammaln(size + N)
    return np.asarray(found, dtype=np.float64)


def _mean(logits: _Floats) -> _Floats:
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float64)


def _quantile(weights: _Floats, a: _Floats, b: _Floats, level: float) -> float:
    """Where a weighted mixture of beta distributions reaches a level, by halving."""
    from scipy.special import betainc  # imported here: it costs more than everything else in this room

    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if float(weights @ betainc(a, b, middle)) < level else (low, middle)
    return (low + high) / 2
