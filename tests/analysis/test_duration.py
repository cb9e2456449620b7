"""Who is behind a table of continued response, and whom its denominator leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_study import NUMBERS, fraction, study

from marginalia.analysis.duration import Starters, late, printed, since, starters
from marginalia.study.model import Cell, Study


def kept(n: int, N: int, *more: tuple[str, int, int]) -> tuple[Study, Cell]:
    """The small study, 20 enrolled, with other counts: continued response at 12 months, and what `more` says."""
    numbers = (*NUMBERS, *fraction("table-3.all.continued-response.12", n, N))
    for cell, one, whole in more:
        numbers += fraction(cell, one, whole)
    made = study(numbers)
    return made, made.cell("table-3.all.continued-response.12")


def parts(found: Starters) -> tuple[int, int, int | None, int | None, int | None]:
    return found.still, found.lost, found.uncounted, found.without, found.unseen


def test_everybody_who_started_has_one_place() -> None:
    found = starters(*kept(6, 8, ("table-2.all.response.3", 12, 18)))
    assert found is not None
    assert (found.size, found.since) == (20, 3)
    assert parts(found) == (6, 2, 4, 6, 2)
    assert sum(part or 0 for part in parts(found)) == 20


def test_only_those_whose_course_is_unknown_can_have_kept_a_response() -> None:
    found = starters(*kept(6, 8, ("table-2.all.response.3", 12, 18)))
    assert found is not None and found.left_out == 12
    # Six were seen at first without a response: they cannot have kept one.
    assert (found.worst, found.best) == (6 / 20, (6 + 4 + 2) / 20)


def test_a_response_of_everybody_seen_leaves_out_who_was_not_seen() -> None:
    made = study()
    found = starters(made, made.cell("table-2.all.response.3"))
    assert found is not None
    assert (found.left_out, found.worst, found.best) == (2, 12 / 20, 14 / 20)


@pytest.mark.parametrize(("n", "N"), [(9, 8), (6, 21)])
def test_counts_that_cannot_be_have_no_starters(n: int, N: int) -> None:
    assert starters(*kept(n, N)) is None


def test_more_followed_than_responded_at_first_is_not_split() -> None:
    found = starters(*kept(10, 14, ("table-2.all.response.3", 12, 18)))
    assert found is not None
    assert parts(found) == (10, 4, None, None, None)
    assert found.best == (10 + 6) / 20


def test_the_paper_s_starters(paper_study: Study) -> None:
    cell = paper_study.cell("table-3.all.continued-response.12")
    found = starters(paper_study, cell)
    assert found is not None and parts(found) == (18, 4, 7, 10, 9)
    assert (found.worst, found.best) == (18 / 48, 34 / 48)


def test_what_two_places_print_differently_is_given_twice(paper_study: Study) -> None:
    cells = printed(paper_study, "facet", 12)
    assert [(cell.section, cell.n, cell.N) for cell in cells] == [("table-3", 14, 15), ("results", 11, 12)]
    assert len(printed(paper_study, "all", 12)) == 1
    assert printed(paper_study, "all", 3) == ()


def test_the_first_visit_is_the_one_that_is_named_or_the_last_before(paper_study: Study) -> None:
    assert since(paper_study) == 3
    assert since(study()) == 3


def test_late_responders_are_the_difference_of_two_tables(paper_study: Study) -> None:
    assert [(one.month, one.others, one.responders) for one in late(paper_study)] == [(6, 10, 0), (12, 7, 0)]


def test_tables_that_do_not_fit_have_no_late_responders() -> None:
    made, _ = kept(6, 8, ("table-2.all.response.12", 5, 13))
    assert late(made) == ()


@given(st.data())
def test_bounds_hold_whatever_became_of_the_unknown(data: st.DataObject) -> None:
    seen = data.draw(st.integers(1, 20))
    responders = data.draw(st.integers(1, seen))
    counted = data.draw(st.integers(1, responders))
    still = data.draw(st.integers(0, counted))
    found = starters(*kept(still, counted, ("table-2.all.response.3", responders, seen)))
    assert found is not None
    kept_unknown = data.draw(st.integers(0, responders - counted)) + data.draw(st.integers(0, 20 - seen))
    assert found.worst <= (still + kept_unknown) / 20 <= found.best
