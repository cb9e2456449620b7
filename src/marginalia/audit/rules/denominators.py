"""Whom a proportion was counted among, against who there was to count."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import contrasted, group, patients, places, subject
from marginalia.study.model import FOLLOW_UP, GROUP_SIZE, RESPONSE, Cell, Number, Study
from marginalia.words import capital
from marginalia.words import months as visits

RULE = "denominators"


def denominators(study: Study) -> Iterator[Finding]:
    """No numerator above its denominator; nobody beyond the group; response counted among those seen; follow-up
    counted among the group, and among the same number at every visit.

    Numbers of participants, item 4.6 of INSPECT-SR (Wilkinson et al. 2025). Worked example: a group of twelve whose
    follow-up is given as 11/11; six patients seen at a visit at which response is given as 6/7.
    """
    yield from _numerators(study)
    yield from _above_group(study)
    yield from _follow_up_of_group(study)
    yield from _follow_up_of_itself(study)
    yield from _response_of_seen(study)


def _numerators(study: Study) -> Iterator[Finding]:
    for cell in study.cells():
        n, N = cell["n"], cell["N"]
        if n is None or N is None or cell.n is None or cell.N is None or cell.n <= cell.N:
            continue
        yield finding(
            RULE,
            Severity.MAJOR,
            (n, N),
            f"{_subject(study, cell)}: {cell.n} of {cell.N} in {places(study, [n])}, more than there were.",
            f"{cell.n} > {cell.N}",
            against=(n, N),
            verdict=Verdict.IMPOSSIBLE,
        )


def _above_group(study: Study) -> Iterator[Finding]:
    """More patients counted, or counted among, than the group has. Follow-up has a stricter question of its own."""
    kinds = {measure.id: measure.kind for measure in study.measures}
    for cell in study.cells():
        stated = _size(study, cell.group)
        if stated is None or cell.measure in (FOLLOW_UP, GROUP_SIZE):
            continue
        size, source = stated
        count = cell["count"] if kinds.get(cell.measure) == "count" else None
        of, alone = cell["N"], count or cell["n"]
        asked = of or alone
        if asked is None or asked.reading is None or asked.reading <= size:
            continue
        among = "counted among " if asked is of else ""
        yield finding(
            RULE,
            Severity.MAJOR,
            (asked, *source),
            f"{_subject(study, cell)}: {among}{asked.reading:g} in {places(study, [asked])}, but the group has "
            f"{patients(size)}.",
            f"{asked.reading:g} > {size}",
            needs=("enrolled-once",),
            against=(asked,),
            verdict=Verdict.CONTRADICTED,
        )


def _follow_up_of_group(study: Study) -> Iterator[Finding]:
    """One finding for a group and a denominator, however many visits use it."""
    for one in study.groups:
        stated = _size(study, one.id)
        if stated is None:
            continue
        size, source = stated
        for N, cells in _follow_up_among(study, one.id).items():
            if size == N:
                continue
            printed = _denominators(cells)
            where = f" ({places(study, source)})" if source else ""
            yield finding(
                RULE,
                Severity.MODERATE,
                (*source, *printed),
                f"{group(study, one.id)}: follow-up {_when(cells)} is counted among {N} in {places(study, printed)}, "
                f"but the group has {patients(size)}{where}. Who was {'left out' if size > N else 'added'}?",
                f"{N} against {size}",
                needs=("follow-up-of-group",),
                against=printed,
                verdict=Verdict.CONTRADICTED,
            )


def _follow_up_of_itself(study: Study) -> Iterator[Finding]:
    """Where no size of the group is printed, its follow-up is still counted among one number at every visit."""
    for one in study.groups:
        among = _follow_up_among(study, one.id)
        if _size(study, one.id) is not None or len(among) < 2:
            continue
        told = [f"{N} {_when(cells)} ({places(study, _denominators(cells))})" for N, cells in among.items()]
        yield finding(
            RULE,
            Severity.MODERATE,
            [number for cells in among.values() for number in _denominators(cells)],
            f"{group(study, one.id)}: follow-up is counted among {contrasted(told)}. How many patients does the group "
            "have?",
            " against ".join(str(N) for N in among),
            needs=("follow-up-of-group",),
        )


def _response_of_seen(study: Study) -> Iterator[Finding]:
    seen: dict[tuple[str | None, float | None], list[Number]] = {}
    for cell in study.cells(measure=FOLLOW_UP):
        n = cell["n"]
        if n is not None and n.reading is not None:
            seen.setdefault((cell.group, cell.month), []).append(n)
    odd: dict[tuple[str | None, float | None, int], list[Number]] = {}
    of_a_part = any(measure.id == RESPONSE and measure.among for measure in study.measures)
    for cell in study.cells(measure=RESPONSE) if not of_a_part else ():
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
            f"{capital(subject(study, RESPONSE, group_id, month))}: counted among {N_used} in "
            f"{places(study, printed)}, but {patients(were_seen)} {'was' if were_seen == 1 else 'were'} seen then "
            f"({places(study, counted)}). {question}",
            f"{N_used} against {were_seen}",
            needs=("response-of-seen",),
            against=printed if above else (),
            verdict=Verdict.CONTRADICTED if above else None,
        )


def _size(study: Study, group_id: str | None) -> tuple[int, tuple[Number, ...]] | None:
    """A group's size and the number that states it (none for everybody); `None` where it is not printed."""
    found = next((one for one in study.groups if one.id == group_id), None)
    size = None if found is None else study.group_size(found.id)
    if found is None or size is None:
        return None
    return size, () if found.size is None else (study.number(found.size),)


def _follow_up_among(study: Study, group_id: str) -> dict[int, list[Cell]]:
    """The cells of a group's follow-up by their denominators."""
    among: dict[int, list[Cell]] = {}
    for cell in study.cells(measure=FOLLOW_UP, group=group_id):
        if cell.N is not None and cell.month is not None:
            among.setdefault(cell.N, []).append(cell)
    return among


def _denominators(cells: list[Cell]) -> list[Number]:
    return [number for cell in cells if (number := cell["N"]) is not None]


def _when(cells: list[Cell]) -> str:
    months = sorted({cell.month for cell in cells if cell.month is not None})
    return f"at {visits(months)}" if months[0] > 0 else visits(months)


def _subject(study: Study, cell: Cell) -> str:
    return capital(subject(study, cell.measure, cell.group, cell.month))
