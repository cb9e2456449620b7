"""The grammar of comparisons, as a note's `holds_when` writes them.

    results.all.follow-up.12.percent < 80
    table-2.light.response.12 > table-2.heavy.response.12

An operand is a number id (its reading), a cell id (its share in percent), `enrolled`, or a literal number. Spaces
stand around the operator. What an operand amounts to is `marginalia.analysis.references.value_of`'s business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Operator = Literal[">", ">=", "<", "<=", "=", "!="]

_COMPARISON = re.compile(r"\s*(\S+)\s+(>=|<=|!=|>|<|=)\s+(\S+)\s*")
_LITERAL = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands, as written, and an operator between them."""

    left: str
    operator: str
    right: str

    @property
    def references(self) -> tuple[str, ...]:
        """The operands that are no literal numbers."""
        return tuple(operand for operand in (self.left, self.right) if not _LITERAL.fullmatch(operand))


def parse_comparison(text: str) -> Comparison:
    """The comparison that this text writes. Raises `ValueError` where it writes none."""
    match = _COMPARISON.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no comparison")
    return Comparison(match[1], match[2], match[3])
