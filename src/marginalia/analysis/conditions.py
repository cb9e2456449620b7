"""Whether a sentence of a package still holds with the data at hand."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable

from marginalia.analysis.references import value_of
from marginalia.study.comparison import parse_comparison
from marginalia.study.model import Study

_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


def hold(study: Study, conditions: Iterable[str]) -> bool:
    """Whether every comparison is true; one that cannot be evaluated (an illegible number) is not."""
    return all(_true(study, condition) for condition in conditions)


def _true(study: Study, condition: str) -> bool:
    comparison = parse_comparison(condition)
    left, right = value_of(study, comparison.left), value_of(study, comparison.right)
    return left is not None and right is not None and _OPERATORS[comparison.operator](left, right)
