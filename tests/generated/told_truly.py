"""Whether what the audit asks of an honest paper is so.

Every number of a generated package is true of one set of patients. So a finding that speaks against a number, or says
what a claim becomes by it, is false. What may be asked is what a paper has left out, where it has left it out.
"""

from __future__ import annotations

from collections.abc import Iterable

from marginalia.audit import Finding
from marginalia.study.model import OVERALL, RESPONSE, Study
from marginalia.words import month as visit

_RESULTS = ("n", "N", "percent", "mean", "sd", "count")


def false_findings(study: Study, findings: Iterable[Finding]) -> list[str]:
    """What the audit says that is not so, told with its rule."""
    return [f"{one.rule}: {one.sentence} [{one.computed}]" for one in findings if not is_true(study, one)]


def is_true(study: Study, finding: Finding) -> bool:
    if finding.verdict is not None or finding.against or finding.rule != "promises":
        return False
    if finding.computed == "no result":
        return any(_unprinted(study, scale) for scale in study.design.promises)
    if finding.computed.endswith(" seen, no response printed"):
        month = study.number(finding.numbers[0]).month
        counted = {
            one.month
            for one in study.numbers
            if one.measure == RESPONSE and one.group == OVERALL and one.month is not None
        }
        return month not in counted and len(counted) > 1
    silent = {month for month in study.visits if not any(_is_result(study, month))}
    return finding.computed in {f"no result at {visit(month)}" for month in silent}


def _unprinted(study: Study, scale: str) -> bool:
    own = {one.id for one in study.measures if one.outcome == scale and one.kind == "mean"}
    return not any(number.measure in own for number in study.numbers)


def _is_result(study: Study, month: float) -> list[bool]:
    return [
        number.group is not None and number.statistic in _RESULTS for number in study.numbers if number.month == month
    ]
