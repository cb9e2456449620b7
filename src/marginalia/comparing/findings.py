"""What the audit asks now and did not, and what it no longer asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from marginalia.audit import Finding
from marginalia.comparing.entries import Changed, changed_entries


def changed_findings(old: Iterable[Finding], new: Iterable[Finding]) -> tuple[Changed[Finding], ...]:
    """Every finding that is not the same in both, in the new order; those that are gone come last. One in both asks the
    same of the same numbers, in other words or with another weight."""
    return changed_entries(_by_question(old), _by_question(new))


def _by_question(findings: Iterable[Finding]) -> dict[tuple[str, tuple[str, ...], int], Finding]:
    """Findings by what they ask of which numbers; the rule, the numbers, and how many of the kind came before."""
    times: Counter[tuple[str, tuple[str, ...]]] = Counter()
    found = {}
    for finding in findings:
        question = finding.rule, finding.numbers
        found[(*question, times[question])] = finding
        times[question] += 1
    return found
