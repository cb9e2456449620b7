"""Every printed count at once: can they be true of one set of patients, and what follows from them."""

from __future__ import annotations

from concurrent.futures import Executor
from functools import partial
from typing import Literal

from marginalia.analysis.aggregation import MEANS_OF, MeanOf
from marginalia.reconstruction import conflicts as search_of
from marginalia.reconstruction import result, words
from marginalia.reconstruction.assumptions import DEFAULT, Assumptions, names, sentence, with_named
from marginalia.reconstruction.certificates import Weights
from marginalia.reconstruction.means import fitting
from marginalia.reconstruction.pooled import pooled
from marginalia.reconstruction.questions import Question, questions
from marginalia.reconstruction.scores import printed_means
from marginalia.reconstruction.solver import SolverError, solution
from marginalia.reconstruction.statements import Statement, statements
from marginalia.reconstruction.system import System, system_of
from marginalia.study.model import Study

#: Conflicting sets looked for, unless told otherwise.
MOST_CONFLICTS = 40

#: The assumption under which ranges are given a second time.
_SECOND = "nested-follow-up"


def reconstruct(
    study: Study,
    assumptions: Assumptions = DEFAULT,
    *,
    most: int = MOST_CONFLICTS,
    everything: bool = False,
    executor: Executor | None = None,
) -> result.Reconstruction:
    """Conflicts, corrections, assumptions tried and ranges for a study's printed counts.

    At most `most` conflicts are looked for, past those that the smallest corrections need only where `everything` is
    wanted. What is independent runs on the executor. Raises `PackageError` where the groups and visits are too many,
    `SolverError` where the solver does not answer.
    """
    system = system_of(study, assumptions)
    stated = system.stated
    found = search_of.search(system, most=most, everything=everything)
    kept = _kept(system, found)
    usable = bool(found.corrections and stated)
    run = map if executor is None else executor.map
    tried: tuple[result.Tried, ...] = ()
    if usable:
        tried = tuple(run(partial(_tried, study, assumptions, kept), _to_try(study, assumptions)))
        means = run(partial(_means_tried, study, assumptions, kept), _means_to_try(study, kept))
        tried += tuple(one for one in means if one is not None)
    asked = _to_ask(study, assumptions, kept, {one.name for one in tried if one.possible})
    ranges = tuple(run(partial(_range, study, kept), asked)) if usable else ()
    return result.Reconstruction(
        enrolled=study.enrolled,
        statements=len(stated),
        conflicts=tuple(_conflict(study, system, one) for one in found.conflicts),
        aside=tuple(tuple(_member(study, stated[at]) for at in sorted(one)) for one in found.corrections if one),
        settled=found.settled,
        complete=found.complete,
        limit=most,
        kept=len(kept),
        tried=tried,
        ranges=ranges,
    )


def believed(study: Study, assumptions: Assumptions = DEFAULT) -> tuple[Statement, ...]:
    """The statements that no smallest correction sets aside: they can all be true of one set of patients.

    Raises `SolverError` where the search stopped before it had one.
    """
    system = system_of(study, assumptions)
    found = search_of.search(system)
    if not found.corrections:
        raise SolverError("The printed counts contradict each other in too many ways to say which to set aside.")
    return _kept(system, found)


def _kept(system: System, found: search_of.Search) -> tuple[Statement, ...]:
    suspects = frozenset[int]().union(*found.corrections)
    return tuple(one for at, one in enumerate(system.stated) if at not in suspects)


def _to_try(study: Study, assumptions: Assumptions) -> list[str]:
    """The assumptions worth trying: those about treatment groups only where there are two, those about continued
    response only where it is printed."""
    lasting = any(one.part.kind == "lasting" for one in statements(study))
    several = len(study.treatments) > 1
    left = []
    for name in names(study):
        about_groups, about_lasting = name.endswith("-treatments"), name.startswith("among-")
        if name in assumptions.names or name == f"among-{assumptions.conditioning}":
            continue
        if (several or not about_groups) and (lasting or not about_lasting) and name != "some-unrated":
            left.append(name)
    return left


