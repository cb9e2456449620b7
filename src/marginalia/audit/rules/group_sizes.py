"""The sizes of the groups: against each other's prints, and against the number enrolled."""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.analysis.group_overlap import Overlap, overlap
from marginalia.audit.findings import Finding, Severity, damaged, finding
from marginalia.audit.verdicts import Verdict
from marginalia.audit.words import contrasted, group, patients, places
from marginalia.study.model import GROUP_SIZE, OVERALL, Number, Study
from marginalia.words import inline

RULE = "group-sizes"


def group_sizes(study: Study) -> Iterator[Finding]:
    """A group has one size, and the treatment groups together have the patients enrolled.

    Numbers of participants, item 4.6 of INSPECT-SR (Wilkinson et al. 2025), and inclusion and exclusion. Worked
    example: groups of 29, 12 and 10 among 48 enrolled make 51, so that at least three patients are in two.
    """
    yield from _printed_twice(study)
    together = overlap(study)
    if together is not None and together.total != together.enrolled:
        yield _sum(study, together)


def _printed_twice(study: Study) -> Iterator[Finding]:
    for one in study.groups:
        printed = [
            number
            for cell in study.cells(measure=GROUP_SIZE, group=one.id)
            if (number := cell["count"]) is not None and number.reading is not None and number.month is None
        ]
        intact = [number for number in printed if not damaged((number,))]
        # A damaged print is only asked about where the intact ones do not disagree by themselves.
        asked = intact if len(_by_size(study, one.id, intact)) > 1 else printed
        versions = _by_size(study, one.id, asked)
        if len(versions) > 1:
            told = [
                f"{patients(size)} in {places(study, numbers)}" if numbers else f"{size} enrolled"
                for size, numbers in versions.items()
            ]
            yield finding(
                RULE,
                Severity.MODERATE,
                asked,
                f"{group(study, one.id)}: {contrasted(told)}. Which is meant?",
                " against ".join(str(size) for size in versions),
                against=asked,
                verdict=Verdict.CONTRADICTED,
            )


def _by_size(study: Study, group_id: str, printed: list[Number]) -> dict[int, list[Number]]:
    """The prints by the size that they give; for everybody, the number enrolled is one of the sizes."""
    versions: dict[int, list[Number]] = {study.enrolled: []} if group_id == OVERALL and printed else {}
    for number in printed:
        if number.reading is not None:
            versions.setdefault(round(number.reading), []).append(number)
    return versions


def _sum(study: Study, together: Overlap) -> Finding:
    sizes = [study.number(size) for id in together.groups if (size := study.group(id).size) is not None]
    enrolled = [
        number
        for cell in study.cells(measure=GROUP_SIZE, group=OVERALL)
        if (number := cell["count"]) is not None and number.reading == study.enrolled and not damaged((number,))
    ]
    parts = "; ".join(
        f"{inline(group(study, id))}, {size}" for id, size in zip(together.groups, together.sizes, strict=True)
    )
    addends = " + ".join(str(size) for size in together.sizes)
    opening = (
        f"The treatment groups add up to {patients(together.total)} ({parts}), but {together.enrolled} were enrolled"
    )
    impossible = together.total > together.enrolled and together.most_groups < 2
    if together.total < together.enrolled:
        severity = Severity.MINOR
        ending = f": at least {patients(together.at_least_in_none)} in none of them. How were they treated?"
    elif impossible:
        severity = Severity.MAJOR
        ending = ", and no patient is said to be in two of them. Which size is meant?"
    else:
        severity = Severity.MODERATE
        ending = f": at least {patients(together.at_least_in_two)} must be in more than one. Which, and why?"
    return finding(
        RULE,
        severity,
        (*sizes, *enrolled),
        opening + ending,
        f"{addends} = {together.total} against {together.enrolled}",
        needs=("enrolled-once", "groups-disjoint") if impossible else ("enrolled-once",),
        against=sizes if impossible else (),
        verdict=Verdict.CONTRADICTED if impossible else None,
    )
