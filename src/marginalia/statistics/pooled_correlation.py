"""How repeated measurements of several kinds go together as a rule, for tables too small to say it pair by pair."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Two times are taken to be no more alike than this, so that the answer stays a correlation matrix.
_MOST = 0.95
#: The least eigenvalue left, and what is added to the diagonal, for the same reason.
_LEAST, _RIDGE = 1e-3, 1e-6


def pooled_correlation(data: Floats, kinds: Sequence[Hashable], times: Sequence[float]) -> Floats:
    """A correlation matrix for the columns of `data` (a row a person, NaN where nothing is known), each of a kind and
    at a time.

    It has few numbers: one for two times of a kind, whichever, and one for each two kinds at a time; for two kinds at
    two times their product. Each is the mean of the correlations seen, of pairs known of at least two people; 0 where
    there are none. Positive definite: the element-wise product of two such matrices is one (Schur).

    >>> pooled_correlation(np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 3.0]]), ["pain", "pain"], [0, 3]).round(2).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    centre, spread = np.nanmean(data, axis=0), np.nanstd(data, axis=0)
    scaled = (data - centre) / np.where(spread > 0, spread, 1.0)
    names = list(dict.fromkeys(kinds))
    of = np.array([names.index(kind) for kind in kinds])
    alike: list[float] = []
    together: dict[tuple[int, int], list[float]] = {}
    for i, j in combinations(range(len(of)), 2):
        products = scaled[:, i] * scaled[:, j]
        if np.isfinite(products).sum() < 2:
            continue
        if of[i] == of[j]:
            alike.append(float(np.nanmean(products)))
        elif times[i] == times[j]:
            together.setdefault((int(of[i]), int(of[j])), []).append(float(np.nanmean(products)))
    between = np.eye(len(names))
    for (one, two), found in together.items():
        between[one, two] = between[two, one] = np.clip(np.mean(found), -_MOST, _MOST)
    over_time = float(np.clip(np.mean(alike), 0.0, _MOST)) if alike else 0.0
    same = np.where(np.equal.outer(times, times), 1.0, over_time)
    made = _positive(between)[np.ix_(of, of)] * same + _RIDGE * np.eye(len(of))
    return np.asarray(made / made[0, 0])


def _positive(correlations: Floats) -> Floats:
    """Correlations seen pair by pair as a matrix that people could have: its negative eigenvalues are cut off."""
    values, vectors = np.linalg.eigh(correlations)
    made = vectors @ np.diag(np.maximum(values, _LEAST)) @ vectors.T
    scale = np.sqrt(np.diag(made))
    return np.asarray(made / np.outer(scale, scale))
