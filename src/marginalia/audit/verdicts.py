"""The verdicts that a claim can get."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """What the printed numbers say of a claim, the mildest first and the gravest last.

    Where several checks of one claim disagree, the gravest stands.
    """

    REPRODUCED = "reproduced"
    UNCHECKABLE = "uncheckable"
    ROUNDING = "rounding"
    NOT_SUPPORTED = "not-supported"
    BEYOND_DESIGN = "beyond-design"
    CONTRADICTED = "contradicted"
    IMPOSSIBLE = "impossible"

    @property
    def label(self) -> str:
        """The words on the badge."""
        return _WORDS[self][0]

    @property
    def explanation(self) -> str:
        """What the verdict means, in one sentence for a reader."""
        return _WORDS[self][1]

    @property
    def gravity(self) -> int:
        return list(Verdict).index(self)


_WORDS = {
    Verdict.REPRODUCED: ("reproduced", "The paper’s own numbers, worked out again, give what it says."),
    Verdict.UNCHECKABLE: ("cannot be checked", "Nothing printed in the paper, or legible in our copy, settles it."),
    Verdict.ROUNDING: ("rounding", "The numbers fit only if they were rounded in an unusual way, or to fewer digits."),
    Verdict.NOT_SUPPORTED: ("not supported", "The paper prints no data that would show it."),
    Verdict.BEYOND_DESIGN: ("beyond the design", "A study built like this one cannot show it, whatever its numbers."),
    Verdict.CONTRADICTED: ("contradicted", "Numbers in the same paper say otherwise."),
    Verdict.IMPOSSIBLE: ("impossible", "The numbers cannot be as printed, whichever way they were rounded."),
}


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that stands where there are several. Raises `ValueError` where there are none."""
    return max(verdicts, key=lambda verdict: verdict.gravity)
