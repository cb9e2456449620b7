"""The smallest corrections are those that trying every subset finds."""

from __future__ import annotations

from itertools import combinations

import patient_model
import pytest
from small_studies import ASSUMPTIONS, altered, honest, of, seeds, size, treatment

from marginalia.reconstruction import Assumptions
from marginalia.reconstruction.conflicts import search
from marginalia.reconstruction.reconstruct import believed
from marginalia.reconstruction.statements import statements
from marginalia.reconstruction.system import system_of
from marginalia.study.model import Study


def by_brute_force(study: Study, assumptions: Assumptions) -> set[frozenset[int]]:
    """Every smallest set of statements without which the others are possible."""
    stated = statements(study)
    for left_out in range(len(stated) + 1):
        found = {
            frozenset(aside)
            for aside in combinations(range(len(stated)), left_out)
            if patient_model.possible(study, assumptions, [one for at, one in enumerate(stated) if at not in aside])
        }
        if found:
            return found
    raise AssertionError("without any statement patients are possible")


@pytest.mark.parametrize("assumed", ["nothing more", "disjoint", "among ever", "some unrated"])
def test_they_are_all_of_the_smallest(assumed: str) -> None:
    assumptions, sizes = ASSUMPTIONS[assumed], set()
    for seed in seeds(12, 100):
        study = altered(seed, assumptions, changes=1 + seed % 2, most_patients=8, visits=2)
        if len(statements(study)) > 15:
            continue  # too many subsets to try
        found = search(system_of(study, assumptions))
        assert found.settled
        assert set(found.corrections) == by_brute_force(study, assumptions), f"{seed=}"
        assert len(set(found.corrections)) == len(found.corrections)
        sizes |= {len(one) for one in found.corrections}
    assert {1, 2} & sizes


def test_an_honest_study_needs_none() -> None:
    study = honest(1).study
    found = search(system_of(study, Assumptions()))
    assert found.corrections == (frozenset(),)
    assert found.conflicts == ()
    assert found.complete and found.settled
    assert believed(study) == statements(study)


def test_either_of_two_sizes_may_be_set_aside_and_neither_is_believed() -> None:
    """Two groups that share nobody, 7 and 5 of 10."""
    soft, hard = treatment("soft", disjoint_from=("hard",)), treatment("hard")
    study = of(10, (soft, hard), [size("soft", 7), size("hard", 5)])
    assert set(search(system_of(study, Assumptions())).corrections) == {frozenset({0}), frozenset({1})}
    assert believed(study) == ()


def test_a_search_for_everything_finds_every_conflict() -> None:
    """Three sizes of groups of which no two can stand side by side: three conflicts, of two members each."""
    others = {"soft": ("hard", "flat"), "hard": ("soft", "flat"), "flat": ("soft", "hard")}
    groups = [treatment(id, disjoint_from=apart) for id, apart in others.items()]
    study = of(10, groups, [size("soft", 7), size("hard", 6), size("flat", 8)])
    found = search(system_of(study, Assumptions()), everything=True)
    assert found.complete
    assert {one.members for one in found.conflicts} == {(0, 1), (0, 2), (1, 2)}
    assert set(found.corrections) == {frozenset({0, 1}), frozenset({0, 2}), frozenset({1, 2})}


def test_a_search_that_stops_before_says_so() -> None:
    study = of(10, (), [size("all", 12)])
    found = search(system_of(study, Assumptions()), most=0)
    assert (found.conflicts, found.corrections, found.complete, found.settled) == ((), (), False, False)
