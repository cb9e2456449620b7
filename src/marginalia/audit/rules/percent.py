"""Every printed percentage against the fraction printed with it."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis.proportions import check_of
from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.words import percent_of, place, subject
from marginalia.study.model import Study
from marginalia.words import listed


def percent(study: Study) -> Iterator[Finding]:
    """A percentage must come from its n/N under some way of rounding.

    Granularity, as in GRIM (Brown & Heathers 2017), for percentages. Worked example: 14/15 is 93.3%, so that 92%
    beside it cannot be, while 5/8 = 62.5% may be printed 63% (half up) or 62% (half even or cut off).
    """
    for cell in study.cells():
        check = check_of(cell)
        if check is None or check.consistent:
            continue
        where = place(study, cell.section)
        what = subject(study, cell.measure, cell.group, cell.month)
        exact = percent_of(check.n, check.N)
        if check.impossible:
            severity = Severity.MODERATE
            ending = f"{check.n} of {check.N} is {exact}, and no way of rounding makes that {check.printed}."
        else:
            severity = Severity.MINOR
            ways = listed([str(way) for way in check.roundings]).replace(" and ", " or ")
            ending = f"{check.n} of {check.N} is {exact}, which is {check.printed} only by {ways}."
        numbers = tuple(number for number in cell.numbers if number.statistic in ("n", "N", "percent"))
        yield finding(
            "percent",
            severity,
            numbers,
            f"{what}: {where} prints {check.printed} beside {check.n}/{check.N}. {ending}",
            f"{check.n}/{check.N} = {exact}",
        )
