"""SPRITE: samples that have the printed mean and standard deviation, found by moving scores about."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from marginalia.statistics.attainable import Undecided, sample_with
from marginalia.statistics.grim import sums
from marginalia.statistics.grimmer import spread, squares_of
from marginalia.statistics.reported import reported
from marginalia.statistics.rounding import Rounding
from marginalia.statistics.scale import Scale

#: Random samples from which the search sets out for each sample that is asked for, and moves it makes from each.
_STARTS = 20
_MOVES_PER_SCORE = 50


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """Samples that print what is printed, each from the lowest score to the highest.

    `decided` says that an empty list is a proof: no sample exists. Otherwise none was found, and no more is known.
    """

    samples: tuple[tuple[Fraction, ...], ...]
    decided: bool

    @property
    def impossible(self) -> bool:
        """Whether it is certain that no sample prints so."""
        return self.decided and not self.samples


def sprite(
    mean: str,
    sd: str,
    n: int,
    scale: Scale,
    *,
    count: int = 1,
    seed: int = 0,
    rounding: Rounding = Rounding.HALF_UP,
) -> Reconstruction:
    """Up to `count` different samples of `n` scores on a scale with ends that print this mean and this SD.

    Heathers, Anaya, van der Zee & Brown 2018 (PeerJ Preprints 6:e26968v1): begin with random scores, bring their mean
    right, then raise one score and lower another by one step until the standard deviation is right too. The samples are
    examples, not a fair draw from all that there are. The same seed gives the same samples. Where the moves find
    nothing, the exact search of `marginalia.statistics.attainable` finds the sample or shows that there is none.

    >>> found = sprite("2.20", "1.32", 20, Scale.of(low=1, high=5), seed=1)
    >>> sum(found.samples[0]) / 20
    Fraction(11, 5)

    Raises `ValueError` where n is below 2, the scale has no ends, a number is not plain, the standard deviation is
    negative or fewer than one sample is asked for.
    """
    if scale.top is None:
        raise ValueError("the scale must have a low and a high end")
    if count < 1:
        raise ValueError(f"count must be at least 1, not {count}")
    spreads = spread(reported(sd), n, scale, rounding)
    targets = {
        total: squares
        for total in sums(reported(mean), n, scale, rounding)
        if (squares := squares_of(total, n, spreads, scale.top))
    }
    found: set[tuple[int, ...]] = set()
    random = Random(seed)
    for _ in range(_STARTS * count if targets else 0):
        total = random.choice(list(targets))
        scores = _moved(random, total, n, targets[total], scale.top)
        if scores is not None:
            found.add(tuple(sorted(scores)))
        if len(found) == count:
            break
    decided = bool(found)
    if not found:
        sample, decided = _decided(n, targets, scale.top)
        found.update(() if sample is None else (sample,))
    samples = tuple(tuple(scale.origin + score * scale.unit for score in scores) for scores in sorted(found))
    return Reconstruction(samples, decided)


def _moved(random: Random, total: int, n: int, squares: range, top: int) -> list[int] | None:
    """A sample with this sum and one of these sums of squares, or `None` where the moves ran out."""
    scores = [random.randint(0, top) for _ in range(n)]
    while missing := total - sum(scores):
        at = random.randrange(n)
        scores[at] = min(top, max(0, scores[at] + missing))
    now = sum(score**2 for score in scores)
    for _ in range(_MOVES_PER_SCORE * n):
        if squares[0] <= now <= squares[-1]:
            return scores
        one, other = random.sample(range(n), 2)
        step = 1 if (scores[one] < scores[other]) == (now > squares[-1]) else -1
        raised, lowered = scores[one] + step, scores[other] - step
        if min(raised, lowered) >= 0 and max(raised, lowered) <= top:
            now += raised**2 + lowered**2 - scores[one] ** 2 - scores[other] ** 2
            scores[one], scores[other] = raised, lowered
    return None


def _decided(n: int, targets: dict[int, range], top: int) -> tuple[tuple[int, ...] | None, bool]:
    """One sample by the exact search, if there is one, and whether the search settled it."""
    decided = True
    for total, squares in targets.items():
        for sum_of_squares in squares:
            try:
                sample = sample_with(n, total, sum_of_squares, top)
            except Undecided:
                decided = False
                continue
            if sample is not None:
                return sample[::-1], True
    return None, decided
