"""The paper itself: what is found in its printed counts holds by an independent solver and in exact arithmetic."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import patient_model
import pytest
import row_model
from farkas import refutes

from marginalia.reconstruction import Assumptions
from marginalia.reconstruction.certificates import holds
from marginalia.reconstruction.conflicts import Conflict, Search, conflict_with, search
from marginalia.reconstruction.patterns import ABSENT, RESPONDING
from marginalia.reconstruction.questions import questions
from marginalia.reconstruction.reconstruct import extremes
from marginalia.reconstruction.solver import solution
from marginalia.reconstruction.statements import Quantity, Statement
from marginalia.reconstruction.system import System, system_of
from marginalia.reconstruction.witness import Person, people
from marginalia.study.model import Study

LONG = os.environ.get("MARGINALIA_LONG") == "1"


@dataclass(frozen=True)
class Looked:
    """The paper searched through: everything that it states, what was found, and what is kept."""

    study: Study
    system: System
    found: Search
    kept: tuple[Statement, ...]

    def of_the_kept(self, assumptions: Assumptions) -> System:
        return system_of(self.study, assumptions, self.kept)


@pytest.fixture(scope="module")
def looked(paper_study: Study) -> Looked:
    system = system_of(paper_study, Assumptions())
    found = search(system)
    suspects = frozenset[int]().union(*found.corrections)
    return Looked(paper_study, system, found, tuple(one for at, one in enumerate(system.stated) if at not in suspects))


def minimal(system: System, conflict: Conflict) -> None:
    """Hold a conflict to what it must be, without the solver that found it."""
    asked = system.only(conflict.members)
    assert conflict.proof is not None
    assert holds(asked, conflict.proof)
    assert refutes(asked, conflict.proof)
    assert not row_model.possible(asked)
    for left_out in range(len(conflict.members)):
        assert row_model.possible(asked.only([at for at in range(len(conflict.members)) if at != left_out]))


def test_all_its_counts_together_are_impossible(looked: Looked) -> None:
    """Even of 48 patients one by one."""
    assert looked.found.conflicts
    assert not row_model.possible(looked.system)
    assert not patient_model.possible(looked.study, Assumptions(), looked.system.stated)


def test_the_counts_kept_are_possible(looked: Looked) -> None:
    assert looked.found.settled
    assert row_model.possible(looked.of_the_kept(Assumptions()))


def test_patients_who_fit_them_can_be_counted_one_by_one(looked: Looked) -> None:
    """48 patients are made up from a solution, and every statement kept is counted among them."""
    system = looked.of_the_kept(Assumptions())
    found = solution(system)
    assert found is not None
    patients = people(system, found, np.random.default_rng(1))
    assert len(patients) == looked.study.enrolled == 48
    visits = system.patterns.visits
    since = looked.study.measure("continued-response").since
    assert since is not None
    start = visits.index(since)
    for one in looked.kept:
        part = sum(_counts(person, one.part, visits, start) for person in patients)
        if one.value is not None:
            assert part == one.value, one
        else:
            assert one.whole is not None and one.low is not None and one.high is not None
            whole = sum(_counts(person, one.whole, visits, start) for person in patients)
            assert one.low * whole <= 100 * part < one.high * whole, one


def _counts(person: Person, quantity: Quantity, visits: tuple[float, ...], start: int) -> bool:
    """Whether a patient is counted; continued response starts from the visit at position `start`."""
    if quantity.group != "all" and quantity.group not in person.groups:
        return False
    if quantity.kind == "size":
        return True
    now = person.fate[visits.index(quantity.month)]
    if quantity.kind in ("earlier", "lasting") and person.fate[start] != RESPONDING:
        return False
    return now == RESPONDING if quantity.kind in ("responders", "lasting") else now != ABSENT


def test_every_conflict_is_minimal_and_proved(looked: Looked) -> None:
    for conflict in looked.found.conflicts:
        minimal(looked.system, conflict)


def test_a_smallest_correction_touches_every_conflict_and_nothing_smaller_does(looked: Looked) -> None:
    (size,) = {len(one) for one in looked.found.corrections}
    members = [set(one.members) for one in looked.found.conflicts]
    for correction in looked.found.corrections:
        assert all(correction & one for one in members)
        assert row_model.possible(looked.system.only(set(range(len(looked.system.stated))) - correction))
    involved = sorted(set().union(*members))
    assert not any(
        all(set(fewer) & one for one in members) for fewer in combinations(involved, min(size - 1, len(involved)))
    )


@pytest.mark.parametrize(
    ("assumptions", "possible"),
    [
        (Assumptions(nested_follow_up=True), True),
        (Assumptions(disjoint_treatments=True), False),
        (Assumptions(covering_treatments=True), False),
        (Assumptions(conditioning="previous"), False),
        (Assumptions(conditioning="ever"), True),
    ],
    ids=lambda value: "-".join(value.names) if isinstance(value, Assumptions) else "",
)
def test_what_else_can_be_assumed_is_so_by_both(looked: Looked, assumptions: Assumptions, possible: bool) -> None:
    system = looked.of_the_kept(assumptions)
    conflict = conflict_with(system, range(len(looked.kept)))
    assert (conflict is None) is possible
    if conflict is None:
        assert row_model.possible(system)
    else:
        minimal(system, conflict)


@pytest.mark.parametrize(
    "id",
    ["responders-18", *(["lost", "in-two", "in-none", "never", "always", "non-responders-missing"] if LONG else [])],
)
def test_the_ranges_are_those_of_both_solvers(looked: Looked, id: str) -> None:
    system = looked.of_the_kept(Assumptions())
    question = next(one for one in questions(looked.study, looked.kept) if one.id == id)
    seeing = system.seeing(question.months)
    weights = question.counted(seeing)
    least, most = row_model.least(seeing, weights), row_model.least(seeing, -weights)
    assert least is not None and most is not None
    assert extremes(seeing, question) == (least, -most)
