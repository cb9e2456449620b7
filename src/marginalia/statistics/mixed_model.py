"""A linear mixed model by restricted maximum likelihood: repeated scores of the same people.

The fitting is that of statsmodels' `MixedLM`. What this file adds is that a fit which did not work says so in words.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Optimisers, tried in turn until one converges.
_METHODS = ("bfgs", "lbfgs", "powell")


class NotFitted(ValueError):
    """A model that could not be fitted; the message is the end of a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model. `estimates` are the fixed effects in the order of their columns and `covariance` theirs, in the
    score's unit and its square, from the observed information, as missing ratings ask for (Kenward and Molenberghs
    1998, Stat Sci 13:236-247); `random` is the covariance of the random effects and `residual` the variance of what is
    left. `log_likelihood` is the restricted one, to be compared between models with the same fixed effects only."""

    estimates: Floats
    covariance: Floats
    random: Floats
    residual: float
    log_likelihood: float

    def contrast(self, weights: Floats) -> tuple[float, float]:
        """A weighted sum of the fixed effects, and its standard error."""
        return float(weights @ self.estimates), float(np.sqrt(weights @ self.covariance @ weights))


def mixed_model(scores: Floats, fixed: Floats, people: Sequence[str], random: Floats) -> Fit:
    """score = fixed · β + random · b(person) + error, b and error normal (Laird and Ware 1982, Biometrics 38:963-974).

    `scores` has length n; `fixed` and `random` have a row a score and a column an effect; `people` names whose score
    each is. Raises `NotFitted` where there is too little to fit, or no optimum was found.

    Three people rated twice, with one mean and a level of each person: the analysis of variance has the same answer in
    closed form, 18 between people and 4/3 within, so a variance of (18 - 4/3) / 2 of the levels and 18/6 of the mean.

    >>> level = np.ones((6, 1))
    >>> found = mixed_model(np.array([1.0, 3, 4, 6, 8, 8]), level, ["a", "a", "b", "b", "c", "c"], level)
    >>> [round(float(one), 2) for one in (found.estimates[0], found.covariance[0, 0])]
    [5.0, 3.0]
    >>> [round(float(one), 2) for one in (found.random[0, 0], found.residual)]
    [8.33, 1.33]
    """
    _check(scores, fixed, people)
    # Imported here: it takes seconds, and most pages have no patients.
    from statsmodels.regression.mixed_linear_model import MixedLM

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # What goes wrong is seen from the result; a page is no place for warnings of a library.
        warnings.simplefilter("ignore")
        try:
            found: Any = MixedLM(scores, fixed, groups=np.asarray(people), exog_re=random).fit(
                reml=True, method=list(_METHODS)
            )
            made = _told(found, fixed.shape[1])
        except (np.linalg.LinAlgError, ValueError, ZeroDivisionError) as error:
            raise NotFitted("the fitting broke down before it came to a result") from error
    if not found.converged:
        raise NotFitted("the fitting did not settle on a result")
    known = np.isfinite(made.estimates).all() and np.isfinite(made.covariance).all()
    if not known or np.linalg.eigvalsh(made.covariance).min() <= 0:
        raise NotFitted("the fit gives no standard errors")
    return made


def _told(found: Any, effects: int) -> Fit:
    return Fit(
        np.asarray(found.fe_params, float),
        np.asarray(found.cov_params(), float)[:effects, :effects],
        np.asarray(found.cov_re, float),
        float(found.scale),
        float(found.llf),
    )


def _check(scores: Floats, fixed: Floats, people: Sequence[str]) -> None:
    several = len(set(people))
    if several < 2:
        raise NotFitted("a mixed model needs at least two patients")
    if len(people) == several:
        raise NotFitted("nobody was rated more than once")
    if len(scores) <= fixed.shape[1] + 1:
        raise NotFitted("there are too few ratings")
    if np.linalg.matrix_rank(fixed) < fixed.shape[1]:
        raise NotFitted("the effects cannot be told apart")
    rest = scores - fixed @ np.linalg.lstsq(fixed, scores, rcond=None)[0]
    if np.allclose(rest, 0, atol=1e-9 * max(1.0, float(np.abs(scores).max()))):
        raise NotFitted("everybody has the same scores, so that there is no spread to model")
