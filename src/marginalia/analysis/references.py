"""The single number that a reference in a package stands for, where it is compared with another."""

from __future__ import annotations

from marginalia.study.comparison import Comparison
from marginalia.study.model import Cell, Study
from marginalia.study.template_syntax import ENROLLED

#: Room for floating point, far below any printed digit.
HAIR = 1e-9


def value_of(study: Study, reference: str | float) -> float | None:
    """What a reference amounts to in a comparison; `None` where it is illegible.

    A number id gives its reading; a cell id its share in percent (18/29 is 62.07), or the reading of its one number;
    `enrolled` the enrolled; anything that reads as a number, that number. Raises `KeyError` for anything else.
    """
    if isinstance(reference, int | float):
        return float(reference)
    if reference == ENROLLED:
        return float(study.enrolled)
    if study.has(reference):
        numbers = study.numbers_of(reference)
        return numbers[0].reading if len(numbers) == 1 else percent_of(study.cell(reference))
    try:
        return float(reference.removesuffix("%"))
    except ValueError:
        raise KeyError(reference) from None


def percent_of(cell: Cell) -> float | None:
    """A cell's share in percent: from its fraction where it prints one, otherwise as printed."""
    if cell.n is not None and cell.N:
        return 100 * cell.n / cell.N
    return cell.reading("percent")


def holds(left: float, operator: str, right: float, slack: float = HAIR) -> bool:
    """Whether a comparison holds; values no further apart than `slack` count as equal."""
    equal = abs(left - right) <= slack
    if operator in ("=", "!="):
        return equal is (operator == "=")
    if equal:
        return operator.endswith("=")
    return left > right if operator.startswith(">") else left < right


def true_of(study: Study, comparison: Comparison) -> bool | None:
    """Whether a comparison holds of a study; `None` where one of its operands is illegible.

    Raises `KeyError` for an operand that the study does not have.
    """
    left, right = value_of(study, comparison.left), value_of(study, comparison.right)
    return None if left is None or right is None else holds(left, comparison.operator, right)
