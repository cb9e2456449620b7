"""The label of a subgroup against its definition: is the limit itself in or out?"""

from __future__ import annotations

from collections.abc import Iterator

from marginalia.audit.findings import Finding, Severity, damaged, finding
from marginalia.audit.words import contrasted, group, noun, places, plain
from marginalia.study.model import Limit, Number, Study
from marginalia.words import capital, inline

#: Kinds of measure whose limit says something of results (over 80% were seen), and may be put in two true ways; other
#: limits say who or what is meant.
_RESULTS = ("proportion", "mean", "count")

#: A limit with its number.
_Stated = tuple[Limit, Number]

#: Which way a limit points: those of one way exclude the limit itself or include it.
_WAYS = {"more than": "from", "at least": "from", "less than": "to", "at most": "to"}


def limits(study: Study) -> Iterator[Finding]:
    """A limit that is stated in several places includes its own value in all of them or in none.

    Other contradictions within a paper, item 4.10 of INSPECT-SR (Wilkinson et al. 2025). Worked example: a subgroup
    labelled `>8` in the tables and described as 8 or more in the text. Where the scan may have changed the sign (a bar
    lost under `≥`), it is a question about our reading, unless the intact places differ by themselves.
    """
    together: dict[tuple[object, ...], list[_Stated]] = {}
    for limit in study.limits:
        number = study.number(limit.number)
        defines = study.measure(number.measure).kind not in _RESULTS
        if defines and number.reading is not None and number.group is not None:
            key = (number.quantity, number.reading, _WAYS[limit.sense])
            together.setdefault(key, []).append((limit, number))
    for stated in together.values():
        intact = [(limit, number) for limit, number in stated if not limit.doubtful and not damaged((number,))]
        asked = intact if len(_senses(intact)) > 1 else stated
        if len(_senses(asked)) > 1:
            yield _finding(study, asked, on_scan=asked is stated)


def _finding(study: Study, stated: list[_Stated], *, on_scan: bool) -> Finding:
    number = stated[0][1]
    bound = plain(number.reading or 0)
    unit = study.measure(number.measure).unit
    told = [f"{sense} {bound} in {places(study, numbers)}" for sense, numbers in _senses(stated).items()]
    what = f"{capital(noun(study, number.measure))} ({inline(group(study, number.group))})"
    return finding(
        "limits",
        Severity.MODERATE,
        [number for _, number in stated],
        f"{what}: {contrasted(told)}. Where do patients at exactly {bound}{f' {unit}' if unit else ''} belong?",
        contrasted(list(_senses(stated))),
        on_scan=on_scan,
    )


def _senses(stated: list[_Stated]) -> dict[str, list[Number]]:
    """The numbers by what their words or signs mean."""
    senses: dict[str, list[Number]] = {}
    for limit, number in stated:
        senses.setdefault(limit.sense, []).append(number)
    return senses
