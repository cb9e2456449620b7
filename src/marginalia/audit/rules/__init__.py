"""The rules of the audit, one to a file: each takes a study and yields what it finds odd.

A rule knows no study by name. It asks only what must hold in any paper, so that a consistent one yields nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from marginalia.audit.findings import Finding
from marginalia.audit.rules.denominators import denominators
from marginalia.audit.rules.described import described
from marginalia.audit.rules.doses import doses
from marginalia.audit.rules.granularity import granularity
from marginalia.audit.rules.group_sizes import group_sizes
from marginalia.audit.rules.group_totals import group_totals
from marginalia.audit.rules.limits import limits
from marginalia.audit.rules.longitudinal import longitudinal
from marginalia.audit.rules.percent import percent
from marginalia.audit.rules.promises import promises
from marginalia.audit.rules.same_quantity import same_quantity
from marginalia.audit.rules.sums import sums
from marginalia.audit.rules.table_titles import table_titles
from marginalia.audit.rules.thresholds import thresholds
from marginalia.study.model import Study

Rule = Callable[[Study], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    percent,
    granularity,
    same_quantity,
    denominators,
    group_sizes,
    group_totals,
    sums,
    longitudinal,
    thresholds,
    promises,
    described,
    table_titles,
    limits,
    doses,
)
