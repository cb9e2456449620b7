"""What a simulated trial assumes of its patients, apart from what the paper prints."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from marginalia.parameters import Parameters

#: A spell of no length, in months: nothing of it is left by the next visit.
_MOMENT = 1e-6


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The patients of a trial in which nobody is helped, `effect` apart.

    Scores are shares of a scale's length, counted towards worse: 1 is the worst score. `usual_score` is the mean that
    such patients have over time on the scale they enter by, `spread` the standard deviation of ratings on every scale.
    Of what differs between people, `lasting_share` stays for good and the rest comes and goes in spells, whose
    correlation falls to 0.37 in `spell_months`. `reliability` is the correlation of two ratings on one day,
    `between_scales` that of true scores on two scales. `natural_course` is how much of the published improvement
    happens without treatment, `recall_shift` by how much the start is remembered as worse, `dropout_odds` the odds of
    being lost where one is not improved against where one is. `effect` is an improvement that the treatment itself
    causes, at every visit.
    """

    usual_score: float
    spread: float
    lasting_share: float
    spell_months: float
    reliability: float
    between_scales: float
    natural_course: float
    recall_shift: float
    dropout_odds: float
    effect: float = 0.0

    def spell_correlation(self, apart: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """The correlation of spells so many months apart: none where spells have no length."""
        return np.asarray(np.exp(-np.asarray(apart) / max(self.spell_months, _MOMENT)), dtype=np.float64)

    def correlation(self, apart: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """The correlation of true scores on one scale so many months apart."""
        return np.asarray(
            self.lasting_share + (1 - self.lasting_share) * self.spell_correlation(apart), dtype=np.float64
        )


#: The parameters of the book that the engine takes.
NAMES = tuple(field.name for field in fields(Assumptions) if field.name != "effect")


def chosen(parameters: Parameters) -> Assumptions:
    """The assumptions that a reader chose, with no effect of treatment."""
    return Assumptions(**{name: getattr(parameters, name) for name in NAMES})
