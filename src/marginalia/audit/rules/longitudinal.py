"""One group over time: whom continued response can be counted among, and who can be seen again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from marginalia.audit.findings import Finding, Severity, finding
from marginalia.audit.prints import Count, Part, Prints, numbers_of
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import at, group, noun, places, shown, subject
from marginalia.study.model import CONTINUED_RESPONSE, FOLLOW_UP, RESPONSE, Group, Study
from marginalia.words import capital, listed
from marginalia.words import months as visits

RULE = "longitudinal"


@dataclass(frozen=True, slots=True)
class _Bound:
    """The most that a count of continued response can be: `limit` patients, by these counts, who are `what`."""

    part: Part
    limit: int
    counts: tuple[Count, ...]
    what: str
    needs: tuple[str, ...]


def longitudinal(study: Study) -> Iterator[Finding]:
    """Whoever still responds at a visit responds at it, had responded before, and was seen; whoever has stopped
    responding was seen and does not respond, at the first visit after at least. Under nested follow-up nobody comes
    back, so that no later visit has more patients than an earlier one.

    Losses over time, item 4.5 of INSPECT-SR (Wilkinson et al. 2025). Worked example: 14 lasting responders of 15 at a
    visit at which the same group has 11 responders. Each printed version is asked once; it matters less where another
    version mends it.
    """
    prints = Prints(study)
    measures = {measure.id for measure in study.measures}
    for one in study.groups:
        if CONTINUED_RESPONSE in measures:
            for month in study.visits:
                yield from _lasting(study, prints, one, month)
        for measure in (FOLLOW_UP, CONTINUED_RESPONSE):
            yield from _returning(study, prints, one, measure)


def _lasting(study: Study, prints: Prints, one: Group, month: float) -> Iterator[Finding]:
    """The bounds on one cell of continued response; of each version the first that is broken is told."""
    told: set[str] = set()
    for bound in _bounds(study, prints, one, month):
        versions = prints.all(CONTINUED_RESPONSE, one.id, month, bound.part)
        above = [count for count in versions if count.value > bound.limit]
        mended = len(above) < len(versions)
        for value in sorted({count.value for count in above}):
            counts = [count for count in above if count.value == value and count.cell not in told]
            if not counts:
                continue
            told.update(count.cell for count in counts)
            numbers = numbers_of((*counts, *bound.counts))
            lasting = numbers_of(counts)
            yield finding(
                RULE,
                Severity.MODERATE if mended else Severity.MAJOR,
                numbers,
                f"{capital(subject(study, CONTINUED_RESPONSE, one.id, month))}: {shown(study.cell(counts[0].cell))} in "
                f"{places(study, lasting)}, {_aside(bound.part, value)}but only {bound.limit} {bound.what} "
                f"({_source(study, bound.counts)}). Which is right?",
                f"{value} > {bound.limit}",
                needs=bound.needs,
                against=lasting if mended else numbers,
                verdict=Verdict.CONTRADICTED,
            )


def _bounds(study: Study, prints: Prints, one: Group, month: float) -> Iterator[_Bound]:
    now = prints.largest(RESPONSE, one.id, month, "n")
    if now is not None:
        yield _Bound("n", now.value, (now,), "in the group responded at that visit", ("lasting-responds",))
    since = study.measure(CONTINUED_RESPONSE).since
    before = [visit for visit in study.visits if 0 < visit < month] if since is None else [since]
    earlier = [prints.largest(RESPONSE, one.id, visit, "n") for visit in before]
    counts = tuple(count for count in earlier if count is not None)
    if counts and len(counts) == len(earlier) and before[-1] < month:
        responded = sum(count.value for count in counts)
        yield _Bound("N", responded, counts, f"had responded at {visits(before)}", ("lasting-had-responded",))
    seen = [prints.largest(FOLLOW_UP, one.id, month, "n"), prints.largest(RESPONSE, one.id, month, "N")]
    there = max((count for count in seen if count is not None), key=lambda count: count.value, default=None)
    if there is not None:
        yield _Bound("N", there.value, (there,), "were seen at that visit", ("lasting-had-responded",))
    rest = prints.largest(RESPONSE, one.id, month, "rest")
    if rest is not None:
        # Later than that a response may have been lost and come back, and may count as lost all the same.
        first = len(before) == 1 and not any(before[0] < visit < month for visit in study.visits)
        needs = ("lasting-had-responded",) if first else ("lost-no-response",)
        yield _Bound("rest", rest.value, (rest,), "were seen at that visit without a response", needs)


def _returning(study: Study, prints: Prints, one: Group, measure: str) -> Iterator[Finding]:
    """The first visit with more patients than the one before: seen, or followed as earlier responders."""
    part: Part = "n" if measure == FOLLOW_UP else "N"
    counted = [
        (month, few, many)
        for month in study.visits
        if month > 0
        and (few := prints.smallest(measure, one.id, month, part)) is not None
        and (many := prints.largest(measure, one.id, month, part)) is not None
    ]
    for (earlier, _, before), (later, now, _) in pairwise(counted):
        if now.value > before.value:
            numbers = numbers_of((before, now))
            yield finding(
                RULE,
                Severity.MINOR,
                numbers,
                f"{group(study, one.id)}: {now.value} {at(later)} after {before.value} {at(earlier)} "
                f"({noun(study, measure)}; {places(study, numbers)}). Who came back?",
                f"{now.value} > {before.value}",
                needs=("nested-follow-up",),
            )
            return


def _source(study: Study, counts: tuple[Count, ...]) -> str:
    return listed([f"{shown(study.cell(count.cell))} in {places(study, count.numbers)}" for count in counts])


def _aside(part: Part, value: int) -> str:
    """Which of the cell's counts is meant, where it is not the numerator."""
    return {"n": "", "N": f"which counts {value} patients, ", "rest": f"which leaves {value} without it, "}[part]
