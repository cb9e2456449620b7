"""Multiple imputation for few people and many visits: predictions of a normal model, values of other people.

Mean and covariance are drawn from their posterior in turn with the missing values by statsmodels' `BayesGaussMI`
(Schafer 1997, Analysis of Incomplete Multivariate Data, chapter 5). Chained equations, a regression for each column on
all others, need more people than columns, which small trials do not have; here a prior holds the covariance. What is
filled in is not the normal draw but the values of somebody who was predicted to be alike: predictive mean matching
(Little 1988, J Bus Econ Stat 6:287-296), so that values keep their steps and their distribution, two humps and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Rounds of the sampler before the first data set, and between two.
BURN, SKIP = 100, 10
#: Of so many people predicted to be most alike one is drawn.
DONORS = 5
#: How wide the prior of a column's mean is: its variance, in variances of the column.
_WIDE = 10.0


def imputed(
    data: Floats,
    prior: Floats,
    blocks: Sequence[Sequence[int]],
    *,
    worth: float,
    count: int,
    rng: np.random.Generator,
) -> Iterator[Floats]:
    """So many complete copies of `data`, which has a row a person, a column a variable and NaN where one is missing.

    `blocks` are the columns that go together: what is missing of a block is taken from one person of whom all of it is
    known. `prior` is the correlation matrix that the covariance is drawn towards as strongly as `worth` people would
    draw it; each column is brought to mean 0 and variance 1 before. Raises `ValueError` for a prior of another size, a
    `worth` that is not above 0, or a block of which nothing is known of anybody.

    >>> data = np.array([[1.0, 2.0], [2.0, 3.0], [3.0, np.nan], [4.0, 5.0], [5.0, 6.0]])
    >>> made = next(imputed(data, np.eye(2), [[0], [1]], worth=3, count=1, rng=np.random.default_rng(1)))
    >>> bool(made[2, 1] in (2.0, 3.0, 5.0, 6.0)), bool((made[:, 0] == data[:, 0]).all())
    (True, True)
    """
    from statsmodels.imputation.bayes_mi import BayesGaussMI

    columns = data.shape[1]
    if prior.shape != (columns, columns) or worth <= 0:
        raise ValueError(f"expected a prior of {columns} columns that is worth more than 0 people")
    known = np.isfinite(data)
    if any(not known[:, list(block)].all(axis=1).any() for block in blocks):
        raise ValueError("of each block all columns must be known of somebody")
    centre, spread = np.nanmean(data, axis=0), np.nanstd(data, axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    model = BayesGaussMI(
        (data - centre) / spread,
        mean_prior=_WIDE * np.eye(columns),
        # An inverse Wishart prior with ν degrees of freedom has the mean Ψ / (ν - columns - 1).
        cov_prior=worth * prior,
        cov_prior_df=worth + columns + 1,
        rng=rng,
    )
    for step in range(1, BURN + (count - 1) * SKIP + 1):
        model.update()
        if step >= BURN and (step - BURN) % SKIP == 0:
            made = data.copy()
            for block in blocks:
                _match(made, known, np.asarray(block), np.asarray(model.data), model.mean, model.cov, rng)
            yield made


def _match(
    made: Floats,
    known: Bools,
    block: NDArray[np.int_],
    drawn: Floats,
    mean: Floats,
    cov: Floats,
    rng: np.random.Generator,
) -> None:
    """Fill what `made` lacks of a block from people like those who lack it, by what the model predicts for each from
    the other columns as drawn."""
    lacking = np.flatnonzero(~known[:, block].all(axis=1))
    donors = np.flatnonzero(known[:, block].all(axis=1))
    rest = np.setdiff1d(np.arange(drawn.shape[1]), block)
    slopes = np.linalg.solve(cov[np.ix_(rest, rest)], cov[np.ix_(rest, block)])
    predicted = mean[block] + (drawn[:, rest] - mean[rest]) @ slopes
    for person in lacking:
        apart = ((predicted[donors] - predicted[person]) ** 2).sum(axis=1)
        donor = donors[rng.choice(np.argsort(apart, kind="stable")[:DONORS])]
        gaps = block[~known[person, block]]
        made[person, gaps] = made[donor, gaps]
