"""The checks that claims ask for, one rule to a file: each says what the printed numbers make of one statement.

The grammar is the package's (`claims.yml`); a check that does not fit it is a `PackageError` that says where.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from types import MappingProxyType

from marginalia.audit.checks.agree import agree
from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.compare import compare
from marginalia.audit.checks.every import every
from marginalia.audit.checks.extreme import extreme
from marginalia.audit.checks.most import most
from marginalia.audit.checks.recompute import recompute
from marginalia.audit.checks.reported import reported
from marginalia.audit.checks.result import Result
from marginalia.audit.checks.statements import source, unsupported
from marginalia.audit.checks.sum import sum_
from marginalia.audit.checks.within import within
from marginalia.study.model import Check, Claim, Study

#: The rules by the names that `claims.yml` uses.
CHECKS: Mapping[str, Callable[[Arguments], Result]] = MappingProxyType(
    {
        "recompute": recompute,
        "agree": agree,
        "every": every,
        "compare": compare,
        "extreme": extreme,
        "most": most,
        "sum": sum_,
        "within": within,
        "reported": reported,
        "unsupported": unsupported,
        "source": source,
    }
)


def arguments_of(study: Study, claim: Claim) -> Iterator[Arguments]:
    """Every check of a claim with what it was given, in the claim's order.

    Raises `PackageError` for an unknown rule.
    """
    for position, check in enumerate(claim.checks):
        arguments = Arguments(study, claim, position, check)
        if check.rule not in CHECKS:
            raise arguments.wrong("rule", check.rule, f"one of {', '.join(CHECKS)}")
        yield arguments


def results_of(study: Study, claim: Claim, rules: Container[str] = CHECKS) -> Iterator[tuple[Check, Result]]:
    """Every check of a claim by one of these rules, with its result, in the claim's order. Raises `PackageError` for a
    check that does not fit the grammar or names a number that does not exist."""
    for arguments in arguments_of(study, claim):
        if arguments.check.rule in rules:
            yield arguments.check, CHECKS[arguments.check.rule](arguments)
