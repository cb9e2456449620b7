"""The chance that a planned trial succeeds, given what is believed of the truth before it begins.

Power says how often a trial finds a difference that is there. Whether it is there is not known: assurance averages the
power over a belief (O'Hagan, Stevens & Campbell 2005, `ohagan2005assurance`), here by drawing a truth for each trial.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from marginalia.analysis.trial_design import Design
from marginalia.simulation.power import Frequency, Truth, found

#: How many patients the expected share with the sham is worth: what is believed of it is as if it had been seen in so
#: many. Twenty let it lie between 29% and 71% where 50% is expected; published control groups, each by its own rule,
#: lie further apart.
CONTROL_WORTH = 20

#: A share so near to nobody or everybody that no trial would notice: the truths drawn stay within.
_EDGE = 0.001


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of the true difference: a normal distribution. `name` says whose belief it is."""

    name: str
    mean: float
    deviation: float

    def exceeds(self, difference: float) -> float:
        """The believed chance that the true difference is larger."""
        return 1 - NormalDist(self.mean, self.deviation).cdf(difference)


def beliefs(target: float) -> tuple[Belief, ...]:
    """A sceptic's belief, an undecided one's and a hopeful one's.

    A convention of ours, in the manner of Spiegelhalter, Freedman & Parmar 1994, which we did not read: the sceptic
    expects nothing and gives 5% to more than the target; the hopeful expects the target and gives 5% to less than
    nothing. The undecided stands between them.
    """
    deviation = target / NormalDist().inv_cdf(0.95)
    return (
        Belief("sceptical", 0.0, deviation),
        Belief("undecided", target / 2, deviation),
        Belief("hopeful", target, deviation),
    )


def believed(belief: Belief, control: float, *, trials: int, seed: int) -> Truth:
    """A truth for each trial: the share with the sham from a beta distribution, the difference from the belief."""
    random = np.random.default_rng(seed)
    share = random.beta(control * CONTROL_WORTH, (1 - control) * CONTROL_WORTH, size=trials)
    share = np.clip(share, _EDGE, 1 - _EDGE)
    treated = np.clip(share + random.normal(belief.mean, belief.deviation, size=trials), _EDGE, 1 - _EDGE)
    return Truth(share, treated)


def assurance(design: Design, belief: Belief, *, trials: int, seed: int) -> Frequency:
    """How often the trial is significant with the treatment ahead, over everything that is believed."""
    of = design.assumed
    truth = believed(belief, of.control, trials=trials, seed=seed)
    return found(truth, design.each, loss=of.loss, significance=of.significance, seed=seed + 1)
