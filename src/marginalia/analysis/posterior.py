"""What somebody who says what they expected may believe of the headline share after seeing the patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from marginalia.analysis.settings import DEFAULT, Settings
from marginalia.parameters import Parameters
from marginalia.statistics.beta_posterior import Belief
from marginalia.statistics.counts import Interval

#: Whose prior it is: the reader's own (a parameter), a neutral one, or one that is as firm as the data.
Holder = Literal["reader", "jeffreys", "sceptical", "undecided", "enthusiastic"]

#: Shares that the firm priors are centred on: one in four, half, three in four. Each is worth as many patients as were
#: seen, so that prior and data weigh the same.
FIRM: tuple[tuple[Holder, float], ...] = (("sceptical", 0.25), ("undecided", 0.5), ("enthusiastic", 0.75))


@dataclass(frozen=True, slots=True)
class Updated:
    """A prior and what becomes of it with n responders among N. `above` holds, for each value asked for, the
    probability that the true share exceeds it."""

    holder: Holder
    prior: Belief
    posterior: Belief
    interval: Interval
    above: tuple[float, ...]


def own_prior(chosen: Parameters) -> Belief:
    """The prior that the parameters of the book state."""
    return Belief(chosen.prior_share, chosen.prior_patients)


def updated(n: int, N: int, own: Belief, values: Sequence[float], settings: Settings = DEFAULT) -> tuple[Updated, ...]:
    """The reader's own prior, Jeffreys' and three firm ones, after n of N. Raises `ValueError` for no proportion."""
    priors: list[tuple[Holder, Belief]] = [("reader", own), ("jeffreys", Belief(0.5, 1.0))]
    priors += [(holder, Belief(share, float(N))) for holder, share in FIRM]
    found = []
    for holder, prior in priors:
        posterior = prior.after(n, N)
        above = tuple(posterior.above(value) for value in values)
        found.append(Updated(holder, prior, posterior, posterior.interval(settings.confidence), above))
    return tuple(found)
