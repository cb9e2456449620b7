"""The audit: questions about a paper's printed numbers, and a verdict on each of its claims."""

from __future__ import annotations

from marginalia.audit.claims import Judgement, judge, scoreboard
from marginalia.audit.findings import Finding, Severity, in_order
from marginalia.audit.rules import RULES
from marginalia.audit.verdicts import Verdict
from marginalia.study.model import Study

__all__ = ["Finding", "Judgement", "Severity", "Verdict", "audit", "judge", "judge_all", "scoreboard"]


def audit(study: Study) -> tuple[Finding, ...]:
    """Every finding of every rule, the gravest first, then in the order of the numbers' file.

    Raises `PackageError` where a claim's check does not fit the grammar.
    """
    return in_order(study, [found for rule in RULES for found in rule(study)])


def judge_all(study: Study) -> tuple[Judgement, ...]:
    """Every claim of a study, judged, in the order of the claims' file."""
    findings = audit(study)
    return tuple(judge(study, claim, findings) for claim in study.claims)
