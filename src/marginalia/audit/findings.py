"""What the audit finds: one question about printed numbers, with the numbers it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from marginalia.audit.assumptions import SCAN
from marginalia.audit.assumptions import sentence as assumed
from marginalia.audit.verdicts import Verdict
from marginalia.study.model import Number, Study


class Severity(StrEnum):
    """What a finding changes for a reader, the most first. Not how hard it was to find."""

    #: A result is a different one, or cannot be, depending on which number is believed.
    MAJOR = "major"
    #: It is unclear whom a result speaks for, or a figure is wrong without changing the picture.
    MODERATE = "moderate"
    #: A slip that leaves every conclusion where it was.
    MINOR = "minor"
    #: It hangs on a number that our copy shows damaged: a question about our reading, not about the paper.
    SCAN = "scan"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """A question about printed numbers.

    `numbers` are their ids; `sentence` says what is odd, for a clinician; `computed` what was worked out;
    `assumption` what must be so for the question to arise, empty where nothing must. `against` are those of the numbers
    that the finding speaks against, and `verdict` what it makes of a claim that rests on one of them; none where the
    numbers can all be right and the question is another. `needs` are the names of the assumptions, as in
    `marginalia.audit.assumptions`.
    """

    rule: str
    severity: Severity
    numbers: tuple[str, ...]
    sentence: str
    computed: str
    assumption: str = ""
    against: tuple[str, ...] = ()
    verdict: Verdict | None = None
    needs: tuple[str, ...] = ()


def damaged(numbers: Iterable[Number]) -> bool:
    """Whether any of the numbers had to be repaired or cannot be read."""
    return any(number.ocr != "clean" for number in numbers)


def finding(
    rule: str,
    severity: Severity,
    numbers: Iterable[Number],
    sentence: str,
    computed: str,
    *,
    needs: tuple[str, ...] = (),
    against: Iterable[Number] = (),
    verdict: Verdict | None = None,
    on_scan: bool | None = None,
) -> Finding:
    """A finding, which is never more than a question about our reading where it hangs on the scan.

    It does where one of its numbers was repaired, unless the rule knows better and says so in `on_scan`. Then it speaks
    against nothing.
    """
    used = tuple(numbers)
    if damaged(used) if on_scan is None else on_scan:
        severity, needs, against, verdict = Severity.SCAN, (*needs, SCAN), (), None
    return Finding(
        rule=rule,
        severity=severity,
        numbers=ids(used),
        sentence=sentence,
        computed=computed,
        assumption=assumed(needs),
        against=ids(against),
        verdict=verdict,
        needs=needs,
    )


def ids(numbers: Iterable[Number]) -> tuple[str, ...]:
    """The ids of the numbers, each once."""
    return tuple(dict.fromkeys(number.id for number in numbers))


def in_order(study: Study, findings: list[Finding]) -> tuple[Finding, ...]:
    """The gravest first, then in the order of the numbers' file."""
    place = {number.id: at for at, number in enumerate(study.numbers)}
    return tuple(
        sorted(
            findings,
            key=lambda one: (one.severity.rank, min((place[id] for id in one.numbers), default=-1), one.rule),
        )
    )
