"""Whom a proportion was counted among, against who there was to count."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.words import patients, places, subject
from marginalia.study.model import FOLLOW_UP, RESPONSE, Cell, Number, Study
from marginalia.words import months as visits

RULE = "denominators"


def denominators(study: Study) -> Iterator[Finding]:
    """No numerator above its denominator; response counted among those seen; follow-up counted among the group.

    Worked example: a group of twelve whose follow-up is given as 11/11; six patients seen at a visit at which
    response is given as 6/7.
    """
    yield from _numerators(study)
    yield from _above_group(study)
    yield from _follow_up_of_group(study)
    yield from _response_of_seen(study)


def _numerators(study: Study) -> Iterator[Finding]:
    for cell in study.cells():
        n, N = cell["n"], cell["N"]
        if n is None or N is None or cell.n is None or cell.N is None or cell.n <= cell.N:
            continue
        what = subject(study, cell.measure, cell.group, cell.month)
        yield finding(
            RULE,
            Severity.MAJOR,
            (n, N),
            f"{what}: {cell.n} of {cell.N} in {places(study, [n])}, which is more than there were.",
            f"{cell.n} > {cell.N}",
        )


def _above_group(study: Study) -> Iterator[Finding]:
    """More patients in a denominator than the group has. Follow-up has a stricter question of its own."""
    for cell in study.cells():
        N, stated = cell["N"], _size(study, cell.group)
        if N is None or N.reading is None or stated is None or cell.measure == FOLLOW_UP:
            continue
        size, source = stated
        if N.reading > size:
            what = subject(study, cell.measure, cell.group, cell.month)
            yield finding(
                RULE,
                Severity.MAJOR,
                (N, *source),
                f"{what}: counted among {cell.N} in {places(study, [N])}, but the group has {patients(size)}.",
                f"{cell.N} > {size}",
            )


def _follow_up_of_group(study: Study) -> Iterator[Finding]:
    """One finding for a group and a denominator, however many visits use it."""
    for one in study.groups:
        stated = _size(study, one.id)
        if stated is None:
            continue
        size, source = stated
        other: dict[int, list[Cell]] = {}
        for cell in study.cells(measure=FOLLOW_UP, group=one.id):
            if cell.N is not None and size != cell.N and cell.month is not None:
                other.setdefault(cell.N, []).append(cell)
        for N, cells in other.items():
            printed = [number for cell in cells if (number := cell["N"]) is not None]
            months = sorted({cell.month for cell in cells if cell.month is not None})
            when = f"at {visits(months)}" if months[0] > 0 else visits(months)
            where = f" ({places(study, source)})" if source else ""
            yield finding(
                RULE,
                Severity.MODERATE,
                (*source, *printed),
                f"{subject(study, FOLLOW_UP, one.id, None)}: counted among {N} {when} in "
                f"{places(study, printed)}, but the group has {patients(size)}{where}. Who was "
                f"{'left out' if size > N else 'added'}?",
                f"{N} against {size}",
            )


def _response_of_seen(study: Study) -> Iterator[Finding]:
    seen: dict[tuple[str | None, float | None], list[Number]] = {}
    for cell in study.cells(measure=FOLLOW_UP):
        n = cell["n"]
        if n is not None and n.reading is not None:
            seen.setdefault((cell.group, cell.month), []).append(n)
    odd: dict[tuple[str | None, float | None, int], list[Number]] = {}
    for cell in study.cells(measure=RESPONSE):
        counted = seen.get((cell.group, cell.month))
        N = cell["N"]
        if counted and N is not None and cell.N is not None and all(one.reading != cell.N for one in counted):
            odd.setdefault((cell.group, cell.month, cell.N), []).append(N)
    for (group_id, month, N_used), printed in odd.items():
        counted = seen[group_id, month]
        were_seen = max(round(one.reading) for one in counted if one.reading is not None)
        above = N_used > were_seen
        question = "Which is right?" if above else "Who was seen but not counted, and why?"
        yield finding(
            RULE,
            Severity.MODERATE if above else Severity.MINOR,
            (*printed, *counted),
            f"{subject(study, RESPONSE, group_id, month)}: counted among {N_used} in {places(study, printed)}, but "
            f"{patients(were_seen)} {'was' if were_seen == 1 else 'were'} seen at that visit "
            f"({places(study, counted)}). {question}",
            f"{N_used} against {were_seen}",
            "response is counted among everybody who was seen",
        )


def _size(study: Study, group_id: str | None) -> tuple[int, tuple[Number, ...]] | None:
    """A group's size and the number that states it (none for everybody); `None` where it is not printed."""
    found = next((one for one in study.groups if one.id == group_id), None)
    size = None if found is None else study.group_size(found.id)
    if found is None or size is None:
        return None
    return size, () if found.size is None else (study.number(found.size),)
