"""The audit: questions about a paper's printed numbers, and a verdict on each of its claims."""

from __future__ import annotations

from collections.abc import Collection

from marginalia.audit.assumptions import made
from marginalia.audit.claims import Judgement, judge, scoreboard
from marginalia.audit.findings import Finding, Severity, in_order
from marginalia.audit.rules import RULES
from marginalia.audit.verdicts import Verdict
from marginalia.study.model import Study

__all__ = ["Finding", "Judgement", "Severity", "Verdict", "audit", "judge", "judge_all", "scoreboard"]


def audit(
    study: Study, *, without: Collection[str] = frozenset(), assuming: Collection[str] = frozenset()
) -> tuple[Finding, ...]:
    """Every finding of every rule, the gravest first, then in the order of the numbers' file.

    Both sets name assumptions (`marginalia.audit.assumptions`): `without` those that are not made, so that no finding
    that needs one is given; `assuming` unusual ones that are. Raises `ParameterError` for a name that is no assumption,
    `PackageError` where a claim's check does not fit the grammar.
    """
    granted = made(without, assuming)
    found = [one for rule in RULES for one in rule(study)]
    return in_order(study, [one for one in found if granted.issuperset(one.needs)])


def judge_all(study: Study) -> tuple[Judgement, ...]:
    """Every claim of a study, judged, in the order of the claims' file."""
    findings = audit(study)
    return tuple(judge(study, claim, findings) for claim in study.claims)
