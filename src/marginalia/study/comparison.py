"""Comparisons between numbers, as a note's `holds_when` writes them and as the rules `every` and `compare` use them.

    results.all.follow-up.12.percent < 80
    table-2.light.response.12 > table-2.heavy.response.12

An operand is a number id (its reading), a cell id (its share in percent, computed from n and N), `enrolled`, or a
literal number. Spaces stand around the operator.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from marginalia.study.model import Study
from marginalia.study.template_syntax import ENROLLED

Operator = Literal[">", ">=", "<", "<=", "="]

OPERATORS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
}

_COMPARISON = re.compile(r"\s*(\S+)\s+(>=|<=|>|<|=)\s+(\S+)\s*")
_LITERAL = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands and an operator between them; an operand is a reference or an exact literal."""

    left: str | Fraction
    operator: str
    right: str | Fraction

    @property
    def references(self) -> tuple[str, ...]:
        return tuple(operand for operand in (self.left, self.right) if isinstance(operand, str))

    def holds(self, study: Study) -> bool | None:
        """Whether the comparison is true of this study's numbers; `None` where one is illegible or has no
        denominator. Raises `KeyError` for a reference that the study does not have."""
        left, right = (operand if isinstance(operand, Fraction) else value_of(study, operand) for operand in (self.left, self.right))
        return None if left is None or right is None else OPERATORS[self.operator](left, right)


def parse_comparison(text: str) -> Comparison:
    """The comparison that this text writes. Raises `ValueError` where it writes none."""
    match = _COMPARISON.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a comparison")
    return Comparison(_operand(match[1]), match[2], _operand(match[3]))


def value_of(study: Study, reference: str) -> Fraction | None:
    """A reference's value: a number's reading, a cell's share in percent, the enrolled; `None` where it cannot be
    known. Exact, so that a printed 62.5 equals a computed 5/8. Raises `KeyError`."""
    if reference == ENROLLED:
        return Fraction(study.enrolled)
    numbers = study.numbers_of(reference)
    if len(numbers) == 1 and numbers[0].id == reference:
        return None if numbers[0].reading is None else Fraction(str(numbers[0].reading))
    cell = study.cell(reference)
    return None if cell.n is None or not cell.N else Fraction(100 * cell.n, cell.N)


def _operand(text: str) -> str | Fraction:
    return Fraction(text) if _LITERAL.fullmatch(text) else text
