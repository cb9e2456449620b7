"""A study answers questions about its numbers."""

from __future__ import annotations

import pytest

from marginalia.study.model import Cell, Study


def test_a_cell_holds_the_numbers_printed_together(tiny_study: Study) -> None:
    cell = tiny_study.cell("table-2.light.response.12")
    assert (cell.n, cell.N, cell.reading("percent"), cell.is_fraction) == (6, 8, 75, True)
    assert (cell.group, cell.measure, cell.month, cell.section) == ("light", "response", 12, "table-2")


def test_a_bare_percent_is_no_fraction(tiny_study: Study) -> None:
    cell = tiny_study.cell("discussion.all.response.12")
    assert (cell.n, cell.N, cell.is_fraction) == (None, None, False)


def test_a_reference_names_a_number_or_all_numbers_of_a_cell(tiny_study: Study) -> None:
    assert [number.statistic for number in tiny_study.numbers_of("table-2.all.response.3")] == ["n", "N", "percent"]
    assert [number.printed for number in tiny_study.numbers_of("table-2.all.response.3.N")] == ["12/18"]
    assert tiny_study.has("table-2.all.response.3")
    assert not tiny_study.has("table-2.all.response")
    with pytest.raises(KeyError):
        tiny_study.numbers_of("table-2.all.response")


def test_the_best_cell_is_a_fraction_from_the_most_trusted_section(tiny_study: Study) -> None:
    best = tiny_study.best("response", "all", 12)
    assert isinstance(best, Cell)
    assert best.id == "table-2.all.response.12"
    assert tiny_study.best("response", "all", 0) is None


def test_cells_can_be_chosen_by_measure_group_and_section(tiny_study: Study) -> None:
    found = [cell.id for cell in tiny_study.cells(measure="response", group="heavy")]
    assert found == ["table-2.heavy.response.3", "table-2.heavy.response.12", "discussion.heavy.response.12"]
    assert len(list(tiny_study.cells(section="table-2"))) == 6


def test_claims_and_notes_are_found_by_chapter(tiny_study: Study) -> None:
    claims = [claim.id for claim in tiny_study.claims_in("follow-up")]
    assert claims == ["abstract-follow-up", "heavy-follow-up-percent"]
    assert [note.id for note in tiny_study.notes_in("magnitude")] == ["magnitude-credit"]


def test_what_is_not_there_is_a_key_error(tiny_study: Study) -> None:
    for lookup in (tiny_study.group, tiny_study.measure, tiny_study.section, tiny_study.table, tiny_study.claim):
        with pytest.raises(KeyError):
            lookup("nowhere")
