"""Which sums and sums of squares a sample of whole numbers can have, decided exactly.

Write S for the sum of n whole numbers, Q for the sum of their squares and D = nQ - S², which is n times the sum of
squares about the mean. Two conditions are plain: Q and S are both even or both odd, since x² and x are (the parity test
of Allard 2018), and D is at least r(n - r), r being the rest of S by n, since a sum is spread most evenly over
neighbours. From five numbers on they are enough; with fewer, or on a scale with ends, they are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt

#: States that the search on a scale with ends looks at before it gives up. A sample that exists is found in a few
#: hundred; what does not exist is refuted soon, since only sums of squares near the largest are hard.
LIMIT = 200_000


class Undecided(Exception):
    """The search gave up: it has neither found a sample nor shown that there is none."""


def attainable(n: int, total: int, squares: int) -> bool:
    """Whether any `n` whole numbers, of whatever size, have this sum and this sum of squares.

    Two numbers: D = 2Q - S² is the square of their difference. Three: with a and b the differences of neighbours,
    D = 2(a² + ab + b²), and any such a, b will do, since a - b then differs from S or -S by a multiple of three. Four:
    where S is odd always, by Cauchy's lemma; where it is even, Q - (S/2)² must be a sum of three squares, so not of the
    form 4^a(8b + 7) (Legendre). Five: leave out a number x of the parity that makes the sum of the other four odd; by
    Cauchy that works if (5x - S)² < 4D, and from D = 7 on one of every second x lies so near to S/5, below 7 only the
    most even samples remain. More: leave out the rounded-down mean, and the rest fulfils the two conditions again.

    Three numbers take time in proportion to their spread, all others next to none.

    >>> [squares for squares in range(10, 20) if attainable(4, 6, squares)]
    [10, 12, 14, 18]

    Raises `ValueError` where n is below 1.
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    rest = total % n
    spread = n * squares - total**2
    if (squares - total) % 2 or spread < rest * (n - rest):
        return False
    if n <= 2:
        return _is_square(spread) if n == 2 else spread == 0
    if n == 3:
        half = spread // 2
        return any(_is_square(4 * half - 3 * b**2) for b in range(isqrt(4 * half // 3) + 1))
    return n > 4 or total % 2 == 1 or _is_sum_of_three_squares(squares - (total // 2) ** 2)


def sample_with(n: int, total: int, squares: int, top: int) -> tuple[int, ...] | None:
    """`n` whole numbers from 0 to `top` with this sum and this sum of squares, the largest first; `None` where there
    are none.

    Looks for the largest number first and follows a choice only while the rest can still be even enough and uneven
    enough, so that everything is tried that could succeed.

    >>> sample_with(5, 12, 40, 5)
    (5, 3, 2, 1, 1)

    Raises `Undecided` where `LIMIT` states did not settle it, and `ValueError` where n is below 1 or top below 0.
    """
    if n < 1 or top < 0:
        raise ValueError(f"n must be at least 1 and top at least 0, not {n} and {top}")
    if (squares - total) % 2:
        return None
    chosen: list[int] = []
    seen: set[tuple[int, int, int, int]] = set()
    open_choices: list[Iterator[int]] = []
    state = (n, total, squares, top)
    while True:
        if state not in seen:
            seen.add(state)
            if len(seen) > LIMIT:
                raise Undecided
            whole = _outermost(*state)
            if whole is not None:
                return (*chosen, *whole)
            open_choices.append(_largest(*state))
        else:
            open_choices.append(iter(()))
        while (number := next(open_choices[-1], None)) is None:
            open_choices.pop()
            if not open_choices:
                return None
            taken = chosen.pop()
            n, total, squares = n + 1, total + taken, squares + taken**2
        chosen.append(number)
        n, total, squares = n - 1, total - number, squares - number**2
        state = (n, total, squares, number)


def least_squares(n: int, total: int) -> int:
    """The smallest sum of squares of `n` whole numbers with this sum: all of them next to the mean."""
    whole, rest = divmod(total, n)
    return (n - rest) * whole**2 + rest * (whole + 1) ** 2


def most_squares(n: int, total: int, top: int) -> int:
    """The largest sum of squares of `n` whole numbers from 0 to `top` with this sum: all but one at an end."""
    if top == 0:
        return 0
    whole, rest = divmod(total, top)
    return whole * top**2 + rest**2


def _outermost(n: int, total: int, squares: int, top: int) -> tuple[int, ...] | None:
    """The sample itself where it is the most even or the most uneven one."""
    if not 0 <= total <= n * top:
        return None
    if squares == least_squares(n, total):
        whole, rest = divmod(total, n)
        return (whole + 1,) * rest + (whole,) * (n - rest)
    if squares == most_squares(n, total, top):
        whole, rest = divmod(total, top)
        return ((top,) * whole + (rest,) + (0,) * n)[:n]
    return None


def _largest(n: int, total: int, squares: int, top: int) -> Iterator[int]:
    """What the largest of the numbers can be, from above."""
    if n < 2 or not 0 <= total <= n * top or squares < least_squares(n, total):
        return
    number = min(top, (total + isqrt((n - 1) * (n * squares - total**2))) // n)
    while n * number >= total and squares <= most_squares(n, total, number):
        if squares - number**2 >= least_squares(n - 1, total - number):
            yield number
        number -= 1


def _is_square(number: int) -> bool:
    return number >= 0 and isqrt(number) ** 2 == number


def _is_sum_of_three_squares(number: int) -> bool:
    """Legendre: every number that is not negative, but those of the form 4^a(8b + 7)."""
    while number and number % 4 == 0:
        number //= 4
    return number >= 0 and number % 8 != 7
