"""Whether a sentence of a package still holds with the data at hand."""

from __future__ import annotations

from collections.abc import Iterable

from marginalia.analysis.references import true_of
from marginalia.study.comparison import parse_comparison
from marginalia.study.model import Study


def hold(study: Study, conditions: Iterable[str]) -> bool:
    """Whether every comparison is true; one that cannot be evaluated (an illegible number) is not.

    Raises `ValueError` for what is no comparison and `KeyError` for an operand that the study does not have.
    """
    return all(true_of(study, parse_comparison(condition)) for condition in conditions)