def _to_ask(
    study: Study, assumptions: Assumptions, kept: tuple[Statement, ...], possible: set[str]
) -> list[tuple[Assumptions, str]]:
    """Which ranges to work out: each, each under nested follow-up where that can be, and those of treatment groups
    under each reading that can be."""
    every = questions(study, kept)
    asked = [(assumptions, question.id) for question in every]
    if _SECOND in possible:
        asked += [(with_named(study, [_SECOND], assumptions), question.id) for question in every]
    for reading in study.readings:
        if reading.id in possible:
            under = with_named(study, [reading.id], assumptions)
            asked += [(under, question.id) for question in every if not question.months]
    return asked


def _tried(study: Study, assumptions: Assumptions, kept: tuple[Statement, ...], name: str) -> result.Tried:
    system = system_of(study, with_named(study, [name], assumptions), kept)
    found = search_of.conflict_with(system, range(len(kept)))
    conflict = None if found is None else _conflict(study, system, found)
    return result.Tried(name, sentence(study, name), found is None, conflict)


def _means_to_try(study: Study, kept: tuple[Statement, ...]) -> list[MeanOf]:
    """Whom means among responders can be taken over, where any are printed beside counts of continued response."""
    lasting = any(one.part.kind == "lasting" for one in kept)
    among = any(study.measure(number.measure).among for number in printed_means(study))
    return list(MEANS_OF) if lasting and among else []


def _means_tried(
    study: Study, assumptions: Assumptions, kept: tuple[Statement, ...], mean_of: MeanOf
) -> result.Tried | None:
    """Whether the printed means can be those of such patients; `None` where the solver could not settle it in time.
    Sums of scores may be anything between the ends of the scales, so that a no is certain and a yes says that these
    sums do not forbid it."""
    proof: Literal["sum", "solver"] = "sum"
    name, by_hand = f"means-of-{mean_of}", pooled(study, kept, mean_of)
    if by_hand is not None:
        numbers, reason = by_hand.numbers, by_hand.reason
    else:
        try:
            found = fitting(system_of(study, assumptions, kept).everywhere(), study, mean_of)
        except SolverError:
            return None
        if not found.impossible:
            return None if found.missed else result.Tried(name, sentence(study, name), True, None)
        numbers, proof = found.missed, "solver"
        reason = "However scores between the ends of the scales are shared out, one of these means at least is missed."
    members = tuple(result.Member(words.mean(study, one), (one.id,), one.ocr != "clean") for one in numbers)
    return result.Tried(name, sentence(study, name), False, result.Conflict(members, reason, proof))


def _range(study: Study, kept: tuple[Statement, ...], asked: tuple[Assumptions, str]) -> result.Range:
    assumptions, id = asked
    question = next(one for one in questions(study, kept) if one.id == id)
    system = system_of(study, assumptions, kept).seeing(question.months)
    low, high = extremes(system, question)
    return result.Range(id, question.text, low, high, assumptions.names)


def extremes(system: System, question: Question) -> tuple[int, int]:
    """The fewest and the most patients, over every set of patients that satisfies the system. Raises `SolverError`
    where there is none."""
    weights = question.counted(system)
    found = [solution(system, sign * weights) for sign in (1, -1)]
    if found[0] is None or found[1] is None:
        raise SolverError("No set of patients fits the printed counts.")
    return round(float(weights @ found[0])), round(float(weights @ found[1]))


def _conflict(study: Study, system: System, found: search_of.Conflict) -> result.Conflict:
    asked = system.only(found.members)
    kind: Literal["sum", "cases", "solver"] = "solver"
    if found.proof is not None:
        kind = "sum" if isinstance(found.proof, Weights) else "cases"
    return result.Conflict(
        members=tuple(_member(study, one) for one in asked.stated),
        reason=words.contradiction(study, asked, found.proof),
        proof=kind,
    )


def _member(study: Study, one: Statement) -> result.Member:
    return result.Member(words.statement(study, one), tuple(number.id for number in one.numbers), one.damaged)
