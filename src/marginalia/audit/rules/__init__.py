"""The rules of the audit, one to a file: each takes a study and yields what it finds odd.

A rule knows no study by name. It asks only what must hold in any paper, so that a consistent one yields nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from marginalia.audit.findings import Finding
from marginalia.audit.rules.denominators import denominators
from marginalia.audit.rules.group_sizes import group_sizes
from marginalia.audit.rules.percent import percent
from marginalia.audit.rules.same_quantity import same_quantity
from marginalia.audit.rules.sums import sums
from marginalia.audit.rules.thresholds import thresholds
from marginalia.study.model import Study

Rule = Callable[[Study], Iterator[Finding]]

RULES: tuple[Rule, ...] = (percent, same_quantity, denominators, group_sizes, sums, thresholds)
