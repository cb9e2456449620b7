"""What the printed counts leave open, as questions about every set of patients that fits them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marginalia.reconstruction.patterns import ABSENT, RESPONDING, Ints, base_visit
from marginalia.reconstruction.statements import Quantity, Statement, quantities_of
from marginalia.reconstruction.system import Floats, System
from marginalia.study.model import OVERALL, Study
from marginalia.words import month

_Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Question:
    """How many patients could there be of whom something is true. `months` are the visits that must be told apart;
    `counted` marks them in a system that does."""

    id: str
    text: str
    months: tuple[float, ...]
    counted: Callable[[System], Floats]


def questions(study: Study, stated: tuple[Statement, ...]) -> tuple[Question, ...]:
    """The questions that a study's visits and groups give rise to."""
    quantities = quantities_of(stated)
    rated = _months(quantities, "responders")
    seen = sorted({*_months(quantities, "seen"), *rated})
    return (*_of_response(rated, base_visit(study, quantities)), *_unpublished(rated, seen), *_of_groups(study))


def _of_response(rated: list[float], base: float | None) -> Iterator[Question]:
    if len(rated) < 2:
        return
    first = base if base in rated[:-1] and base is not None else rated[0]
    before, last = rated[-2], rated[-1]
    every = tuple(rated)
    yield Question(
        "always",
        "were seen and were responders each time, at the visits whose responders are printed",
        every,
        _fates(every, lambda at: np.asarray(_seen(at).any(axis=1) & (_responding(at) == _seen(at)).all(axis=1))),
    )
    yield Question(
        "never",
        "were seen and were never responders, at the visits whose responders are printed",
        every,
        _fates(every, lambda at: np.asarray(_seen(at).any(axis=1) & ~_responding(at).any(axis=1))),
    )
    yield Question(
        "lost",
        f"had been responders and, when seen at {month(last)}, no longer were",
        every,
        _fates(
            every,
            lambda at: np.asarray(_responding(at[:, :-1]).any(axis=1) & _seen(at[:, -1]) & ~_responding(at[:, -1])),
        ),
    )
    yield Question(
        "late",
        f"were responders at {month(last)} but not when seen at {month(before)}",
        (before, last),
        _fates((before, last), lambda at: _seen(at[:, 0]) & ~_responding(at[:, 0]) & _responding(at[:, 1])),
    )
    yield Question(
        "responders-missing",
        f"were responders at {month(first)} and were not seen at {month(last)}",
        (first, last),
        _fates((first, last), lambda at: _responding(at[:, 0]) & ~_seen(at[:, 1])),
    )
    yield Question(
        "non-responders-missing",
        f"were seen at {month(first)} without responding and were not seen at {month(last)}",
        (first, last),
        _fates((first, last), lambda at: _seen(at[:, 0]) & ~_responding(at[:, 0]) & ~_seen(at[:, 1])),
    )


def _unpublished(rated: list[float], seen: list[float]) -> Iterator[Question]:
    """Visits without a count of responders, in a paper that counts them at another."""
    for visit in seen:
        if rated and visit not in rated:
            yield Question(
                f"responders-{visit:g}",
                f"were responders at {month(visit)}, a visit whose responders are not printed",
                (visit,),
                _fates((visit,), lambda at: _responding(at[:, 0])),
            )


def _of_groups(study: Study) -> Iterator[Question]:
    treated = {one.id for one in study.treatments}
    if len(treated) < 2:
        return
    yield Question("in-two", "are in more than one treatment group", (), _membership(treated, lambda count: count > 1))
    yield Question("in-none", "are in no treatment group", (), _membership(treated, lambda count: count == 0))


def _months(quantities: tuple[Quantity, ...], kind: str) -> list[float]:
    return sorted({one.month for one in quantities if one.kind == kind and one.group == OVERALL})


def _seen(at: Ints) -> _Marks:
    return np.asarray(at != ABSENT)


def _responding(at: Ints) -> _Marks:
    return np.asarray(at == RESPONDING)


def _fates(months: tuple[float, ...], marked: Callable[[Ints], _Marks]) -> Callable[[System], Floats]:
    def counted(system: System) -> Floats:
        columns = [system.patterns.visits.index(visit) for visit in months]
        return system.counting(marked(system.patterns.fates[:, columns]).astype(np.int64))

    return counted


def _membership(treated: set[str], wanted: Callable[[int], bool]) -> Callable[[System], Floats]:
    return lambda system: system.belonging([wanted(len(one & treated)) for one in system.frame.memberships])
