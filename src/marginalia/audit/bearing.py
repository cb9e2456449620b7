"""Which findings speak against what a claim says: those against a number that it states, or that it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from marginalia.audit.findings import Finding, Severity
from marginalia.audit.precision import same
from marginalia.audit.verdicts import Verdict
from marginalia.study.model import Cell, Claim, Number, Study
from marginalia.study.template_syntax import Reference, parse

#: What a finding must make of a number before it matters to a claim that gives no figure: rounding does not.
_GRAVE = (Verdict.CONTRADICTED, Verdict.IMPOSSIBLE)

#: A share in words, for which no printed characters can be looked up: `two thirds`, `half`, `75 percent`.
_SHARE = re.compile(
    r"%|\b(per ?cent|half|(two|three|four)[ -](thirds|quarters|fifths)|(a|one)[ -](third|quarter|fifth|tenth))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """A finding that meets a claim in these of its numbers, and the verdict that the claim gets from it; `stated` where
    the claim gives them, and does not only rest on them."""

    finding: Finding
    numbers: tuple[str, ...]
    verdict: Verdict
    stated: bool


def bearings(study: Study, claim: Claim, findings: Iterable[Finding]) -> Iterator[Bearing]:
    """The findings against the claim's own numbers, in the findings' order.

    A claim that states figures answers for these: another number that its package names beside them, to compare with,
    is not held against it. A claim that gives no figure may hold whichever number is right: where one that it rests on
    is contradicted or impossible, it cannot be checked. A damaged number is held against nobody, nor is a finding that
    hangs on the scan.
    """
    stated = _stated(study, claim)
    own = {number.id for number in stated or _resting(study, claim.rests_on) if number.ocr == "clean"}
    for one in findings:
        met = tuple(id for id in one.against if id in own)
        if not met or one.verdict is None or one.severity is Severity.SCAN:
            continue
        if stated:
            yield Bearing(one, met, one.verdict, stated=True)
        elif one.verdict in _GRAVE:
            yield Bearing(one, met, Verdict.UNCHECKABLE, stated=False)


def _stated(study: Study, claim: Claim) -> tuple[Number, ...]:
    """What the claim states: of what it rests on, the cells that its words give, and those that print the same figure
    for the same quantity, as a table prints the fraction behind a percentage in the text. All that it rests on where it
    gives a share in words, and nothing where it gives no figure."""
    pieces = parse(claim.says)
    words = " ".join(one for one in pieces if isinstance(one, str))
    resting = [id for id in claim.rests_on if study.has(id)]
    named = [one.reference for one in pieces if isinstance(one, Reference) and study.has(one.reference)]
    spelled = [
        id for id in resting if any(_stands_in(words, one.printed, study.visits) for one in study.numbers_of(id))
    ]
    given = {_cell(study, id) for id in (*named, *spelled)}
    if any(_cell(study, id) in given for id in resting):
        return _resting(study, [id for id in resting if any(_same_figure(_cell(study, id), one) for one in given)])
    return _resting(study, resting) if _SHARE.search(words) else ()


def _stands_in(words: str, printed: str, visits: Collection[float]) -> bool:
    """Whether a figure stands in a text as printed and by itself; a bare whole number may name one of the visits."""
    if printed.isdecimal() and float(printed) in visits:
        return False
    return bool(re.search(rf"(?<![\w.]){re.escape(printed)}(?!\w)", words, re.IGNORECASE))


def _resting(study: Study, ids: Iterable[str]) -> tuple[Number, ...]:
    """The numbers behind the references; a percentage falls with the fraction that it is printed with."""
    numbers: list[Number] = []
    for id in ids:
        if study.has(id):
            found = study.numbers_of(id)
            share = any(number.statistic == "percent" for number in found)
            numbers += _cell(study, id).numbers if share else found
    return tuple(dict.fromkeys(numbers))


def _cell(study: Study, id: str) -> Cell:
    return study.cell(study.numbers_of(id)[0].cell)


def _same_figure(first: Cell, second: Cell) -> bool:
    """Whether two cells are one, or print the same of one group, measure and visit."""
    if first.id == second.id:
        return True
    if first.group is None or (first.group, first.measure, first.month) != (second.group, second.measure, second.month):
        return False
    pairs = [(one, other) for one in first.numbers if (other := second[one.statistic]) is not None]
    return bool(pairs) and all(same(one, other) for one, other in pairs)
