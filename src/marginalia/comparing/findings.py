"""What the audit asks now and did not, and what it no longer asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from marginalia.audit import Finding
from marginalia.comparing.kinds import Kind, kind_of


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding in both states, `None` where it is in one alone. One in both asks the same of the same numbers, in
    other words or with another weight."""

    old: Finding | None
    new: Finding | None

    @property
    def finding(self) -> Finding:
        """The finding as it is now, or as it was where it is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def kind(self) -> Kind:
        return kind_of(self.old, self.new)


def changed_findings(old: Iterable[Finding], new: Iterable[Finding]) -> tuple[FindingChange, ...]:
    """Every finding that is not the same in both, in the new order; those that are gone come last."""
    before = _by_question(old)
    found = []
    for question, finding in _by_question(new).items():
        was = before.pop(question, None)
        if was != finding:
            found.append(FindingChange(was, finding))
    return (*found, *(FindingChange(was, None) for was in before.values()))


def _by_question(findings: Iterable[Finding]) -> dict[tuple[str, tuple[str, ...], int], Finding]:
    """Findings by what they ask of which numbers; the rule, the numbers, and how many of the kind came before."""
    times: Counter[tuple[str, tuple[str, ...]]] = Counter()
    found = {}
    for finding in findings:
        question = finding.rule, finding.numbers
        found[(*question, times[question])] = finding
        times[question] += 1
    return found
