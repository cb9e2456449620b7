"""The sentence that says why numbers contradict each other is arithmetic that a reader can do by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from found_conflicts import Found, conflicts
from printed_sums import at_once, sides
from small_studies import ASSUMPTIONS, of, printed, response, size, treatment

from marginalia.reconstruction import Assumptions, reconstruct, words
from marginalia.reconstruction.certificates import Cases, Weights
from marginalia.reconstruction.solver import relaxed_least
from marginalia.reconstruction.system import system_of
from marginalia.study.model import Group, Number


def reasons(*numbers: Number, groups: tuple[Group, ...] = (), enrolled: int = 10) -> list[str]:
    return [one.reason for one in reconstruct(of(enrolled, groups, numbers)).conflicts]


@pytest.mark.parametrize("assumed", ASSUMPTIONS)
def test_its_sums_add_up_and_the_first_is_the_larger(assumed: str) -> None:
    kinds = Counter[str]()
    for one in conflicts(assumed):
        if isinstance(one.conflict.proof, Weights) and all(said.is_count for said in one.stated):
            kinds[_check(one)] += 1
    assert kinds["sums"] > 5


def sentence_of(one: Found) -> str:
    return words.contradiction(one.study, one.asked, one.conflict.proof)


def _check(one: Found) -> str:
    """Hold a sentence against the statements that it is about; what kind of sentence it is."""
    sentence = sentence_of(one)
    values = [said.value for said in one.stated]
    together = at_once(sentence)
    if together is not None:
        assert sorted(together) == sorted(values)
        return "at once"
    found = sides(sentence)
    assert found is not None, sentence
    more, less = found
    assert more.said == more.total, sentence
    assert less.said == less.total, sentence
    assert more.total > less.total, sentence
    assert {*more.numbers, *less.numbers} - {0, 2, 3} <= {*values, one.study.enrolled}, sentence
    for said in one.stated:
        label = "in all" if said.part.group == "all" else one.study.group(said.part.group).label
        assert label in f"{more.names} {less.names}", sentence
    return "sums"


def test_two_groups_of_7_and_5_cannot_share_nobody_among_10() -> None:
    apart = (treatment("soft", disjoint_from=("hard",)), treatment("hard"))
    (reason,) = reasons(size("soft", 7), size("hard", 5), groups=apart)
    found = sides(reason)
    assert found is not None
    more, less = found
    assert (sorted(more.numbers), more.total) == ([5, 7], 12)
    assert (less.numbers, less.total) == ((10,), 10)
    assert "Soft pillow" in more.names and "Hard pillow" in more.names
    assert "enrolled" in less.names


def test_a_number_with_two_values_is_said_plainly() -> None:
    numbers = (*response("all", 3, 6, 10), printed("all", "response", 3, "n", 7, "results"))
    assert "The number of responders at 3 months in all cannot be 6 and 7 at once." in reasons(*numbers)


def test_more_responders_than_rated_are_said_plainly() -> None:
    (reason,) = reasons(*response("all", 3, 7, 5))
    assert reason == (
        "The responders at 3 months in all can never be more than the patients rated at 3 months in all. "
        "Printed: 7 against 5."
    )


def test_nobody_is_never_more_and_no_side_is_below_nothing() -> None:
    for assumed in ASSUMPTIONS:
        for one in conflicts(assumed):
            found = sides(sentence_of(one))
            assert found is None or (found[0].names != "Nobody" and found[1].total >= 0)


def test_5_of_a_whole_cannot_be_two_thirds_because_of_the_whole() -> None:
    """5 is 66.7% of no whole number of patients: of 7 it is 71.4%, of 8 it is 62.5%."""
    (reason,) = reasons(printed("all", "response", 3, "n", 5), printed("all", "response", 3, "percent", "66.7%"))
    assert reason == (
        "The number of patients rated at 3 months in all would have to lie between 7 and 8, where no whole number is."
    )


def test_what_must_lie_between_two_whole_numbers_does_so_in_fractions() -> None:
    """The least and the most that fractions of patients allow lie strictly between the two."""
    by_cases = [one for assumed in ASSUMPTIONS for one in conflicts(assumed) if isinstance(one.conflict.proof, Cases)]
    assert by_cases
    for one in by_cases:
        assert isinstance(one.conflict.proof, Cases)
        at, row = one.conflict.proof.at, one.asked.quantity(one.conflict.proof.quantity)
        least, less = relaxed_least(one.asked, row), relaxed_least(one.asked, -row)
        assert least is not None and less is not None
        if f"between {at} and {at + 1}" in sentence_of(one):
            assert at < least <= -less < at + 1, f"{sentence_of(one)} {least} {-less}"


def test_the_solvers_word_is_called_so() -> None:
    study = of(10, (), response("all", 3, 5, 10))
    sentence = words.contradiction(study, system_of(study, Assumptions()), None)
    assert "solver’s word" in sentence
