"""The treatment groups at each visit, added up, against everybody at that visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marginalia.analysis.group_overlap import Overlap, overlap
from marginalia.audit.findings import Finding, Severity, damaged, finding
from marginalia.audit.prints import PARTS, Count, Part, Prints, numbers_of
from marginalia.audit.words import noun, patients
from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, OVERALL, RESPONSE, Number, Study
from marginalia.words import listed
from marginalia.words import month as visit

RULE = "group-totals"


@dataclass(frozen=True, slots=True)
class _Total:
    """What the treatment groups make together at one visit, against everybody. `beyond` is how far the sum exceeds the
    whole, or falls short of it, whichever version of each count is believed."""

    month: float
    measure: str
    part: Part
    parts: tuple[Count, ...]
    whole: Count
    beyond: int

    @property
    def numbers(self) -> tuple[Number, ...]:
        return numbers_of((*self.parts, self.whole))


def group_totals(study: Study) -> Iterator[Finding]:
    """Responders, those seen and those seen without a response: summed over the treatment groups at a visit, against
    all patients. A sum above the whole is patients in two groups; a sum below it, patients in none.

    Inclusion and exclusion, with losses and numbers of participants (items 4.5 and 4.6 of INSPECT-SR, Wilkinson et al.
    2025). Worked example: 24 + 11 + 8 = 43 seen where all patients are 39, so that at least four are in two groups;
    9 + 3 + 1 = 13 without a response where all patients have 14, so that at least one is in none. It asks only where
    the printed sizes of the groups do not tell as much already, and once for all visits.
    """
    sizes = overlap(study)
    if sizes is None:
        return
    prints = Prints(study)
    if sizes.most_groups > 1:
        yield from _in_two(study, sizes, _beyond(study, prints, sizes, above=True))
    yield from _in_none(study, sizes, _beyond(study, prints, sizes, above=False))


def _in_two(study: Study, sizes: Overlap, totals: list[_Total]) -> Iterator[Finding]:
    known = max(0, sizes.total - sizes.enrolled)
    every = _telling(totals, known)
    telling = _once_a_visit(every)
    at_least = -(-telling[0].beyond // (sizes.most_groups - 1)) if telling else 0
    if at_least <= sizes.at_least_in_two:
        return
    shown = f"{sizes.at_least_in_two} that the groups’ sizes show ({sizes.total} for {sizes.enrolled})"
    yield _finding(
        study,
        every,
        f"The treatment groups together have more patients than all patients: {_told(study, telling)}. So at least "
        f"{patients(at_least)} must be in more than one of them{f', more than the {shown}' if known else ''}. Which, "
        "and why?",
        at_least,
    )


def _in_none(study: Study, sizes: Overlap, totals: list[_Total]) -> Iterator[Finding]:
    known = sizes.at_least_in_none
    every = _telling(totals, known)
    telling = _once_a_visit(every)
    if telling:
        at_least = telling[0].beyond
        these = "this one" if at_least == 1 else "these"
        yield _finding(
            study,
            every,
            f"The treatment groups together have fewer patients than all patients: {_told(study, telling)}. So at "
            f"least {patients(at_least)} must be in none of them. How {'was' if at_least == 1 else 'were'} "
            f"{these} treated?",
            at_least,
        )


def _finding(study: Study, every: list[_Total], sentence: str, at_least: int) -> Finding:
    return finding(
        RULE,
        Severity.MODERATE,
        [number for total in every for number in total.numbers],
        sentence,
        "; ".join(_sum(total) for total in every) + f": {at_least} at least",
        needs=("everybody-counted",),
    )


def _beyond(study: Study, prints: Prints, sizes: Overlap, *, above: bool) -> list[_Total]:
    """Every visit at which the sum lies above the whole (or below it) in all versions that are printed."""
    found = []
    occasions: list[tuple[str, Part]] = [
        (FOLLOW_UP, "n"),
        *((measure, part) for measure in (RESPONSE, CONTINUED_RESPONSE) for part in PARTS),
    ]
    for month in study.visits:
        for measure, part in occasions:
            pick = (prints.smallest, prints.largest) if above else (prints.largest, prints.smallest)
            parts = [pick[0](measure, group, month, part) for group in sizes.groups]
            whole = pick[1](measure, OVERALL, month, part)
            counts = tuple(count for count in parts if count is not None)
            if whole is None or len(counts) < len(parts):
                continue
            if measure == RESPONSE and not all(_of_seen(prints, group, month) for group in (OVERALL, *sizes.groups)):
                continue
            beyond = (sum(count.value for count in counts) - whole.value) * (1 if above else -1)
            if beyond > 0:
                found.append(_Total(month, measure, part, counts, whole, beyond))
    return found


def _of_seen(prints: Prints, group: str, month: float) -> bool:
    """Whether response is counted among those seen, as far as is printed: where it is not, another rule asks."""
    seen = {count.value for count in prints.all(FOLLOW_UP, group, month, "n")}
    return not seen or any(count.value in seen for count in prints.all(RESPONSE, group, month, "N"))


def _telling(totals: list[_Total], known: int) -> list[_Total]:
    """Those that show the most patients, if that is more than is known; intact numbers before repaired ones."""
    telling = [total for total in totals if total.beyond > known]
    asked = [total for total in telling if not damaged(total.numbers)] or telling
    most = max((total.beyond for total in asked), default=0)
    return [total for total in asked if total.beyond == most]


def _once_a_visit(totals: list[_Total]) -> list[_Total]:
    """The first of each visit: enough for a sentence."""
    return list({total.month: total for total in reversed(totals)}.values())[::-1]


def _told(study: Study, telling: list[_Total]) -> str:
    """`at 6 months 9 + 3 + 1 = 13 against 14 (seen, not responders) and at 12 months …`, by what is counted."""
    counted = [_counted(study, total) for total in telling]
    sums = [f"at {visit(total.month)} {_sum(total)}" for total in telling]
    if len(set(counted)) == 1:
        return f"{listed(sums)} ({counted[0]})"
    return listed([f"{one} ({what})" for one, what in zip(sums, counted, strict=True)])


def _counted(study: Study, total: _Total) -> str:
    if total.measure == FOLLOW_UP:
        return "seen"
    of = noun(study, total.measure)
    if total.measure == CONTINUED_RESPONSE and total.part == "rest":
        return f"counted for {of}, but without it"
    return {"n": of, "N": f"counted for {of}", "rest": f"seen, but not {of}"}[total.part]


def _sum(total: _Total) -> str:
    addends = " + ".join(str(count.value) for count in total.parts)
    return f"{addends} = {sum(count.value for count in total.parts)} against {total.whole.value}"
