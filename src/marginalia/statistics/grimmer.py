"""GRIMMER: whether whole scores of n people can have the printed mean and the printed standard deviation."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.statistics.attainable import Undecided, attainable, least_squares, most_squares, sample_with
from marginalia.statistics.grim import sums
from marginalia.statistics.possibility import Possibility
from marginalia.statistics.reported import Reported, Span, reported
from marginalia.statistics.rounding import Rounding
from marginalia.statistics.scale import WHOLE_NUMBERS, Scale


def grimmer(mean: str, sd: str, n: int, scale: Scale = WHOLE_NUMBERS) -> Possibility:
    """Whether some `n` scores on the scale have a mean and a standard deviation that are both printed so.

    The idea is Anaya's (2016, PeerJ Preprints 4:e2400v1), the way by the sum of squares Allard's (2018,
    Analytic-GRIMMER). Allard looks at one sum of scores, the one nearest to n times the printed mean; here every sum
    counts whose mean is printed so, and for each every sum of squares that a sample can have
    (`marginalia.statistics.attainable`), in exact integers. What a real sample prints is therefore never called
    impossible, and what is called possible has a sample. The standard deviation is that of a sample, with n - 1.
    One way of rounding must give both numbers.

    >>> str(grimmer("5.21", "1.60", 28)), str(grimmer("3.44", "2.47", 18)), str(grimmer("3.44", "2.44", 18))
    ('consistent', 'only under truncation', 'impossible')

    On a scale with ends a search that cannot decide says possible. Raises `ValueError` where n is below 2, a number is
    not plain or the standard deviation is negative.
    """
    printed = reported(mean), reported(sd)
    return Possibility(tuple(rounding for rounding in Rounding if any(moments(*printed, n, scale, rounding))))


def moments(mean: Reported, sd: Reported, n: int, scale: Scale, rounding: Rounding) -> Iterator[tuple[int, int]]:
    """Every sum and sum of squares of `n` scores, in units of the scale, that prints so and that a sample has.

    Without ends, sums that differ by a multiple of n are shifts of the same sample and only one of them is given.
    """
    spreads = spread(sd, n, scale, rounding)
    totals = sums(mean, n, scale, rounding)
    for total in totals if scale.top is not None else totals[:n]:
        for squares in squares_of(total, n, spreads, scale.top):
            if possible(n, total, squares, scale.top):
                yield total, squares


def spread(sd: Reported, n: int, scale: Scale, rounding: Rounding) -> Span:
    """What the printed standard deviation leaves for D = nQ - S², in squared units: SD² n (n - 1)."""
    if n < 2:
        raise ValueError(f"a standard deviation needs an n of at least 2, not {n}")
    if sd.units < 0:
        raise ValueError(f"a standard deviation is not negative, as {sd.printed!r} is")
    per_unit, over = scale.items * scale.step.denominator, scale.step.numerator
    return sd.could_be(rounding).squared().scaled(n * (n - 1) * per_unit**2, over**2)


def squares_of(total: int, n: int, spreads: Span, top: int | None) -> range:
    """The sums of squares in this span, of the parity of the sum and between the least and the most that there is."""
    span = spreads.moved(total**2).wholes(over=n)
    first = max(span.start, least_squares(n, total))
    stop = span.stop if top is None else min(span.stop, most_squares(n, total, top) + 1)
    return range(first + (first - total) % 2, stop, 2)


def possible(n: int, total: int, squares: int, top: int | None) -> bool:
    """Whether `n` whole numbers, from 0 to `top` where there is one, have these sums, as far as it can be decided."""
    if top is None:
        return attainable(n, total, squares)
    try:
        return sample_with(n, total, squares, top) is not None
    except Undecided:
        return True
