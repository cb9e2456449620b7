"""The arguments of one check, read with care: whatever does not fit the grammar is a located error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marginalia.analysis.references import value_of
from marginalia.errors import PackageError, Problem
from marginalia.study.model import Cell, Check, Claim, Number, Study


@dataclass(frozen=True, slots=True)
class Arguments:
    """A check in its claim, with typed access to what it was given."""

    study: Study
    claim: Claim
    position: int
    check: Check

    def wrong(self, name: str, value: object, expected: str) -> PackageError:
        """The error for an argument that does not fit."""
        where = f"claims[{self.claim.id}].checks[{self.position}].{name}"
        return PackageError([Problem("claims.yml", where, "" if value is None else str(value), expected)])

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self.check.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(name, value, "a text")
        return value.strip()

    def text_or_none(self, name: str) -> str | None:
        return None if self.check.get(name) is None else self.text(name)

    def month_or_none(self) -> float | None:
        value = self.check.get("month")
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong("month", value, "a number of months")
        return float(value)

    def whole(self, name: str, default: int) -> int:
        """A whole number from 1 up; the default where none is given."""
        value = self.check.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.wrong(name, value, "a whole number from 1 up")
        return value

    def one_of(self, name: str, choices: Sequence[str]) -> str:
        """One of a few words; the first where none is given."""
        value = self.check.get(name, choices[0])
        if value not in choices:
            raise self.wrong(name, value, f"one of {', '.join(choices)}")
        return str(value)

    def group(self, name: str) -> str:
        """The id of a group."""
        return self._group(name, self.text(name))

    def groups(self, name: str) -> tuple[str, ...]:
        """A list of groups by their ids; empty where none is given."""
        if not self.check.get(name):
            return ()
        return tuple(self._group(name, reference) for reference in self._references(name))

    def number(self, name: str) -> Number:
        """A number by its id."""
        return self._number(name, self.text(name))

    def numbers(self, name: str) -> tuple[Number, ...]:
        """A list of numbers by their ids."""
        return tuple(self._number(name, reference) for reference in self._references(name))

    def cell(self, name: str) -> Cell:
        """A cell by its id."""
        return self._cell(name, self.text(name))

    def cells(self, name: str) -> tuple[Cell, ...]:
        """A list of cells by their ids."""
        return tuple(self._cell(name, reference) for reference in self._references(name))

    def operand(self, name: str) -> str:
        """A reference that has a value: a number, a cell, `enrolled` or a literal."""
        value = self.check.get(name)
        reference = str(value) if isinstance(value, int | float) else self.text(name)
        try:
            value_of(self.study, reference)
        except KeyError:
            raise self.wrong(name, reference, "the id of a number or a cell, or a number") from None
        return reference

    def operator(self) -> str:
        value = self.text("op")
        if value not in OPERATORS:
            raise self.wrong("op", value, f"one of {' '.join(OPERATORS)}")
        return value

    def _references(self, name: str) -> tuple[str, ...]:
        value = self.check.get(name)
        if not isinstance(value, list | tuple) or not value or not all(isinstance(one, str) for one in value):
            raise self.wrong(name, value, "a list of ids")
        return tuple(str(one) for one in value)

    def _group(self, name: str, reference: str) -> str:
        try:
            return self.study.group(reference).id
        except KeyError:
            raise self.wrong(name, reference, "a group of study.yml") from None

    def _number(self, name: str, reference: str) -> Number:
        try:
            return self.study.number(reference)
        except KeyError:
            raise self.wrong(name, reference, "the id of a number in numbers.csv") from None

    def _cell(self, name: str, reference: str) -> Cell:
        try:
            return self.study.cell(reference)
        except KeyError:
            raise self.wrong(name, reference, "the id of a cell in numbers.csv") from None


#: The comparisons that `op` can ask for, in words, and what is true where they fail.
OPERATORS = {
    ">": "more than",
    ">=": "at least",
    "<": "less than",
    "<=": "at most",
    "=": "equal to",
    "!=": "other than",
}
FAILURES = {
    ">": "not more than",
    ">=": "less than",
    "<": "not less than",
    "<=": "more than",
    "=": "not equal to",
    "!=": "the same as",
}
