"""What the search calls a conflict is one: impossible with all its members, possible without any one of them."""

from __future__ import annotations

import patient_model
import pytest
from farkas import refutes
from found_conflicts import Found, conflicts
from small_studies import ASSUMPTIONS, of, response

from marginalia.reconstruction.certificates import Weights, contradiction, holds
from marginalia.reconstruction.conflicts import conflict_with, search
from marginalia.reconstruction.solver import satisfiable
from marginalia.reconstruction.system import system_of


@pytest.mark.parametrize("assumed", ASSUMPTIONS)
class TestAConflict:
    def test_is_minimal_by_the_word_of_another_solver(self, assumed: str) -> None:
        assert conflicts(assumed)
        for one in conflicts(assumed)[::4]:
            assert not patient_model.possible(one.study, one.assumptions, one.stated)
            for left_out in one.stated:
                rest = [other for other in one.stated if other is not left_out]
                assert patient_model.possible(one.study, one.assumptions, rest)

    def test_has_a_proof_that_holds_in_fractions(self, assumed: str) -> None:
        proved = [one for one in conflicts(assumed) if one.conflict.proof is not None]
        assert proved
        for one in proved:
            assert holds(one.asked, one.conflict.proof)
            assert refutes(one.asked, one.conflict.proof)

    def test_with_a_suspected_number_has_it_as_a_member(self, assumed: str) -> None:
        for one in conflicts(assumed)[:2]:
            suspected = one.conflict.members[-1]
            found = conflict_with(one.system, {*_possible_without(one, suspected), suspected}, keep=suspected)
            assert found is not None
            assert suspected in found.members
            assert all(satisfiable(one.system.only({*found.members} - {left})) for left in found.members)


def _possible_without(one: Found, suspected: int) -> set[int]:
    """The other members of a conflict, and as many further statements as can stand beside them."""
    kept = {*one.conflict.members} - {suspected}
    for at in range(len(one.system.stated)):
        if at != suspected and satisfiable(one.system.only({*kept, at})):
            kept.add(at)
    return kept


class TestAProof:
    def test_is_rarely_missing(self) -> None:
        """At most three in a hundred conflicts rest on the solver's word, and each of them on that of two solvers."""
        every = [one for assumed in ASSUMPTIONS for one in conflicts(assumed)]
        missing = [one for one in every if one.conflict.proof is None]
        assert len(every) > 60
        assert len(missing) <= 0.03 * len(every)
        assert not any(patient_model.possible(one.study, one.assumptions, one.stated) for one in missing)

    def test_fails_with_a_weight_changed(self) -> None:
        """7 responders among 5: one row by itself, or more of one than of the other, proves less or nothing."""
        system = system_of(of(10, (), response("all", 3, 7, 5)), ASSUMPTIONS["nothing more"])
        (conflict,) = search(system).conflicts
        proof = conflict.proof
        assert isinstance(proof, Weights)
        assert proof.excess == 2
        assert not holds(system, Weights(proof.weights, 3))
        used = [at for at, weight in enumerate(proof.weights) if weight]
        assert len(used) == 2
        for at in used:
            for other in (0, 2 * proof.weights[at], -proof.weights[at]):
                changed = tuple(other if here == at else weight for here, weight in enumerate(proof.weights))
                excess = contradiction(system, changed)
                assert excess != proof.excess
                assert refutes(system, Weights(changed, excess)) is (excess > 0)
