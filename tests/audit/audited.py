"""What the audit finds in the made-up study when other numbers are printed as well, or instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from made_study import NUMBERS, study

from marginalia.audit import Finding, audit
from marginalia.study.model import Measure, Number, Study

#: The visits and ratings of which the made-up study prints results.
REPORTED: dict[str, Any] = {"visits": (0, 3, 12), "promises": ("vas",)}


def printing(*changed: Number | Iterable[Number], **parts: Any) -> Study:
    """The made-up study with these numbers."""
    flat = [one for item in changed for one in ([item] if isinstance(item, Number) else item)]
    return study((*NUMBERS, *flat), **(REPORTED | parts))


def found(*changed: Number | Iterable[Number], **parts: Any) -> tuple[Finding, ...]:
    """What the audit finds in the made-up study with these numbers."""
    return audit(printing(*changed, **parts))


def of_rule(findings: Iterable[Finding], rule: str) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.rule == rule)


def only(findings: Iterable[Finding]) -> Finding:
    """The one finding that there is."""
    told = list(findings)
    assert len(told) == 1, [one.sentence for one in told]
    return told[0]


def with_measure(made: Study, which: str, **changed: Any) -> Study:
    """The study with one of its measures changed."""
    measures: tuple[Measure, ...] = tuple(replace(one, **changed) if one.id == which else one for one in made.measures)
    return replace(made, measures=measures)


def without(made: Study, *cells: str) -> Study:
    """The study without the numbers of these cells."""
    return replace(made, numbers=tuple(one for one in made.numbers if one.cell not in cells))
