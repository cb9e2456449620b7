"""Which sums and sums of squares samples of whole numbers have: the theorem and the search, against writing all out."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marginalia.statistics import attainable as module
from marginalia.statistics.attainable import Undecided, attainable, least_squares, most_squares, sample_with


def sums(n: int, low: int, high: int) -> set[tuple[int, int]]:
    """The sum and the sum of squares of every sample of n whole numbers between two ends."""
    samples = combinations_with_replacement(range(low, high + 1), n)
    return {(sum(sample), sum(number**2 for number in sample)) for sample in samples}


@pytest.mark.parametrize(("n", "far"), [(1, 60), (2, 40), (3, 24), (4, 14), (5, 9), (6, 7), (7, 5)])
def test_without_ends_the_theorem_is_what_writing_out_finds(n: int, far: int) -> None:
    real = sums(n, -far, far)
    for total in range(-n, n + 1):
        for squares in range(far**2 + 1):  # no number of such a sample lies further out than `far`
            assert attainable(n, total, squares) == ((total, squares) in real), (n, total, squares)


@pytest.mark.parametrize(("n", "tops"), [(1, 12), (2, 12), (3, 10), (4, 9), (5, 7), (6, 6), (7, 5), (8, 4)])
def test_with_ends_the_search_is_what_writing_out_finds(n: int, tops: int) -> None:
    for top in range(tops):
        real = sums(n, 0, top)
        for total in range(-1, n * top + 2):
            for squares in range(n * top**2 + 3):
                found = sample_with(n, total, squares, top)
                assert (found is not None) == ((total, squares) in real), (n, total, squares, top)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=80))
def test_the_search_finds_a_sample_like_any_real_one(scores: list[int]) -> None:
    total, squares = sum(scores), sum(score**2 for score in scores)
    found = sample_with(len(scores), total, squares, 100)
    assert found is not None
    assert (len(found), sum(found), sum(score**2 for score in found)) == (len(scores), total, squares)
    assert 0 <= min(found) <= max(found) <= 100
    assert attainable(len(scores), total, squares)
    assert least_squares(len(scores), total) <= squares <= most_squares(len(scores), total, 100)


@given(st.integers(5, 40), st.integers(0, 40), st.integers(0, 300))
def test_from_five_numbers_on_evenness_and_parity_are_enough(n: int, total: int, more: int) -> None:
    squares = least_squares(n, total) + 2 * more
    moved = 60  # far enough from the lower end that it is none
    assert sample_with(n, total + n * moved, squares + 2 * moved * total + n * moved**2, 4 * moved) is not None


def test_a_search_that_gives_up_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LIMIT", 1)
    with pytest.raises(Undecided):
        sample_with(20, 50, 200, 10)


@pytest.mark.parametrize(("n", "top"), [(0, 5), (3, -1)])
def test_no_numbers_at_all_are_refused(n: int, top: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        sample_with(n, 1, 1, top)
    if n < 1:
        with pytest.raises(ValueError, match="at least 1"):
            attainable(n, 0, 0)
