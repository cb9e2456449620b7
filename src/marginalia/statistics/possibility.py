"""What a test of possibility says: under which ways of rounding a printed number can have come about."""

from __future__ import annotations

from dataclasses import dataclass

from marginalia.statistics.rounding import Rounding


@dataclass(frozen=True, slots=True)
class Possibility:
    """The ways of rounding under which what is printed is possible.

    >>> str(Possibility((Rounding.HALF_EVEN, Rounding.TRUNCATION)))
    'only under half even or truncation'
    """

    roundings: tuple[Rounding, ...]

    @property
    def consistent(self) -> bool:
        """Whether ordinary rounding, half up, gives what is printed."""
        return Rounding.HALF_UP in self.roundings

    @property
    def impossible(self) -> bool:
        """Whether no way of rounding gives what is printed."""
        return not self.roundings

    def __str__(self) -> str:
        if self.consistent:
            return "consistent"
        return f"only under {' or '.join(self.roundings)}" if self.roundings else "impossible"
