"""A randomised trial of two equal groups, drawn many times: how often it finds what is there.

Two counts of responders are drawn from binomial distributions, patients are lost by chance, and the two-sided test is
made as it would be in the trial. No formula of `statistics.sample_size` is used, so that one can check the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from marginalia.statistics.fisher_power import significant
from marginalia.statistics.power_two_proportions import critical

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Frequency:
    """In what share of the drawn trials something happened, and the standard error of that share from drawing only so
    many: √(p (1 - p) / trials)."""

    share: float
    trials: int

    @property
    def error(self) -> float:
        return sqrt(self.share * (1 - self.share) / self.trials)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of each drawn trial: the shares of responders with the sham and with the treatment, arrays of shape
    (trials,)."""

    control: NDArray[np.float64]
    treated: NDArray[np.float64]

    @classmethod
    def fixed(cls, control: float, treated: float, trials: int) -> Truth:
        return cls(np.full(trials, control), np.full(trials, treated))


def found(truth: Truth, enrolled: int, *, loss: float, significance: float, seed: int) -> Frequency:
    """How often the pooled test of two shares is significant with the treatment ahead, `enrolled` patients a group of
    whom each is lost with probability `loss`, whatever became of him."""
    random = np.random.default_rng(seed)
    trials = len(truth.control)
    seen = random.binomial(enrolled, 1 - loss, size=(2, trials))
    control = random.binomial(seen[0], truth.control)
    treated = random.binomial(seen[1], truth.treated)
    z = _score(control, seen[0], treated, seen[1])
    return Frequency(float(np.mean(z > critical(significance))), trials)


def found_exactly(truth: Truth, analysed: int, *, significance: float, seed: int) -> Frequency:
    """How often Fisher's exact test is significant, either way, with `analysed` patients a group."""
    random = np.random.default_rng(seed)
    control = random.binomial(analysed, truth.control)
    treated = random.binomial(analysed, truth.treated)
    return Frequency(float(np.mean(significant(analysed, analysed, significance)[control, treated])), len(control))


def _score(
    first: NDArray[np.int64], of_first: NDArray[np.int64], second: NDArray[np.int64], of_second: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The difference of two shares in units of its pooled standard error; 0 where nobody or everybody responded."""
    one, two = np.maximum(of_first, 1), np.maximum(of_second, 1)
    pooled = (first + second) / (one + two)
    error = np.sqrt(pooled * (1 - pooled) * (1 / one + 1 / two))
    score: NDArray[np.float64] = np.divide(second / two - first / one, error, out=np.zeros(len(error)), where=error > 0)
    return score
