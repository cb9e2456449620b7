"""The checks that claims ask for, one rule to a file: each says what the printed numbers make of one statement.

The grammar is the package's (`claims.yml`); a check that does not fit it is a `PackageError` that says where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from marginalia.audit.checks.agree import agree
from marginalia.audit.checks.arguments import Arguments
from marginalia.audit.checks.compare import compare
from marginalia.audit.checks.every import every
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
        "sum": sum_,
        "within": within,
        "reported": reported,
        "unsupported": unsupported,
        "source": source,
    }
)


def results_of(study: Study, claim: Claim) -> Iterator[tuple[Check, Result]]:
    """Every check of a claim with its result, in the claim's order. Raises `PackageError` for a check that does not
    fit the grammar or names a number that does not exist."""
    for position, check in enumerate(claim.checks):
        arguments = Arguments(study, claim, position, check)
        rule = CHECKS.get(check.rule)
        if rule is None:
            raise arguments.wrong("rule", check.rule, f"one of {', '.join(CHECKS)}")
        yield check, rule(arguments)
