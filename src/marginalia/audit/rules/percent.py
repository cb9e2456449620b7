"""Every printed percentage against the fraction printed with it."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis.proportions import check_of
from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import percent_of, place, subject
from marginalia.statistics.rounding import Rounding
from marginalia.study.model import Study
from marginalia.words import capital, listed


def percent(study: Study) -> Iterator[Finding]:
    """A percentage must come from its n/N under some way of rounding.

    Granularity, as in GRIM (Brown & Heathers 2017), for percentages. Worked example: 14/15 is 93.3%, so that 92%
    beside it cannot be, while 5/8 = 62.5% may be printed 63% (half up) or 62% (half even or cut off). Half even is as
    good a way as half up, and is asked about only in a paper that mixes the two.
    """
    checks = [(cell, check) for cell in study.cells() if (check := check_of(cell)) is not None]
    defensible = {Rounding.HALF_UP}
    if not any(check.consistent and Rounding.HALF_EVEN not in check.roundings for _, check in checks):
        defensible.add(Rounding.HALF_EVEN)
    for cell, check in checks:
        if defensible.intersection(check.roundings):
            continue
        what = capital(subject(study, cell.measure, cell.group, cell.month))
        exact = percent_of(check.n, check.N)
        if check.impossible:
            severity, verdict = Severity.MODERATE, Verdict.IMPOSSIBLE
            ending = f"no way of rounding makes that {check.printed}."
        else:
            severity, verdict = Severity.MINOR, Verdict.ROUNDING
            ways = listed([str(way) for way in check.roundings], "or")
            ending = f"that is {check.printed} only by {ways}."
        numbers = tuple(number for number in cell.numbers if number.statistic in ("n", "N", "percent"))
        yield finding(
            "percent",
            severity,
            numbers,
            f"{what}: {place(study, cell.section)} gives {check.n}/{check.N} as {check.printed}. "
            f"{check.n} of {check.N} is {exact}, and {ending}",
            f"{check.n}/{check.N} = {exact}",
            against=numbers,
            verdict=verdict,
        )
