"""The values that one person's score can take."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from operator import index


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale whose scores differ by whole `step`s; a score is the average of `items` such answers.

    `low` and `high` are its ends, both or neither: without them any whole number of steps from zero is a score.
    A single item of a pain scale with half points from 0 to 10 has 21 scores:

    >>> Scale.of(step="0.5", low=0, high=10).top
    20
    """

    step: Fraction = Fraction(1)
    items: int = 1
    low: Fraction | None = None
    high: Fraction | None = None

    def __post_init__(self) -> None:
        if self.step <= 0:
            raise ValueError(f"step must be above 0, not {self.step}")
        if index(self.items) < 1:
            raise ValueError(f"items must be at least 1, not {self.items}")
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high must be given both or not at all")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low must not be above high, not {self.low} and {self.high}")

    @classmethod
    def of(
        cls,
        step: Fraction | float | str = 1,
        items: int = 1,
        low: Fraction | float | str | None = None,
        high: Fraction | float | str | None = None,
    ) -> Scale:
        """A scale from numbers as somebody writes them down: 0.1 is a tenth, and not its nearest binary fraction."""
        ends = (None if end is None else Fraction(str(end)) for end in (low, high))
        return cls(Fraction(str(step)), items, *ends)

    @property
    def unit(self) -> Fraction:
        """The smallest difference between two people's scores."""
        return self.step / self.items

    @property
    def origin(self) -> Fraction:
        """The score from which units are counted."""
        return Fraction(0) if self.low is None else self.low

    @property
    def top(self) -> int | None:
        """How many units the highest score lies above the lowest; `None` where the scale has no ends."""
        return None if self.low is None or self.high is None else (self.high - self.low) // self.unit


#: Whole numbers without limits: what the tests assume where nothing else is said.
WHOLE_NUMBERS = Scale()

#: A yes or no, as 0 or 1.
BINARY = Scale(low=Fraction(0), high=Fraction(1))

#: A yes or no whose mean is printed in percent.
PERCENTAGE = Scale(step=Fraction(100), low=Fraction(0), high=Fraction(100))
